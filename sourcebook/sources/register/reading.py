"""Register files as entries: one row for each claim, with its citation and the day from which it was known.

Known from is the last day the publication's date can mean, never later than the day we read it. Where a later
claim of the same value replaces a citation, what that citation said is known until the later one came out. What a
row has no column for goes into `detail` as JSON: a note, a confidence, the kind of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from sourcebook.errors import RegisterError
from sourcebook.record.rows import Citation, Entry, Item, Relation, Row, Statement
from sourcebook.record.territories import name as state_name
from sourcebook.sources.contract import Facts, Format, Head, Manifest, Source
from sourcebook.sources.register import schema as s
from sourcebook.sources.register.dating import misdated
from sourcebook.sources.register.incidents import reports
from sourcebook.sources.register.loading import load
from sourcebook.sources.register.saying import Sayer, detail

MANIFEST = Manifest(
    id="register",
    publisher="Sourcebook",
    short="Register",
    title="Sourcebook register",
    licence="MIT",
    attribution="Sourcebook register",
    url="https://github.com/sourcebook",
    formats="YAML, one file per group or person",
    rhythm="irregular",
    rights="open",
    kind="research",
)

_REVIEWED = re.compile(r"^reviewed: *['\"]?(\d{4}(?:-\d{2}){0,2})", re.MULTILINE)
_NAME_PROPERTY = {"primary": "name", "former": "previousName"}
AUTHORITIES = {"UN": "United Nations", "EU": "European Union"}


def recognises(head: Head) -> bool:
    """Whether a file is of the register: it opens with an id and says what it is, and when it was reviewed."""
    text = head.text
    is_one = re.search(r"^schema: (Organization|Person)\s*$", text, re.MULTILINE) is not None
    return is_one and re.search(r"^id: ", text, re.MULTILINE) is not None and "citations:" in text


def facts(head: Head) -> Facts:
    """The day the file was last held against its sources."""
    found = _REVIEWED.search(head.text)
    return Facts(published=None if found is None else found[1])


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry, and the citations it rests on.

    Raises:
        RegisterError: The file is not of the format.
    """
    file = load(stream.read())
    for where, message in misdated(file):
        raise RegisterError(f"{file.id}, {where}: {message}.", "Run: sourcebook register check")
    for key, publication in file.citations.items():
        yield _citation(f"{file.id}/{key}", publication)
    sayer = Sayer(file)
    try:
        rows = list(_rows(file, sayer))
    except (KeyError, ValueError) as error:
        raise RegisterError(f"{file.id}: {error}", "Run: sourcebook register check") from error
    yield Entry(id=f"register:{file.id}", schema=_schema(file), rows=rows)


def _schema(file: s.RegisterFile) -> str:
    return "Organization" if isinstance(file, s.GroupFile) else "Person"


def _citation(key: str, p: s.Publication) -> Citation:
    return Citation(
        key=key, publisher=p.publisher, title=p.title, published=p.published, url=p.url, document=p.document,
        kind=p.kind, read=p.read, read_in=p.read_in, read_on=p.read_on, note=p.note,
    )  # fmt: skip


def _rows(file: s.RegisterFile, sayer: Sayer) -> Iterator[Row]:
    # The group was known before we wrote of it: since the first publication that the file cites.
    first = sayer.first_known()
    yield Statement(prop="id", value=file.id, locator="id", known_from=first)
    yield Statement(prop="sb:label", value=file.label, locator="label", known_from=first)
    yield Statement(prop="sb:reviewed", value=file.reviewed, locator="reviewed")
    for same in file.same_as:
        yield Statement(prop="sb:sameAs", value=same.entry, detail=same.why, locator="same_as")
    yield from _names(file.names, sayer)
    yield from _gaps(file.gaps)
    yield from _group(file, sayer) if isinstance(file, s.GroupFile) else _person(file, sayer)


def _names(names: Iterable[s.Name], sayer: Sayer) -> Iterator[Row]:
    for one in names:
        prop = _NAME_PROPERTY.get(one.kind, "alias")
        place = f"names[{one.name}]"
        yield from sayer.statements(prop, one.name, one.claims, place, lang=one.lang, kind=one.kind)


def _gaps(gaps: Iterable[s.Gap]) -> Iterator[Row]:
    for gap in gaps:
        more = detail(looked_at=gap.looked_at, note=gap.note)
        yield Statement(prop="sb:gap", value=gap.field, detail=more, locator=f"gaps[{gap.field}]")


def _person(file: s.PersonFile, sayer: Sayer) -> Iterator[Row]:
    yield from _dates(file.born, "birthDate", "born", sayer)
    gone = sayer.replaced(file.died)
    for death in file.died:
        more = {"place": death.place, "how": death.how, "by": death.by}
        yield sayer.statement("deathDate", death.value, death, "died", gone, **more)
    gone = sayer.replaced(file.nationality)
    for country in file.nationality:
        yield sayer.statement("nationality", country.value, country, "nationality", gone)
    for at, event in enumerate(file.events):
        yield from sayer.statements("sb:personEvent", event.text, event.claims, f"events[{at}]")


_DATES = (
    ("formed", "sb:formed"),
    ("disbanded", "sb:disbanded"),
    ("first_attack", "sb:firstAttack"),
    ("last_attack", "sb:lastAttack"),
)


def _group(file: s.GroupFile, sayer: Sayer) -> Iterator[Row]:
    if file.acronym is not None:
        yield Statement(prop="sb:acronym", value=file.acronym, locator="acronym")
    for section, prop in _DATES:
        yield from _dates(getattr(file, section), prop, section, sayer)
    yield from _renames(file, sayer)
    yield from _ties(file, sayer)
    yield from _leaders(file.leaders, sayer)
    yield from _texts(file, sayer)
    yield from _strength(file.strength, sayer)
    yield from _areas(file.areas, sayer)
    yield from _tags(file, sayer)
    yield from _designations(file.designations, sayer)
    yield from reports(file.incidents, sayer)


def _dates(claims: Sequence[s.DateClaim], prop: str, section: str, sayer: Sayer) -> Iterator[Row]:
    gone = sayer.replaced(claims)
    for claim in claims:
        yield sayer.statement(prop, claim.value, claim, section, gone, place=claim.place)


def _renames(file: s.GroupFile, sayer: Sayer) -> Iterator[Row]:
    for one in file.renames:
        itself = f"register:{file.id}"
        fixed = Relation(kind="renamed_to", object=itself, object_name=one.new, under_name=one.old)
        yield from sayer.relations(fixed, one.claims, f"renames[{one.old}]")


def _ties(file: s.GroupFile, sayer: Sayer) -> Iterator[Row]:
    for tie in file.lineage:
        target, printed, what = pointed_at(tie.object)
        fixed = Relation(kind=tie.kind, object=target, object_name=printed)
        yield from sayer.relations(
            fixed, tie.claims, f"lineage[{target or printed}]", object_kind=what
        )
    for one in file.relations:
        target, printed, what = pointed_at(one.object)
        fixed = Relation(kind=one.kind, object=target, object_name=printed, grade=one.grade)
        place = f"relations[{target or printed}]"
        yield from sayer.relations(fixed, one.claims, place, object_kind=what, text=one.text)


def pointed_at(printed: object) -> tuple[str | None, str | None, str]:
    """What the `object` of a tie is: entry id, name, and kind (`group`, `state`, `community`).

    Raises:
        ValueError: It is none of the forms the format allows.
    """
    if isinstance(printed, str):
        return (printed if ":" in printed else f"register:{printed}"), None, "group"
    if isinstance(printed, dict) and len(printed) == 1:
        ((form, value),) = printed.items()
        if form == "state" and isinstance(value, str):
            return f"state:{value}", state_name(value), "state"
        if form in ("community", "name") and isinstance(value, str):
            return None, value, "community" if form == "community" else "group"
    raise ValueError(
        f"{printed!r} is no object: write a slug, an entry id, or one of name, community, state"
    )


def _leaders(leaders: Iterable[s.Leader], sayer: Sayer) -> Iterator[Row]:
    for leader in leaders:
        fixed = Relation(kind="led_by", object=f"register:{leader.person}", role=leader.role)
        gone = sayer.replaced(leader.claims)
        for claim in leader.claims:
            place = f"leaders[{leader.person}]"
            yield sayer.relation(fixed, claim, place, gone, how_ended=claim.how_ended)


def _texts(file: s.GroupFile, sayer: Sayer) -> Iterator[Row]:
    for prop, section, sentences in (
        ("sb:aim", "aims", file.aims),
        ("sb:politicalActivity", "political_activity", file.political_activity),
    ):
        for at, one in enumerate(sentences):
            yield from sayer.statements(prop, one.text, one.claims, f"{section}[{at}]")
    for word in file.ideology:
        yield from sayer.statements(
            "sb:ideology", word.value, word.claims, f"ideology[{word.value}]"
        )
    for at, source in enumerate(file.resources):
        gone = sayer.replaced(source.claims)
        for claim in source.claims:
            sum_ = {
                "amount_low": claim.amount_low,
                "amount_high": claim.amount_high,
                "currency": claim.currency,
            }
            more: dict[str, Any] = {"kind": source.kind, **sum_}
            yield sayer.statement(
                "sb:resource", source.text, claim, f"resources[{at}]", gone, **more
            )


def _strength(claims: Sequence[s.StrengthClaim], sayer: Sayer) -> Iterator[Row]:
    gone = sayer.replaced(claims)
    for claim in claims:
        numbers = [n for n in (claim.low, claim.best, claim.high) if n is not None]
        value = (
            "-".join(dict.fromkeys(str(n) for n in (min(numbers), max(numbers))))
            if numbers
            else "?"
        )
        more = {name: getattr(claim, name) for name in ("at", "low", "best", "high", "scope")}
        yield sayer.statement("sb:strength", value, claim, "strength", gone, **more)


def _areas(areas: Iterable[s.Area], sayer: Sayer) -> Iterator[Row]:
    for area in areas:
        more = {"place": area.place, "role": area.role}
        place = f"areas[{area.country} {area.place or ''}]"
        yield from sayer.statements("sb:area", area.country, area.claims, place, **more)


def _tags(file: s.GroupFile, sayer: Sayer) -> Iterator[Row]:
    for prop, section, tags in (
        ("sb:target", "targets", file.targets),
        ("sb:tactic", "tactics", file.tactics),
    ):
        for tag in tags:
            gone = sayer.replaced(tag.claims)
            for claim in tag.claims:
                more: dict[str, Any] = {"text": tag.text, "count": claim.count, "of": claim.of}
                yield sayer.statement(
                    prop, tag.value, claim, f"{section}[{tag.value}]", gone, **more
                )


def _designations(designations: Iterable[s.Designation], sayer: Sayer) -> Iterator[Row]:
    for one in designations:
        fixed = Relation(
            kind="designated_by", object=f"authority:{one.authority}",
            object_name=AUTHORITIES.get(one.authority) or state_name(one.authority), instrument=one.instrument,
            reference=one.reference, programme=one.programme, under_name=one.under_name,
        )  # fmt: skip
        gone = sayer.replaced(one.claims)
        for claim in one.claims:
            dates = {"listed_on": claim.listed_on, "delisted_on": claim.delisted_on}
            place = f"designations[{one.authority} {one.instrument}]"
            yield sayer.relation(fixed, claim, place, gone, **dates, amended_on=claim.amended_on)


SOURCE = Source(MANIFEST, (Format("register-yaml", ("register",), recognises, facts, parse),))
