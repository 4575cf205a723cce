"""The log of decisions: who asked may ask for one, and can later show what the answer was and give it again.

A line says what was asked as a keyed hash (`clearances.asked_hash`), the build and its versions, the options with the
day of knowledge pinned, and the answer. The names themselves are in it only where that was asked for; else whoever
replays a line gives the name again, and the hash says whether it is the one. Nothing is logged by default.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, Self

import msgspec
from msgspec import structs

from sourcebook.archive.files import append_line, whole_lines
from sourcebook.errors import UsageError
from sourcebook.identity.journal import Journal
from sourcebook.identity.overlay import lay_over
from sourcebook.record.store import Record, build_folder
from sourcebook.screening.clearances import asked_hash, private_key
from sourcebook.screening.coverage import Searched, coverage
from sourcebook.screening.hit import Hit
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener

Verdict = Literal["match", "cleared", "below", "none"]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A hit as it was reported.

    Attributes:
        id, score, match: Of the hit.
        entry, name: The listed name that met, and whose it is.
        cleared: The judgement that cleared it, if any did.
    """

    id: str
    score: float
    match: bool
    entry: str
    name: str
    cleared: str | None = None

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """What is logged of a hit."""
        cleared = hit.cleared.judgement if hit.cleared else None
        return cls(
            id=hit.id, score=hit.score, match=hit.match, entry=hit.name.entry, name=hit.name.text,
            cleared=cleared,
        )  # fmt: skip


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log.

    Attributes:
        asked: Keyed hash of what was asked.
        schema: What kind of thing was asked for; no secret.
        query: What was asked, where that was to be logged.
        build, content: The build that answered, and the hash of its rows.
        judged: How many lines the journal of judgements had.
        versions: The lists that were searched, as of which versions.
        options: Where it looked and when, the default day filled in.
        hits: What was reported, the likeliest first.
        verdict: `match` where a hit reached the threshold, `cleared` where all that did were cleared, `below` where
            hits did not reach it, `none` where there were none.
        at: When, as given; for the reader only.
    """

    asked: str
    schema: str | None
    query: Query | None
    build: str
    content: str
    judged: int
    versions: list[Searched]
    options: Options
    hits: list[Answered]
    verdict: Verdict
    at: str = ""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """An entity of which two answers say different things; None where one of them does not have it."""

    id: str
    then: Answered | None
    now: Answered | None


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """A decision taken again.

    Attributes:
        decision: As it was logged.
        build: The build that answered now.
        same_build: Whether it is the one that answered then; else the versions of then are asked of another build.
        same: Whether the answer is the same.
        differences: Where it is not.
        verdict: Now.
    """

    decision: Decision
    build: str
    same_build: bool
    same: bool
    differences: list[Difference]
    verdict: Verdict


def verdict_on(hits: Sequence[Hit]) -> Verdict:
    """What the hits of one question amount to."""
    if any(hit.match for hit in hits):
        return "match"
    if not hits:
        return "none"
    return "cleared" if any(hit.cleared for hit in hits) else "below"


class DecisionLog:
    """A file of decisions, one in a line."""

    def __init__(self, path: Path, home: Path) -> None:
        self.path = path
        self._home = home

    def add(
        self,
        record: Record,
        query: Query,
        options: Options,
        hits: Sequence[Hit],
        **shown: str | bool,
    ) -> Decision:
        """Append a decision.

        Args:
            record: That answered.
            query: What was asked.
            options: Where and when it looked.
            hits: What was reported.
            **shown: `names=True` keeps the question itself in the line; `at` is when, for the reader.
        """
        asked = asked_hash(query, private_key(self._home))
        manifest = record.manifest
        made = Decision(
            asked=asked, schema=query.schema, query=query if shown.get("names") else None,
            build=manifest.id, content=manifest.content, judged=len(Journal(self._home).lines()),
            versions=coverage(record, options),
            options=structs.replace(options, known=options.known or record.known),
            hits=[Answered.of(hit) for hit in hits], verdict=verdict_on(hits), at=str(shown.get("at", "")),
        )  # fmt: skip
        append_line(self.path, msgspec.json.encode(made))
        return made


def read_decision(text: str, asked: str | None) -> Decision:
    """A decision from a line of a log, or from `FILE` or `FILE:LINE`.

    Args:
        text: The line itself, or where it stands; of a file without a line number the last that is of the question.
        asked: Keyed hash of the question, where there is one.

    Raises:
        UsageError: There is no such line, or it is none.
    """
    if text.lstrip().startswith("{"):
        return _decoded(text.encode(), "the line")
    path, number = _place(text)
    lines = whole_lines(path)
    if number is not None:
        if not 1 <= number <= len(lines):
            raise UsageError(f"{path.name} has {len(lines)} lines, and no line {number}.")
        return _decoded(lines[number - 1], f"line {number} of {path.name}")
    found = [_decoded(line, f"line {n} of {path.name}") for n, line in enumerate(lines, 1)]
    of_it = [one for one in found if asked is None or one.asked == asked]
    if not of_it:
        raise UsageError(
            f"{path.name} holds no decision on that.",
            "Give the name and particulars as they were asked.",
        )
    return of_it[-1]


def _place(text: str) -> tuple[Path, int | None]:
    path, colon, number = text.rpartition(":")
    found = (Path(path), int(number)) if colon and number.isdigit() else (Path(text), None)
    if not found[0].is_file():
        raise UsageError(
            f"there is no log {found[0]}.", "Give FILE, FILE:LINE, or the line itself."
        )
    return found


def _decoded(line: bytes, which: str) -> Decision:
    try:
        return msgspec.json.decode(line, type=Decision)
    except msgspec.DecodeError as error:
        raise UsageError(f"{which} is no decision: {error}.") from error


def replay(home: Path, decision: Decision, query: Query | None) -> tuple[Replay, list[Hit]]:
    """Take a decision again: on its own build while that is kept, else on the live one as of the same day.

    Args:
        home: The home folder.
        decision: As it was logged.
        query: What was asked; None where the line holds it.

    Returns:
        How the answer compares, and the hits now.

    Raises:
        UsageError: The question is not in the line and was not given, or is another one.
    """
    asked = _asked_again(home, decision, query)
    kept = decision.build if build_folder(home, decision.build) else None
    with closing(Record.open(home, kept)) as record:
        lay_over(record, Journal(home, until=decision.judged))
        hits = Screener.open(record, home, decision.judged).screen([asked], decision.options)[0]
        now = [Answered.of(hit) for hit in hits]
        differences = _differences(decision.hits, now)
        verdict = verdict_on(hits)
        taken = Replay(
            decision=decision, build=record.manifest.id, same_build=record.manifest.id == decision.build,
            same=not differences and verdict == decision.verdict, differences=differences, verdict=verdict,
        )  # fmt: skip
        return taken, hits


def _asked_again(home: Path, decision: Decision, query: Query | None) -> Query:
    asked = query or decision.query
    if asked is None:
        raise UsageError(
            "the log does not hold the name.",
            "Give it again: sourcebook screen NAME --replay LOGLINE",
        )
    if asked_hash(asked, private_key(home)) != decision.asked:
        raise UsageError(
            "the decision was on another name or other particulars, or in another home."
        )
    return structs.replace(asked, schema=decision.schema)


def _differences(then: Sequence[Answered], now: Sequence[Answered]) -> list[Difference]:
    before, after = ({one.id: one for one in ones} for ones in (then, now))
    return [
        Difference(id=one, then=before.get(one), now=after.get(one))
        for one in dict.fromkeys((*before, *after))
        if before.get(one) != after.get(one)
    ]
