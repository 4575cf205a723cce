"""What people have judged: one append-only journal beside the archive.

A judgement says that two entries are the same or different, or that an entry is not whom a screened name means, by
whom and why. It is never changed; it can be withdrawn by another line. The last judgement on a pair is the one in
force. What was screened is private: a clearance names it by a keyed hash only (`screening.clearances`).
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Literal

import msgspec

from sourcebook.archive.files import append_line, whole_lines
from sourcebook.errors import RecordError, UsageError

Verdict = Literal["same", "different", "clear", "withdrawn"]
# Those that say who is who among the entries.
_OF_IDENTITY = frozenset({"same", "different"})
# Before the id of a report, `source:event`: whether two of them tell of one incident is judged as who is who is.
REPORT = "report:"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal.

    Attributes:
        id: By which it can be withdrawn.
        verdict: same, different, clear, or withdrawn.
        a, b: The two entries, the lower first; of a clearance the hash of what was screened, and the entity.
            Empty where it withdraws.
        who, why: Whose judgement, and on what ground.
        at: When, as given; for the reader only.
        withdraws: The id of the judgement that no longer holds.
        seen: Of a clearance: a hash of what the lists said of the entity when it was judged.
    """

    id: str
    verdict: Verdict
    a: str = ""
    b: str = ""
    who: str
    why: str
    at: str = ""
    withdraws: str | None = None
    seen: str | None = None


class Journal:
    """The judgements in the order they were made."""

    def __init__(self, home: Path, at: str = "", until: int | None = None) -> None:
        """Open the journal of a home.

        Args:
            home: The home folder.
            at: When lines made through it are made, for the reader only.
            until: Read so many lines only: the journal as it was when it had no more.
        """
        self.path = home / "journal.jsonl"
        self._at = at
        self._until = until

    def lines(self) -> list[Judgement]:
        """Every judgement ever made.

        Raises:
            RecordError: A line is none.
        """
        try:
            lines = whole_lines(self.path)[: self._until]
            return [msgspec.json.decode(line, type=Judgement) for line in lines]
        except msgspec.DecodeError as error:
            raise RecordError(
                f"{self.path.name} is damaged: {error}.", "Restore it from a copy."
            ) from error

    def lines_on_identity(self) -> list[Judgement]:
        """The lines that bear on who is who: what a build follows from. Clearances do not."""
        lines = self.lines()
        ids = {line.id for line in lines if line.verdict in _OF_IDENTITY}
        return [line for line in lines if line.id in ids or line.withdraws in ids]

    def judge(self, verdict: Verdict, one: str, other: str, who: str, why: str) -> Judgement:
        """Record that two entries are the same or different.

        Raises:
            UsageError: They are one entry, or a report and an entry, or who or why is empty.
        """
        if one == other:
            raise UsageError(f"{one} is one entry.", "Name two.")
        if one.startswith(REPORT) != other.startswith(REPORT):
            raise UsageError("a report and an entry are not of a kind.", "Name two of either.")
        return self._append(
            Judgement(
                id="",
                verdict=verdict,
                a=min(one, other),
                b=max(one, other),
                who=who,
                why=why,
                at=self._at,
            )
        )

    def clear(self, asked: str, entity: str, seen: str, who: str, why: str) -> Judgement:
        """Record that an entity is not whom a screened name means.

        Args:
            asked: Keyed hash of what was screened.
            entity: Canonical id.
            seen: Hash of what the lists say of it now; the clearance holds as long as they say the same.
            who: Whose judgement it is.
            why: On what ground.

        Raises:
            UsageError: Who or why is empty.
        """
        made = Judgement(
            id="", verdict="clear", a=asked, b=entity, who=who, why=why, at=self._at, seen=seen
        )
        return self._append(made)

    def withdraw(self, judgement: str, who: str, why: str) -> Judgement:
        """Record that a judgement no longer holds.

        Raises:
            UsageError: None in force has that id.
        """
        found = [j for j in self.in_force() if judgement and j.id.startswith(judgement)]
        if len(found) != 1:
            raise UsageError(f"{len(found)} judgements in force begin with {judgement!r}.", ADVICE)
        return self._append(
            Judgement(
                id="", verdict="withdrawn", who=who, why=why, at=self._at, withdraws=found[0].id
            )
        )

    def _append(self, judgement: Judgement) -> Judgement:
        if not judgement.who.strip() or not judgement.why.strip():
            raise UsageError("a judgement needs who made it and why.", "Give --who and --why.")
        raw = msgspec.json.encode(judgement) + str(len(self.lines())).encode()
        kept = msgspec.structs.replace(judgement, id=blake2b(raw, digest_size=6).hexdigest())
        append_line(self.path, msgspec.json.encode(kept))
        return kept

    def in_force(self) -> list[Judgement]:
        """The judgements that hold: the last on each pair, unless withdrawn."""
        return in_force(self.lines())


ADVICE = "`sourcebook judgements` lists them."


def in_force(lines: list[Judgement]) -> list[Judgement]:
    """Of a journal's lines, those that hold."""
    gone = {line.withdraws for line in lines if line.withdraws is not None}
    last = {(j.a, j.b): j for j in lines if j.verdict != "withdrawn" and j.id not in gone}
    return [last[pair] for pair in sorted(last)]
