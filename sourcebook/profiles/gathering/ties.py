"""What ties the group to others: descent, alliances, leaders, authorities that list it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sourcebook.names import compare
from sourcebook.profiles.facts import (
    Claim,
    DesignationFact,
    Evidence,
    LineageFact,
    Party,
    Tenure,
    TieFact,
)
from sourcebook.profiles.gathering.witness import REGISTER, Witness, detail
from sourcebook.profiles.preference import weigh
from sourcebook.record.dates import PartialDate, parsed
from sourcebook.record.held import Held
from sourcebook.record.rows import Relation

DESCENT = (
    "split_from",
    "merged_into",
    "joined",
    "founded_by",
    "pledged_to",
    "part_of",
    "allied_with",
)
TIES = ("allied_with", "rival_of", "supports", "associated_with", "part_of", "owned_by", "acts_for")
# A name in a list's remark about one group, against the leaders of that group: near enough to be a spelling.
_SAME = 0.93
# How lists say that somebody heads a group. "A leader" does not say so.
_HEADS = ("emir", "head", "headed", "led", "leader", "founder and leader", "acting emir")
Rows = Sequence[Held[Relation]]
Dates = tuple[Claim[PartialDate], ...]


def _object(held: Held[Relation], witness: Witness) -> Party:
    kind = str(detail(held.row).get("object_kind") or "group")
    return witness.party(held.row.object, held.row.object_name, kind)


def _told(held: Held[Relation]) -> str:
    """The register's own sentence; a tie that has one is a relation, one without is descent."""
    return str(detail(held.row).get("text") or "")


def _dates(rows: Iterable[Held[Relation]], column: str, witness: Witness) -> Dates:
    return tuple(
        witness.claim(h, when) for h in rows if (when := parsed(getattr(h.row, column))) is not None
    )


def lineage(own: Rows, turned: Rows, page: Party, witness: Witness) -> tuple[LineageFact, ...]:
    """Ties of descent, one fact for each kind and other end, in order of the other's name."""
    grouped: dict[tuple[str, bool, str], tuple[Party, list[Held[Relation]]]] = {}
    for of_page, rows in ((True, own), (False, turned)):
        for held in rows:
            if held.row.kind not in DESCENT or _told(held):
                continue
            other = _object(held, witness) if of_page else witness.party(held.subject, None)
            if other.key != page.key:
                key = (held.row.kind, of_page, other.key)
                grouped.setdefault(key, (other, []))[1].append(held)
    found = [_descent(key, *pair, page, witness) for key, pair in grouped.items()]
    return tuple(sorted(found, key=lambda f: (f.kind, not f.of_page, f.other.key)))


def _descent(
    key: tuple[str, bool, str],
    other: Party,
    rows: list[Held[Relation]],
    page: Party,
    witness: Witness,
) -> LineageFact:
    kind, of_page, _ = key
    subject, object_ = (page, other) if of_page else (other, page)
    undated = tuple(witness.evidence(h) for h in rows if parsed(h.row.valid_from) is None)
    return LineageFact(
        kind, subject, object_, of_page, _dates(rows, "valid_from", witness), undated
    )


def kin(rows: Rows, witness: Witness) -> tuple[LineageFact, ...]:
    """Ties of descent between two others, for the genealogy."""
    grouped: dict[tuple[str, str, str], tuple[Party, Party, list[Held[Relation]]]] = {}
    for held in rows:
        if not _told(held):
            subject, object_ = witness.party(held.subject, None), _object(held, witness)
            key = (held.row.kind, subject.key, object_.key)
            grouped.setdefault(key, (subject, object_, []))[2].append(held)
    return tuple(
        LineageFact(kind, subject, object_, False, _dates(same, "valid_from", witness))
        for (kind, _, _), (subject, object_, same) in sorted(
            grouped.items(), key=lambda item: item[0]
        )
        if subject.key != object_.key
    )


def ties(own: Rows, turned: Rows, page: Party, witness: Witness) -> tuple[TieFact, ...]:
    """Relations that are no descent. Another page's sentence is not repeated here: it has another subject."""
    grouped: dict[tuple[str, bool, str, str], tuple[Party, list[Held[Relation]]]] = {}
    for of_page, rows in ((True, own), (False, turned)):
        for held in rows:
            if held.row.kind not in TIES or (held.row.kind in DESCENT and not _told(held)):
                continue
            other = _object(held, witness) if of_page else witness.party(held.subject, None)
            text = _told(held) if of_page else ""
            if other.key != page.key and other.kind != "person":
                grouped.setdefault((held.row.kind, of_page, other.key, text), (other, []))[
                    1
                ].append(held)
    told = {key[2] for key in grouped if key[1]}
    return tuple(
        TieFact(kind, other, of_page, text, tuple(witness.period(h) for h in rows))
        for (kind, of_page, key, text), (other, rows) in grouped.items()
        if of_page or key not in told
    )


def tenures(
    rows: Rows, deaths: dict[str, Dates], disbanded: Dates, witness: Witness
) -> tuple[Tenure, ...]:
    """One tenure for each person and role; the roles that head a group are one, called as its sources call it.

    Args:
        rows: Relations of the group.
        deaths: Of persons, by canonical id.
        disbanded: When the group ended, which ends the time of a head for whom no source gives an end.
        witness: Who says so.
    """
    head = _head(held.row.role for held in rows if held.row.kind == "led_by")
    grouped: dict[tuple[str, str], tuple[Party, list[Held[Relation]]]] = {}
    known = [
        witness.party(h.row.object, None) for h in rows if h.row.kind == "led_by" and h.row.object
    ]
    for held in rows:
        if held.row.kind == "led_by":
            person = _who(witness.party(held.row.object, held.row.object_name, "person"), known)
            role = _role(held.row.role, head)
            grouped.setdefault((person.key, role), (person, []))[1].append(held)
    found = (
        _tenure(person, role, same, deaths.get(key, ()), witness)
        for (key, role), (person, same) in grouped.items()
    )
    return tuple(_at_the_latest(one, disbanded) if one.role == head else one for one in found)


def _at_the_latest(tenure: Tenure, disbanded: Dates) -> Tenure:
    """A group that is no more has no head."""
    open_ = tenure.starts and not tenure.ends and not tenure.deaths
    return replace(tenure, ends=disbanded) if open_ else tenure


def _who(person: Party, known: Sequence[Party]) -> Party:
    """Somebody a source only names is the leader whose name is all but the same, if just one is."""
    if person.id is not None:
        return person
    alike = {p.key: p for p in known if compare(person.label, p.label).score >= _SAME}
    return next(iter(alike.values())) if len(alike) == 1 else person


def _head(printed: Iterable[str | None]) -> str:
    """What the head of a group is called: an emir where some source says so."""
    return "emir" if any("emir" in (role or "").lower() for role in printed) else "leader"


def _role(printed: str | None, head: str) -> str:
    role = (printed or "head").strip().lower()
    return head if role in _HEADS else role


def _tenure(
    person: Party, role: str, rows: list[Held[Relation]], deaths: Dates, witness: Witness
) -> Tenure:
    undated = tuple(
        witness.evidence(h) for h in rows if not h.row.valid_from and not h.row.valid_until
    )
    how = tuple(witness.claim(h, h.row.how_ended) for h in rows if h.row.how_ended)
    starts, ends = _dates(rows, "valid_from", witness), _dates(rows, "valid_until", witness)
    return Tenure(person, role, starts, ends, how, undated, deaths)


def designations(rows: Rows, witness: Witness) -> tuple[DesignationFact, ...]:
    """One fact for each authority and programme, else instrument."""
    grouped: dict[tuple[str, str], list[Held[Relation]]] = {}
    for held in rows:
        if held.row.kind == "designated_by" and held.row.object is not None:
            authority = held.row.object.removeprefix("authority:")
            what = held.row.programme or held.row.instrument or ""
            grouped.setdefault((authority, what.casefold()), []).append(held)
    return tuple(_designation(authority, same, witness) for (authority, _), same in grouped.items())


def _designation(authority: str, rows: list[Held[Relation]], witness: Witness) -> DesignationFact:
    lists = [h for h in rows if h.provenance.source != REGISTER]
    cited = [h for h in rows if h.provenance.source == REGISTER]
    amended = tuple(
        witness.claim(h, when)
        for h in rows
        for a in h.row.amended_on
        if (when := parsed(a)) is not None
    )
    return DesignationFact(
        authority=authority,
        instrument=_first(cited or rows, "instrument", witness)
        or _first(rows, "instrument", witness),
        programme=_first(rows, "programme", witness),
        reference=_first(lists, "reference", witness) or _first(cited, "reference", witness),
        under_name=_first(cited, "under_name", witness),
        listed=_dates(rows, "listed_on", witness),
        delisted=_dates(rows, "delisted_on", witness),
        amended=amended,
        main_name=_first(lists, "under_name", witness),
        covered_until=max((h.provenance.version for h in lists), default=None),
        evidence=tuple(_ordered(rows, witness)),
        withdrawn=all(h.withdrawn for h in rows),
    )


def _first(rows: Iterable[Held[Relation]], column: str, witness: Witness) -> str:
    """The preferred value of a text column."""
    given = [witness.claim(h, v) for h in rows if (v := getattr(h.row, column))]
    return str(weigh(given).first) if given else ""


def _ordered(rows: Iterable[Held[Relation]], witness: Witness) -> Iterator[Evidence]:
    """Lists before what the register cites."""
    for held in sorted(rows, key=lambda h: h.provenance.source == REGISTER):
        yield witness.evidence(held)
