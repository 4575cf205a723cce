"""A language model behind an address that speaks as OpenAI's chat completions do, as most local runners do.

Sent are the sentences of the text, some at a time, and the instruction below; no row of the record and no verdict. The
answer is read as JSON and nothing else; whatever is not as asked is dropped by `accepted`. Protocol: the `POST
/v1/chat/completions` of https://platform.openai.com/docs/api-reference/chat, of which only `messages` is used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import msgspec

from sourcebook.claims.proposing.proposal import PROPOSED, Proposal
from sourcebook.documents.mention import ReadSentence
from sourcebook.errors import SourcebookError, UsageError

AT_ONCE = 20  # sentences of one question
LONGEST = 4 * 1024 * 1024  # bytes of an answer
TIMEOUT = 120.0  # seconds

_ASKED = f"""You read sentences about armed groups and list what they claim. Answer with a JSON array and nothing else.
Each item: {{"sentence": number, "type": one of {", ".join(PROPOSED)}, "quote": the words of that sentence that say it,
copied exactly, "subject": the group (for "died" the person) in the sentence's own words, "object": the other group,
leader, authority, place or name in its own words or "", "time": the date in its own words or "", "negated": true if the
sentence denies it}}. List only what a sentence says outright. No opinions, nothing you know from elsewhere."""


class ModelError(SourcebookError):
    """The model that was to propose claims gave no answer that could be read."""


@dataclass(frozen=True, slots=True)
class Service:
    """A model at an address.

    Attributes:
        url: Its base, as `http://localhost:11434/v1`.
        model: Its name, as the service knows it.
        key: Sent as a bearer token, where the service wants one.
        timeout: Seconds to wait for each answer.
    """

    url: str
    model: str
    key: str = ""
    timeout: float = TIMEOUT

    @classmethod
    def at(cls, url: str, model: str | None, key: str = "") -> Service:
        """A service at an address.

        Raises:
            UsageError: The address is none of the web, or no model is named.
        """
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise UsageError(
                f"{url!r} is no address of a model.", "It begins with http:// or https://."
            )
        if not model:
            raise UsageError("No model is named.", "Say which with --model.")
        return cls(url.rstrip("/"), model, key)

    @property
    def name(self) -> str:
        """By what a claim says who proposed it."""
        return self.model

    def propose(self, sentences: Sequence[ReadSentence]) -> Iterable[Proposal]:
        """What some sentences claim, as the model reads them.

        Raises:
            ModelError: The service cannot be reached, refuses, or answers with something else than asked.
        """
        for begin in range(0, len(sentences), AT_ONCE):
            yield from self._of(sentences[begin : begin + AT_ONCE])

    def _of(self, sentences: Sequence[ReadSentence]) -> Iterator[Proposal]:
        lines = "\n".join(f"{s.number}: {' '.join(s.text.split())}" for s in sentences)
        asked = {
            "model": self.model, "temperature": 0, "seed": 0, "stream": False,
            "messages": [{"role": "system", "content": _ASKED}, {"role": "user", "content": lines}],
        }  # fmt: skip
        for item in _listed(self._answer(json.dumps(asked).encode())):
            try:
                yield msgspec.convert(item, Proposal)
            except msgspec.ValidationError:
                continue  # one item that is not as asked takes no other with it

    def _answer(self, body: bytes) -> str:
        head = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.key}"} if self.key else {}
        )
        request = Request(f"{self.url}/chat/completions", data=body, headers=head, method="POST")
        try:
            with urlopen(request, timeout=self.timeout) as reply:
                raw = reply.read(LONGEST + 1)
        except HTTPError as error:
            raise ModelError(
                f"The model at {self.url} answered {error.code} {error.reason}.", _REMEDY
            ) from error
        except (URLError, HTTPException, OSError) as error:
            raise ModelError(
                f"The model at {self.url} gave no answer: {error}.", _REMEDY
            ) from error
        if len(raw) > LONGEST:
            raise ModelError(f"The model at {self.url} answers without end.", _REMEDY)
        return self._content(raw)

    def _content(self, raw: bytes) -> str:
        try:
            said = json.loads(raw)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError) as error:
            raise ModelError(
                f"What {self.url} answers is no chat completion.", "The address often ends in /v1."
            ) from error
        return str(said)


_REMEDY = "See that it runs and that --propose-with and --model are right, or check without them."
_FENCED = re.compile(r"\[.*\]", re.S)


def _listed(said: str) -> list[object]:
    """The list in an answer, with or without a fence around it; none where there is none."""
    found = _FENCED.search(said)
    try:
        items = json.loads(found[0]) if found else []
    except ValueError:
        return []
    return items if isinstance(items, list) else []
