"""What every command prints with `--json`, as types: docs/json.md is generated from them and the tests decode by them.

Only the documentation and the tests import this module, so it may load what commands load when they run.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from sourcebook.build.intake import AddedLine
from sourcebook.claims.model import Omission
from sourcebook.claims.report.jsonform import ClaimAnswer
from sourcebook.identity.journal import Judgement
from sourcebook.incidents.actors.reading import ActorLine
from sourcebook.profiles import answers
from sourcebook.record.browse import GroupLine
from sourcebook.record.changes import Changes
from sourcebook.record.overview import Overview, RejectLine
from sourcebook.record.store import BuildManifest
from sourcebook.rights.gate import Withheld
from sourcebook.rights.terms import Credit
from sourcebook.screening.bulk.run import Summary
from sourcebook.screening.coverage import Searched
from sourcebook.screening.decisions import Replay
from sourcebook.screening.hit import Hit
from sourcebook.screening.query import Options, Query
from sourcebook.sources.contract import Manifest
from sourcebook.sources.register import Problem
from sourcebook.trends.composition import Composition
from sourcebook.trends.geography import HotSpots
from sourcebook.trends.lines import IncidentLine, LinkLine, ReportLine
from sourcebook.trends.values import Series
from sourcebook.web.keys import KeyLine


class Shape(msgspec.Struct, frozen=True):
    """The object a command prints.

    Attributes:
        question: The question as understood: key and type.
        results: Type of `results`; None where the object has other keys in its place.
        more: Further keys of the object, and their types.
        codes: Exit codes it gives when the question was well put.
    """

    question: dict[str, Any]
    results: Any
    more: dict[str, Any] = {}
    codes: tuple[int, ...] = (0,)


_GROUP = {"asked": str, "id": str, "as_of": date, "known": date}
_JUDGED = Shape({"verdict": str, "entries": list[str]}, list[Judgement], {"canonical": list[str]})
_SCOPE = {
    "asked": str | None, "id": str | None, "country": str | None, "admin1": str | None, "cell": int | None,
    "bbox": list[float] | None, "from": date | None, "to": date | None, "as_of": date, "known": date,
    "datasets": list[str],
}  # fmt: skip
_TERMS = {"credits": list[Credit], "withheld": list[Withheld]}

SHAPES: dict[str, Shape] = {
    "actors": Shape(
        {"asked": str | None, "id": str | None, "review": bool}, list[ActorLine], _TERMS
    ),
    "add": Shape({"files": list[str]}, list[AddedLine], {"errors": list[str]}, (0, 2, 3)),
    "build": Shape({"home": str}, BuildManifest, {"new": bool}),
    "changes": Shape({"source": str, "from": date, "to": date}, Changes),
    "check": Shape(
        {"document": str, "as_of": date, "known": date, "record": str, "about": list[str]},
        None,
        {"claims": list[ClaimAnswer], "omissions": list[Omission], "summary": dict[str, int]},
        (0, 1),
    ),
    "clear": Shape({"entry": str, "id": str}, list[Judgement]),
    "designations": Shape(_GROUP, list[answers.DesignationAnswer]),
    "different": _JUDGED,
    "events": Shape(_SCOPE, list[ReportLine], _TERMS),
    "findings": Shape(
        {"asked": str | None, "id": str | None, "known": date, "rule": str | None},
        list[answers.FindingAnswer],
        codes=(0, 1),
    ),
    "groups": Shape({"search": str | None, "all": bool}, list[GroupLine]),
    "hotspots": Shape(_SCOPE, HotSpots, _TERMS),
    "incidents": Shape(_SCOPE, list[IncidentLine], _TERMS),
    "judgements": Shape({"all": bool}, list[Judgement]),
    "leaders": Shape(_GROUP, list[answers.LeaderAnswer], {"office": answers.OfficeAnswer}),
    "lineage": Shape(_GROUP, list[answers.TieAnswer]),
    "links": Shape(_SCOPE, list[LinkLine], _TERMS),
    "mix": Shape(_SCOPE, Composition, _TERMS),
    "names": Shape(_GROUP, list[answers.NameAnswer]),
    "register check": Shape({"folder": str}, list[Problem], codes=(0, 3)),
    "rejects": Shape({"source": str | None}, list[RejectLine]),
    "rescreen": Shape(
        {"since": date, "options": Options, "build": str},
        Summary,
        {"searched": list[Searched], "note": str},
        codes=(0, 1, 3),
    ),
    "same": _JUDGED,
    "screen": Shape(
        {"asked": Query | None, "options": Options, "build": str},
        list[Hit] | Summary,
        {"searched": list[Searched], "note": str, "replay": Replay | None},
        codes=(0, 1, 3),
    ),
    "serve": Shape({"asked": str}, list[KeyLine], {"key": str | None, "url": str | None}),
    "series": Shape(_SCOPE, Series, _TERMS),
    "sources": Shape({}, list[Manifest]),
    "status": Shape({}, Overview),
    "withdraw": Shape({"judgement": str}, list[Judgement]),
}
