"""The versions of every part of every list, in the order of their dates.

Two files of one part and one day are one version: what either says was said that day. Only a complete version
can end what an earlier one said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sourcebook.archive.files import ArchivedFile
from sourcebook.build.staging import Staged
from sourcebook.record.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Version:
    """One file's part of a list at a date.

    Attributes:
        source, part: Which list.
        day: The last day its version date can mean: from then on it had certainly said so.
        complete: Whether it is the whole part.
        file: SHA-256 of the archived bytes.
        folder: Its staged tables.
        repeats: Whether some record stands in the file more than once.
        columnar: The tables it holds that came by columns.
        extent: What of those it is complete for: the years and countries it speaks of; none: everything.
    """

    source: str
    part: str
    day: date
    complete: bool
    file: str
    folder: Path
    repeats: bool = False
    columnar: tuple[str, ...] = ()
    extent: tuple[str, ...] = ()


def of_file(
    file: ArchivedFile, folder: Path, staged: Staged, extent: tuple[str, ...] = ()
) -> list[Version]:
    """The versions one archived file gives: one for each part it holds."""
    day = PartialDate.parse(file.published).latest
    complete = file.scope == "complete"
    return [
        Version(
            file.source, part, day, complete, file.sha, folder, staged.repeats, staged.columnar, extent
        )
        for part in file.parts
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A version and its place in the history of its part.

    Attributes:
        version: The version.
        rank: 1 for the oldest day of the part; files of one day share it.
        complete_before: How many earlier ranks are complete.
        complete_until: The same, with this one.
        ended: The first later day with a complete version; from then on a row last seen here was gone.
        single: Whether the part has this version only, and no record of it twice.
    """

    version: Version
    rank: int
    complete_before: int
    complete_until: int
    ended: date | None
    single: bool


def place(versions: list[Version]) -> list[Placed]:
    """Put the versions of all parts in order."""
    by_part: dict[tuple[str, str], list[Version]] = {}
    for version in versions:
        by_part.setdefault((version.source, version.part), []).append(version)
    return [placed for key in sorted(by_part) for placed in _place_part(by_part[key])]


def _place_part(versions: list[Version]) -> list[Placed]:
    days = sorted({v.day for v in versions})
    complete = [any(v.complete for v in versions if v.day == day) for day in days]
    placed = []
    for version in sorted(versions, key=lambda v: (v.day, v.file)):
        at = days.index(version.day)
        later = (
            day for day, whole in zip(days[at + 1 :], complete[at + 1 :], strict=True) if whole
        )
        placed.append(
            Placed(
                version, at + 1, sum(complete[:at]), sum(complete[: at + 1]), next(later, None),
                single=len(versions) == 1 and not version.repeats,
            )
        )  # fmt: skip
    return placed
