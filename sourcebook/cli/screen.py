"""Commands for screening: screen, clear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import structs

from sourcebook.cli import bulk
from sourcebook.cli.app import AsJson, app
from sourcebook.cli.printing import print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.record.store import Record
    from sourcebook.screening.coverage import Searched
    from sourcebook.screening.decisions import Decision, Replay
    from sourcebook.screening.hit import Hit, Listed
    from sourcebook.screening.query import Options, Query

LEAD = "A hit is a lead for a person to review, never a verdict."
KINDS = {
    "sb:label": "name", "sb:acronym": "acronym", "weakAlias": "weak alias", "previousName": "former name",
}  # fmt: skip
SIGNS = ((0.75, "+"), (0.25, "·"), (0.0, "-"))

Name = Annotated[
    str | None,
    typer.Argument(metavar="NAME|FILE", help="A name in any script, or a file of names."),
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="NAME", help="Another spelling of the same name."),
]
Schema = Annotated[
    str | None,
    typer.Option(metavar="SCHEMA", help="What it is: Person, Organization, Company, Vessel, …"),
]
Born = Annotated[
    list[str] | None,
    typer.Option("--born", metavar="DATE", help="Date of birth: 1965, 1970-04 or 1970-04-20."),
]
Nationality = Annotated[
    list[str] | None, typer.Option(metavar="COUNTRY", help="Nationality or seat: code or name.")
]
BirthPlace = Annotated[list[str] | None, typer.Option(metavar="PLACE", help="Place of birth.")]
Gender = Annotated[str | None, typer.Option(metavar="GENDER", help="male or female.")]
IdNumber = Annotated[
    list[str] | None,
    typer.Option(metavar="NUMBER", help="Number of a passport, identity card or registration."),
]


@app.command()
def screen(
    name: Name = None,
    also: Also = None,
    schema: Schema = None,
    born: Born = None,
    nationality: Nationality = None,
    birth_place: BirthPlace = None,
    gender: Gender = None,
    id_number: IdNumber = None,
    known: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="What the lists had said by this day [default: the newest]."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Only designations in force on this day [default: --known]."
        ),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this source: un, ofac, eu, uk, …")
    ] = None,
    exclude_source: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Not this source.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(metavar="TOPIC", help="Only with this topic: crime.terror.")
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only entries added or amended since.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to show.")] = 5,
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="From which probability on a hit is a match.")
    ] = 0.7,
    cutoff: Annotated[
        float, typer.Option(min=0, max=1, help="Show hits above this probability.")
    ] = 0.5,
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Append the decision, the name as a hash.")
    ] = None,
    log_names: Annotated[
        bool, typer.Option("--log-names", help="Keep the name in the log as well.")
    ] = False,
    replay: Annotated[
        str | None,
        typer.Option(
            metavar="LOGLINE", help="Take a logged decision again: FILE, FILE:LINE or the line."
        ),
    ] = None,
    output: bulk.Output = None,
    map_: bulk.Map = None,
    encoding: bulk.Encoding = None,
    delimiter: bulk.Delimiter = None,
    header: bulk.Header = None,
    every: bulk.Every = False,
    workers: bulk.Workers = None,
    yes: bulk.Yes = False,
    restart: bulk.Restart = False,
    as_json: AsJson = False,
) -> None:
    """Hold a name, or a file of names, against the lists. Exit code 1 if a hit reaches the threshold."""
    from sourcebook.cli.opening import day
    from sourcebook.screening.query import Options

    options = Options(
        limit=limit, threshold=threshold, cutoff=cutoff, known=day("--known", known),
        as_of=day("--as-of", as_of), sources=tuple(source or ()), exclude_sources=tuple(exclude_source or ()),
        topics=tuple(topic or ()), changed_since=day("--changed-since", changed_since),
    )  # fmt: skip
    if output is not None:
        bulk.refuse_particulars(
            also, schema, born, nationality, birth_place, gender, id_number, log, replay
        )
        wish = bulk.FileWish(
            mapping=tuple(map_ or ()), encoding=encoding, delimiter=delimiter, header=header, workers=workers,
            every=every, yes=yes, restart=restart,
        )  # fmt: skip
        bulk.screen_file(name, output, wish, options, as_json)
    bulk.refuse_file(name)
    query = asked_for(
        (name, *(also or ())), schema, born, nationality, birth_place, gender, id_number
    )
    if replay is not None:
        _replay(replay, query if name else None, as_json)
    else:
        _screen(query, options, _Log(log, log_names), as_json)


class _Log:
    """Where the decision goes, if anywhere."""

    def __init__(self, path: Path | None, names: bool) -> None:
        from sourcebook import settings

        self.path = path or settings.decision_log()
        self.names = names

    def add(self, record: Record, query: Query, options: Options, hits: Sequence[Hit]) -> None:
        """Append the decision."""
        if self.path is None:
            return
        from sourcebook import settings
        from sourcebook.screening.decisions import DecisionLog

        log = DecisionLog(self.path, settings.home())
        log.add(record, query, options, hits, names=self.names, at=_now())


def asked_for(
    names: Sequence[str | None],
    schema: str | None = None,
    born: Sequence[str] | None = None,
    nationality: Sequence[str] | None = None,
    birth_place: Sequence[str] | None = None,
    gender: str | None = None,
    id_number: Sequence[str] | None = None,
) -> Query:
    """The query that options of the command line mean.

    Raises:
        UsageError: There is no such schema, day, country or gender.
    """
    from sourcebook.screening.query import Query
    from sourcebook.screening.reading import country, gender_of, known_schema, partial_date

    return Query(
        names=tuple(name for name in names if name is not None),
        schema=known_schema(schema), born=tuple(partial_date(text) for text in born or ()),
        countries=tuple(country(text) for text in nationality or ()),
        birth_places=tuple(birth_place or ()), gender=gender_of(gender), identifiers=tuple(id_number or ()),
    )  # fmt: skip


def _screen(query: Query, options: Options, log: _Log, as_json: bool) -> None:
    from sourcebook import settings
    from sourcebook.cli.opening import opened
    from sourcebook.screening.coverage import refuse_unknown_sources, refuse_unknown_topics
    from sourcebook.screening.reading import refuse_empty
    from sourcebook.screening.screener import Screener

    refuse_empty(query)
    with opened() as record:
        refuse_unknown_sources(record, (*options.sources, *options.exclude_sources))
        refuse_unknown_topics(record, options.topics)
        screener = Screener.open(record, settings.home())
        hits = screener.screen([query], options)[0]
        searched = screener.coverage(options)
        log.add(record, query, options, hits)
        options = structs.replace(options, known=options.known or record.known)
    if as_json:
        question = _question(query, options, record.manifest.id)
        print_json(question, hits, searched=searched, note=LEAD, replay=None)
    else:
        _print_hits(hits)
        print_searched(searched, str(options.known))
    if any(hit.match for hit in hits):
        raise typer.Exit(1)


def _question(query: Query | None, options: Options, build: str) -> dict[str, object]:
    return {"asked": query, "options": options, "build": build}


def _print_hits(hits: Sequence[Hit]) -> None:
    if not hits:
        say("No hit: nobody on the lists searched bears a name as likely as that.")
        return
    columns = ("", "score", "verdict", "id", "name", "kind", "met by", "lists")
    print_table(columns, [_line(rank, hit) for rank, hit in enumerate(hits, 1)])
    for rank, hit in enumerate(hits, 1):
        say("")
        for line in _lines(rank, hit):
            say(line)
    say("")
    say(LEAD)


def _line(rank: int, hit: Hit) -> tuple[object, ...]:
    lists = ", ".join(dict.fromkeys(entry.source for entry in hit.entries))
    return (
        rank,
        f"{hit.score:.2f}",
        _verdict(hit),
        hit.id,
        hit.caption,
        hit.schema,
        hit.name.text,
        lists,
    )


def _verdict(hit: Hit) -> str:
    if hit.cleared:
        return "cleared"
    return "match" if hit.match else "below"


def _lines(rank: int, hit: Hit) -> list[str]:
    """Why one hit is one, for reading."""
    name = hit.name
    kind = KINDS.get(name.prop, name.prop)
    grade = f", graded {name.grade} by the list" if name.grade else ""
    until = f" until the version of {name.known_until}" if name.known_until else ""
    lines = [
        f"{rank}. {hit.caption} ({hit.id}), {hit.score:.2f}",
        f"   met by the {kind} {name.text!r} of {name.entry}{grade}, from the version of {name.known_from}{until}",
    ]
    lines += [
        f"   {_sign(reason.score)} {reason.feature.replace('_', ' ')}: {reason.detail}"
        for reason in hit.reasons
    ]
    lines += [f"   {_entry(entry)}" for entry in hit.entries]
    if hit.cleared:
        by = hit.cleared
        lines.append(f"   cleared by {by.who}: {by.why} (judgement {by.judgement}, {by.when})")
    if hit.lapsed:
        by = hit.lapsed
        lines.append(
            f"   was cleared by {by.who}: {by.why}; the lists have said something else of it since: look again"
        )
    if hit.is_group:
        lines.append(f"   sourcebook profile {hit.id}")
    return lines


def _sign(score: float) -> str:
    return next(sign for least, sign in SIGNS if score >= least)


def _entry(entry: Listed) -> str:
    """One entry in a line: whose, under what, since when."""
    parts = [
        entry.authority,
        entry.programme,
        f"no. {entry.reference}" if entry.reference else None,
    ]
    parts += [f"listed {entry.listed_on}" if entry.listed_on else None]
    where = "on the list" if entry.authority else "no listing; named"
    parts += [f"{where} from the version of {entry.known_from}"]
    parts += [f"gone from that of {entry.known_until}" if entry.known_until else None]
    return f"{entry.entry} {entry.caption}: {', '.join(part for part in parts if part)}"


def print_searched(searched: Sequence[Searched], known: str) -> None:
    """The lists and how old they are, told in known time."""
    held = [one for one in searched if one.covered]
    shown = [
        f"{one.source}/{one.part} of {one.version} ({one.days_old} days before{_completeness(one)})"
        for one in held
    ]
    say(f"Searched, as known on {known}: {'; '.join(shown) or 'nothing'}.")
    for one in searched:
        if not one.covered:
            say(
                f"Not covered: {one.source}/{one.part}; its oldest version here is of {one.version}."
            )


def _completeness(one: Searched) -> str:
    if one.complete is None:
        return ", an extract: who is not found may be listed"
    return f", complete of {one.complete}" if one.complete != one.version else ""


def _replay(logged: str, query: Query | None, as_json: bool) -> None:
    from sourcebook import settings
    from sourcebook.screening.clearances import asked_hash, private_key
    from sourcebook.screening.decisions import read_decision, replay

    home = settings.home()
    asked = asked_hash(query, private_key(home)) if query else None
    found, hits = replay(home, read_decision(logged, asked), query)
    then = found.decision
    if as_json:
        question = _question(query or then.query, then.options, found.build)
        print_json(question, hits, searched=then.versions, note=LEAD, replay=found)
    else:
        _print_replay(found)
    if not found.same:
        raise typer.Exit(1)


def _print_replay(found: Replay) -> None:
    then: Decision = found.decision
    where = (
        "the same build"
        if found.same_build
        else f"build {found.build}; that of then, {then.build}, is gone"
    )
    say(
        f"As known on {then.options.known}, from {where}: {'the same answer' if found.same else 'another answer'}."
    )
    say(f"Verdict then: {then.verdict}; now: {found.verdict}.")
    rows: list[tuple[Any, ...]] = [
        (one.id, *(side and f"{side.score:.4f} {side.name}" for side in (one.then, one.now)))
        for one in found.differences
    ]
    if rows:
        print_table(("id", "then", "now"), rows)


@app.command()
def clear(
    name: Annotated[str, typer.Argument(metavar="QUERY", help="The name as it was screened.")],
    entry: Annotated[str, typer.Argument(help="The hit: its id, or an entry of it.")],
    why: Annotated[str, typer.Option(help="On what ground.")],
    who: Annotated[
        str | None, typer.Option(help="Whose judgement it is [default: the user].")
    ] = None,
    also: Also = None,
    born: Born = None,
    nationality: Nationality = None,
    birth_place: BirthPlace = None,
    gender: Gender = None,
    id_number: IdNumber = None,
    as_json: AsJson = False,
) -> None:
    """Judge that a hit is not whom a screened name means; holds until the lists say something else of it."""
    from sourcebook import settings
    from sourcebook.cli.opening import opened
    from sourcebook.record.lookup import find
    from sourcebook.screening.clearances import clear as judge
    from sourcebook.screening.hit import Clearance
    from sourcebook.screening.reading import refuse_empty

    query = asked_for(
        (name, *(also or ())), None, born, nationality, birth_place, gender, id_number
    )
    refuse_empty(query)
    by = Clearance(who=settings.user() if who is None else who, why=why, when=_now())
    with opened() as record:
        entity = find(record, entry)
        made = judge(record, settings.home(), query, entity, by)
    if as_json:
        print_json({"entry": entry, "id": entity}, [made])
        return
    say(
        f"Judgement {made.id}: {entity} is not whom that name means; the journal holds the name as a hash only."
    )
    say(f"It holds until the lists say something else of it, or: sourcebook withdraw {made.id}")


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")
