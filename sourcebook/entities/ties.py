"""Ties of an entity, each an entity of its own, as FollowTheMoney has them.

What the record keeps as one row (AQIM *designated by* the United Nations, *led by* Droukdel) FollowTheMoney tells as an
object between two: a `Sanction`, a `Directorship`. It is reached from either end under the name its model gives to that
direction (`sanctions`, `directorshipOrganization`; https://followthemoney.tech/explorer/).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sourcebook.entities.entity import Entity, View, moment
from sourcebook.entities.reading import chosen, read_entities, read_members
from sourcebook.entities.values import wire_values
from sourcebook.record.dates import PartialDate
from sourcebook.record.store import Record


@dataclass(frozen=True, slots=True)
class Edge:
    """How a kind of relation is told.

    Attributes:
        schema: Of the tie.
        subject, object: Its properties that hold the relation's two ends.
        from_subject, from_object: Under which name the tie is reached from either end.
        words: What the tie is called where its source does not say.
    """

    schema: str
    subject: str
    object: str
    from_subject: str
    from_object: str
    words: str = ""


def _link(words: str) -> Edge:
    return Edge("UnknownLink", "subject", "object", "unknownLinkTo", "unknownLinkFrom", words)


def _succession(words: str) -> Edge:
    return Edge("Succession", "predecessor", "successor", "successors", "predecessors", words)


def _membership(words: str) -> Edge:
    return Edge(
        "Membership", "member", "organization", "membershipMember", "membershipOrganization", words
    )


_DESIGNATED = Edge("Sanction", "entity", "", "sanctions", "")
EDGES: dict[str, Edge] = {
    "designated_by": _DESIGNATED,
    "led_by": Edge(
        "Directorship", "organization", "director", "directorshipOrganization", "directorshipDirector", "leader"
    ),
    "member_of": _membership("member"),
    "part_of": _membership("part of"),
    "joined": _membership("joined"),
    "family_of": Edge("Family", "person", "relative", "familyPerson", "familyRelative"),
    "owned_by": Edge("Ownership", "asset", "owner", "ownershipAsset", "ownershipOwner"),
    "acts_for": Edge("Representation", "agent", "client", "agencyClient", "agentRepresentation"),
    "renamed_to": _succession("renamed"),
    "merged_into": _succession("merged into"),
    "split_from": Edge("Succession", "successor", "predecessor", "predecessors", "successors", "split from"),
    "founded_by": _link("founded by"),
    "pledged_to": _link("pledged to"),
    "allied_with": _link("allied with"),
    "rival_of": _link("rival of"),
    "supports": _link("supports"),
    "associated_with": _link("associated with"),
    "claimed": _link("claimed"),
    "attributed_to": _link("attributed to"),
}  # fmt: skip
_COUNTRY = {"UK": "gb"}

Ties = dict[str, list[Entity]]


def read_ties(record: Record, ids: Sequence[str], view: View) -> dict[str, Ties]:
    """The ties of some entities by the name they are reached under, the entities at their other ends drawn in.

    Args:
        record: The open record.
        ids: Canonical ids.
        view: How the record is looked at.
    """
    home = {m.entry: id_ for id_, of in read_members(record, ids, view).items() for m in of}
    rows = [row for row in _rows(record, list(home), view) if _held(row, view)]
    far = _far_ends(record, rows, view)
    ties: dict[str, Ties] = {id_: {} for id_ in home.values()}
    for row in rows:
        edge = EDGES[row["kind"]]
        if row["subject"] in home:
            _add(
                ties[home[row["subject"]]],
                edge.from_subject,
                _told(row, edge, home[row["subject"]], far),
            )
        if row["object"] in home and edge.from_object:
            _add(
                ties[home[row["object"]]],
                edge.from_object,
                _told(row, edge, home[row["object"]], far),
            )
    return {id_: dict(sorted(of.items())) for id_, of in ties.items()}


def _add(ties: Ties, name: str, tie: Entity) -> None:
    """Add a tie; one between two entries of the entity itself is reached twice and told once."""
    if all(other.id != tie.id for other in ties.setdefault(name, [])):
        ties[name].append(tie)


def read_tie(record: Record, row_id: str, view: View) -> Entity | None:
    """A tie by the id of its row, or None where there is none the view may show."""
    rows = record.rows(
        f"select {_COLUMNS} from relations r join source s on s.id = r.source "
        "where r.row_id = $row and r.known_from <= $known order by r.known_from desc limit 1",
        {"row": row_id, "known": view.known},
    )
    shown = [row for row in rows if row["source"] not in view.withheld and row["kind"] in EDGES]
    if not shown:
        return None
    far = _far_ends(record, shown, view)
    return _told(shown[0], EDGES[shown[0]["kind"]], "", far)


_COLUMNS = """r.row_id, r.source, r.kind, r.subject, r.object, r.object_name, r.role, r.programme, r.instrument,
    r.reference, r.under_name, r.listed_on, r.delisted_on, r.amended_on, r.how_ended, r.valid_from, r.valid_until,
    r.quote, r.known_from, r.known_until, r.last_seen, s.title, s.url"""


def _rows(record: Record, entries: Sequence[str], view: View) -> list[dict[str, Any]]:
    listed, values = chosen(entries)
    rows = record.rows(
        f"""select {_COLUMNS} from relations r join source s on s.id = r.source
        where r.rowid in (select rowid from relations where subject in ({listed})
            union select rowid from relations where object in ({listed})) and r.known_from <= $known
        order by r.kind, r.subject, r.object, r.object_name, r.row_id, r.known_from""",
        {**values, "known": view.known},
    )
    newest = {row["row_id"]: row for row in rows if row["kind"] in EDGES}
    return [row for row in newest.values() if row["source"] not in view.withheld]


def _held(row: dict[str, Any], view: View) -> bool:
    """Whether a tie stood by the day its sources are asked about, and held on the day in the world."""
    gone = row["known_until"] is not None and row["known_until"] <= view.known
    if view.as_of is None:
        return not gone
    starts, ends = row["listed_on"] or row["valid_from"], row["delisted_on"] or row["valid_until"]
    return not (_after(starts, view.as_of) or _before(ends, view.as_of)) and not gone


def _after(text: str | None, day: date) -> bool:
    return text is not None and PartialDate.parse(text).earliest > day


def _before(text: str | None, day: date) -> bool:
    return text is not None and PartialDate.parse(text).latest < day


def _far_ends(record: Record, rows: Iterable[dict[str, Any]], view: View) -> dict[str, Entity]:
    """By entry, the entities that ties point at or come from."""
    entries = sorted({row[end] for row in rows for end in ("subject", "object") if row[end]})
    listed, values = chosen(entries)
    canonical = {
        row["entry"]: row["canonical"]
        for row in record.rows(
            f"select entry, canonical from identity where entry in ({listed})", values
        )
    }
    drawn = read_entities(record, sorted(set(canonical.values())), view)
    return {entry: drawn[id_] for entry, id_ in canonical.items() if id_ in drawn}


def _told(row: dict[str, Any], edge: Edge, here: str, far: dict[str, Entity]) -> Entity:
    """A relation as the entity between its two ends; the end it is reached from stays an id."""
    properties: dict[str, list[str | Entity]] = {}
    for name, entry in ((edge.subject, row["subject"]), (edge.object, row["object"])):
        end = far.get(entry) if name else None
        if end is not None:
            properties[name] = [end.id if end.id == here else end]
    for name, value in _said(row, edge):
        properties.setdefault(name, []).append(value)
    return Entity(
        id=f"row:{row['row_id']}", caption=_caption(row, edge, far), schema=edge.schema,
        properties=dict(sorted(properties.items())), datasets=[row["source"]],
        first_seen=moment(row["known_from"]), last_seen=moment(row["last_seen"]),
        last_change=moment(row["known_from"]),
    )  # fmt: skip


def _caption(row: dict[str, Any], edge: Edge, far: dict[str, Entity]) -> str:
    end = far.get(row["object"] or "")
    named = end.caption if end is not None else row["object_name"] or row["object"]
    what = row["programme"] or row["role"] or edge.words or edge.schema
    return f"{what} · {named}" if named else str(what)


def _said(row: dict[str, Any], edge: Edge) -> Iterable[tuple[str, str]]:
    yield from _designation(row) if edge is _DESIGNATED else _tie(row, edge)
    for name, dates in (
        ("startDate", row["listed_on"] or row["valid_from"]),
        ("endDate", row["delisted_on"] or row["valid_until"]),
    ):
        for value in wire_values("date", dates or ""):
            yield name, value
    yield "publisher", row["title"]
    yield "sourceUrl", row["url"]
    yield "recordId", row["subject"]
    if row["quote"]:
        yield "description", row["quote"]


def _designation(row: dict[str, Any]) -> Iterable[tuple[str, str]]:
    code = str(row["object"] or "").removeprefix("authority:")
    yield "authority", row["object_name"] or code
    if code and code != "UN":
        yield "country", _COUNTRY.get(code, code.lower())
    for name, value in (
        ("program", row["programme"]),
        ("authorityId", row["reference"]),
        ("unscId", row["reference"] if code == "UN" else None),
        ("provisions", row["instrument"]),
        ("summary", row["under_name"] and f"Listed under the name {row['under_name']}"),
    ):
        if value:
            yield name, value
    for value in wire_values("date", row["listed_on"] or ""):
        yield "listingDate", value
    for amended in row["amended_on"] or ():
        yield "modifiedAt", amended
    yield "status", "delisted" if row["delisted_on"] else "listed"


def _tie(row: dict[str, Any], edge: Edge) -> Iterable[tuple[str, str]]:
    role = row["role"] or edge.words
    if role:
        yield "relationship" if edge.schema == "Family" else "role", role
    if row["object"] is None and row["object_name"]:
        yield "namesMentioned", row["object_name"]
    if row["how_ended"]:
        yield "summary", row["how_ended"]
