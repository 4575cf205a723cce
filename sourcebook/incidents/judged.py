"""What people have said of pairs of reports: that they tell of one incident, or of two."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sourcebook.errors import UsageError
from sourcebook.identity.journal import REPORT, Judgement


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of `source:event` that are one incident, and pairs that are not."""

    same: Collection[tuple[str, str]] = ()
    different: Collection[tuple[str, str]] = ()

    @classmethod
    def from_journal(cls, judgements: Sequence[Judgement]) -> Judged:
        """Of what people have said, what is on reports.

        Args:
            judgements: Those in force (`Journal.in_force`).
        """
        said: dict[str, list[tuple[str, str]]] = {"same": [], "different": []}
        for one in judgements:
            if one.a.startswith(REPORT) and one.verdict in said:
                pair = one.a.removeprefix(REPORT), one.b.removeprefix(REPORT)
                said[one.verdict].append(pair)
        return cls(said["same"], said["different"])


def refuse_one_source(one: str, other: str) -> None:
    """Refuse to make one incident of two reports of one source, which tells its own events apart.

    Args:
        one: `report:source:event`; anything else is let through.
        other: Likewise.

    Raises:
        UsageError: Both are reports of one source.
    """
    if not (one.startswith(REPORT) and other.startswith(REPORT)):
        return
    source = one.removeprefix(REPORT).partition(":")[0]
    if source == other.removeprefix(REPORT).partition(":")[0]:
        raise UsageError(
            f"{one} and {other} are two events by the word of {source}, which codes both.",
            "Judge reports of two sources.",
        )
