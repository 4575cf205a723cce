"""A text as it is sent to be checked, and the turns in which texts are checked.

A text goes into memory and nowhere else: no log, no metric, no refusal repeats a word of it. Checking takes longer
than screening, so a few threads at most are given to it and the others go on answering.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qs

from fastapi import HTTPException
from pydantic import BaseModel, Field, ValidationError

from sourcebook.documents.passages import Document
from sourcebook.documents.reading import docx, hypertext, markdown, pdf, plain
from sourcebook.errors import SourceError
from sourcebook.web.service import Service
from sourcebook.web.wire import Dates, Text

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
LONGEST, _MOST_FIELDS = 500_000, 20
_CHARSETS = {
    "utf-8": "utf-8-sig", "utf8": "utf-8-sig", "us-ascii": "utf-8", "utf-16": "utf-16", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip
_TEXTS: dict[str, Callable[[str], Document]] = {
    "text/plain": plain.read, "text/markdown": markdown.read, "text/html": hypertext.read,
}  # fmt: skip
_FILES: dict[str, Callable[[bytes], Document]] = {pdf.MEDIA: pdf.read, docx.MEDIA: docx.read}
TAKEN = (JSON, FORM, *_TEXTS, *_FILES)


class CheckBody(BaseModel):
    """A text in JSON."""

    text: Text = Field(
        ..., description=f"At most {LONGEST:,} characters.",
        examples=["AQIM was founded in 2007 and is led by Abdelmalek Droukdel."],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent.

    Attributes:
        media: Its type, without parameters.
        charset: The one it names.
        body: The bytes.
    """

    media: str
    charset: str | None
    body: bytes

    @classmethod
    def of(cls, content_type: str, body: bytes) -> Sent:
        """A body under its type."""
        header = Message()
        header["content-type"] = content_type
        charset = header.get_param("charset")
        return cls(header.get_content_type(), charset if isinstance(charset, str) else None, body)

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form that are filled in; the last of a name counts.

        Raises:
            HTTPException: There are too many.
        """
        try:
            fields = parse_qs(self.body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
        except ValueError as error:
            raise HTTPException(422, f"The form has over {_MOST_FIELDS} fields.") from error
        return {name: values[-1] for name, values in fields.items()}


def dates_of(fields: dict[str, str]) -> Dates:
    """The two days of a form.

    Raises:
        HTTPException: One of them is none.
    """
    given = {name: text for name in ("as_of", "known") if (text := fields.get(name, "").strip())}
    try:
        return Dates.model_validate(given)
    except ValidationError as error:
        names = ", ".join(str(one["loc"][0]) for one in error.errors())
        raise HTTPException(422, f"No day: {names}. A day is written 2020-06-03.") from error


def document(sent: Sent) -> Document:
    """Read what was sent, as what it was sent as.

    Raises:
        HTTPException: It is of no kind that is read, cannot be read, holds nothing or is too long.
    """
    try:
        found = _read(sent)
    except SourceError as error:
        raise HTTPException(422, str(error)) from error
    if len(found.text) > LONGEST:
        raise HTTPException(
            413,
            f"The text is longer than {LONGEST:,} characters; sourcebook check takes longer ones.",
        )
    if not found.text.strip():
        raise HTTPException(422, "There is no text to check.")
    return found


def _read(sent: Sent) -> Document:
    if sent.media in _FILES:
        return _FILES[sent.media](sent.body)
    if sent.media in _TEXTS:
        return _TEXTS[sent.media](_decoded(sent))
    if sent.media == JSON:
        return plain.read(_posted(sent.body))
    if sent.media == FORM:
        return plain.read(sent.form.get("text", ""))
    raise HTTPException(415, f"A text is sent as one of {', '.join(TAKEN)}.")


def _posted(body: bytes) -> str:
    """The text of a JSON object; what is wrong with another is told without its words."""
    try:
        return CheckBody.model_validate_json(body).text
    except ValidationError as error:
        why = "; ".join(one["msg"] for one in error.errors(include_input=False, include_url=False))
        raise HTTPException(422, f'No object of the form {{"text": "…"}}: {why}.') from error


def _decoded(sent: Sent) -> str:
    if sent.charset is None:
        return plain.decoded(sent.body)
    encoding = _CHARSETS.get(sent.charset.lower())
    if encoding is None:
        raise HTTPException(415, f"A text is sent in one of {', '.join(_CHARSETS)}.")
    return sent.body.decode(encoding, "replace")


@dataclass(slots=True)
class Turns:
    """Who may have a text checked now: one thread less than there are, and at least one.

    A caller who gave up leaves their thread at work, so that a turn ends with the thread and not with the caller.

    Args:
        service: Whose threads and whose patience.
    """

    service: Service
    _waiting: asyncio.Semaphore = field(init=False)
    _working: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        most = max(1, self.service.threads - 1)
        self._waiting = asyncio.Semaphore(most)
        self._working = threading.BoundedSemaphore(most)

    @asynccontextmanager
    async def waited(self) -> AsyncIterator[None]:
        """Wait for a turn.

        Raises:
            HTTPException: None came in time.
        """
        try:
            await asyncio.wait_for(self._waiting.acquire(), self.service.limits.seconds)
        except TimeoutError as late:
            raise self.service.late() from late
        try:
            yield
        finally:
            self._waiting.release()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take a turn, in the thread that works.

        Raises:
            HTTPException: The last one has not ended, though nobody waits for it any more.
        """
        if not self._working.acquire(blocking=False):
            raise self.service.busy()
        try:
            yield
        finally:
            self._working.release()
