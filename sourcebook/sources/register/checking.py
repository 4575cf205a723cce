"""Holding the register's files against each other, for those who write them.

What one file cannot know is checked here: that a citation and a person exist, that an incident stands in one file,
that dates are real and in order. Every problem says where it is and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sourcebook.errors import RegisterError
from sourcebook.sources.register import schema as s
from sourcebook.sources.register.dating import misdated, walk
from sourcebook.sources.register.loading import load
from sourcebook.sources.register.reading import pointed_at

QUOTE_WORDS = 12


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a file says that the format does not allow.

    Attributes:
        file: The file's name.
        path: Where in it.
        message: What is wrong, and what to write.
    """

    file: str
    path: str
    message: str


def check(folder: Path) -> list[Problem]:
    """Check every file of a register.

    Args:
        folder: With `groups/` and `persons/`.
    """
    problems: list[Problem] = []
    files: dict[str, s.RegisterFile] = {}
    paths = sorted((*folder.glob("groups/*.yaml"), *folder.glob("persons/*.yaml")))
    if not paths:
        advice = "there is no register file here; they stand in its folders groups and persons"
        problems.append(Problem(str(folder), "", advice))
    for path in paths:
        name = f"{path.parent.name}/{path.name}"
        try:
            files[name] = load(path.read_bytes())
        except RegisterError as error:
            problems.append(Problem(name, "", str(error)))
    for name, file in files.items():
        problems += [Problem(name, where, what) for where, what in _inside(name, file)]
    problems += _across(files)
    return sorted(problems)


def _inside(name: str, file: s.RegisterFile) -> Iterator[tuple[str, str]]:
    if Path(name).stem != file.id:
        yield "id", f"the file is called {Path(name).stem}; name file and id alike"
    plain = msgspec.to_builtins(file)
    yield from _cites(plain, file)
    yield from misdated(file)
    yield from _quotes(plain)
    for key, publication in file.citations.items():
        if publication.read != "direct" and not publication.read_in:
            yield f"citations.{key}", "say in read_in where the copy or the report of it is"
        if not (publication.url or publication.document):
            yield f"citations.{key}", "give a url or a document number that a reader can follow"


def _cites(plain: Any, file: s.RegisterFile) -> Iterator[tuple[str, str]]:
    used = set()
    for path, value in walk(plain):
        if path.rsplit(".", 1)[-1] in ("cite", "replaces") and value is not None:
            used.add(value)
            if value not in file.citations:
                yield path, f"there is no citation {value!r}; add it under citations"
    for key in sorted(set(file.citations) - used):
        yield f"citations.{key}", "nothing cites it; use it or remove it"


def _quotes(plain: Any) -> Iterator[tuple[str, str]]:
    for where, value in walk(plain):
        if where.endswith(".quote") and value is not None and len(value.split()) > QUOTE_WORDS:
            yield where, f"a quote has at most {QUOTE_WORDS} words; say it in your own"


def _across(files: dict[str, s.RegisterFile]) -> Iterator[Problem]:
    groups = {f.id for f in files.values() if isinstance(f, s.GroupFile)}
    persons = {f.id for f in files.values() if isinstance(f, s.PersonFile)}
    incidents: dict[str, str] = {}
    entries: dict[str, str] = {}
    for name, file in files.items():
        for same in file.same_as:
            if (other := entries.setdefault(same.entry, name)) != name:
                yield Problem(
                    name, f"same_as[{same.entry}]", f"{other} says so too; an entry is one thing"
                )
        if isinstance(file, s.GroupFile):
            yield from _pointers(name, file, groups, persons)
            yield from _once(name, file, incidents)


def _pointers(
    name: str, file: s.GroupFile, groups: set[str], persons: set[str]
) -> Iterator[Problem]:
    for leader in file.leaders:
        if leader.person not in persons:
            yield Problem(name, f"leaders[{leader.person}]", f"write persons/{leader.person}.yaml")
    yield from _tied(name, (*file.lineage, *file.relations), groups)
    for incident in file.incidents:
        yield from _acting(name, incident, groups)


def _tied(name: str, ties: Sequence[s.Tie | s.Relationship], groups: set[str]) -> Iterator[Problem]:
    for tie in ties:
        try:
            target = pointed_at(tie.object)[0] or ""
        except ValueError as error:
            yield Problem(name, "lineage or relations", str(error))
            continue
        if target.startswith("register:") and target.removeprefix("register:") not in groups:
            yield Problem(
                name, f"object {target}", "there is no such group; use an entry id or {name: …}"
            )


def _acting(name: str, incident: s.Incident, groups: set[str]) -> Iterator[Problem]:
    where = f"incidents[{incident.id}]"
    for actor in (actor for report in incident.reports for actor in report.actors):
        if (actor.group is None) == (actor.name is None):
            yield Problem(name, where, "an actor has either a group or a name")
        if actor.group is not None and actor.group not in groups:
            yield Problem(name, where, f"there is no group {actor.group!r}; use name instead")


def _once(name: str, file: s.GroupFile, incidents: dict[str, str]) -> Iterator[Problem]:
    for incident in file.incidents:
        if (other := incidents.setdefault(incident.id, name)) != name:
            yield Problem(
                name, f"incidents[{incident.id}]", f"it stands in {other} too; keep it in one file"
            )
