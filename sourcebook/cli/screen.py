"""Commands for screening: screen, clear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sourcebook.cli import bulk
from sourcebook.cli.app import AsJson, app
from sourcebook.cli.hits import LEAD, print_hits, print_replay, print_searched
from sourcebook.cli.printing import print_json, say
from sourcebook.cli.taking import taking
from sourcebook.cli.where import Where, refuse_unknown, where
from sourcebook.cli.whom import Particulars, particulars, query_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.record.store import Record
    from sourcebook.screening.hit import Hit
    from sourcebook.screening.query import Options, Query


class Logging(msgspec.Struct, frozen=True, kw_only=True):
    """Which decision log is written, or read again, as typed."""

    log: Path | None
    log_names: bool
    replay: str | None


def _logging(
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
) -> None:
    """The options of `Logging`."""


@app.command()
@taking("person", Particulars, particulars)
@taking("among", Where, where)
@taking("logging", Logging, _logging)
@taking("wish", bulk.FileWish, bulk.file_options)
def screen(
    person: Particulars,
    among: Where,
    logging: Logging,
    wish: bulk.FileWish,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME|FILE", help="A name in any script, or a file of names."),
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(metavar="SCHEMA", help="What it is: Person, Organization, Company, Vessel, …"),
    ] = None,
    output: bulk.Output = None,
    every: bulk.Every = False,
    as_json: AsJson = False,
) -> None:
    """Hold a name, or a file of names, against the lists. Exit code 1 if a hit reaches the threshold."""
    options = among.options()
    if output is not None:
        bulk.refuse_particulars(person.given, schema, logging.log, logging.replay)
        bulk.screen_file(name, output, wish, bulk.Search(options, every=every), as_json)
    bulk.refuse_file(name)
    query = query_of(name, person, schema)
    if logging.replay is not None:
        _replay(logging.replay, query if name else None, as_json)
    else:
        _screen(query, options, logging, as_json)


def _screen(query: Query, options: Options, logging: Logging, as_json: bool) -> None:
    from sourcebook import settings
    from sourcebook.cli.opening import opened
    from sourcebook.screening.reading import refuse_empty
    from sourcebook.screening.screener import Screener

    refuse_empty(query)
    with opened() as record:
        refuse_unknown(record, options)
        screener = Screener.open(record, settings.home())
        hits = screener.screen([query], options)[0]
        searched = screener.coverage(options)
        _log(logging, record, query, options, hits)
        options = msgspec.structs.replace(options, known=options.known or record.known)
    if as_json:
        question = _question(query, options, record.manifest.id)
        print_json(question, hits, searched=searched, note=LEAD, replay=None)
    else:
        print_hits(hits)
        print_searched(searched, str(options.known))
    if any(hit.match for hit in hits):
        raise typer.Exit(1)


def _log(
    logging: Logging, record: Record, query: Query, options: Options, hits: Sequence[Hit]
) -> None:
    """Append the decision where it goes, if anywhere."""
    from sourcebook import settings

    path = logging.log or settings.decision_log()
    if path is None:
        return
    from sourcebook.screening.decisions import DecisionLog

    log = DecisionLog(path, settings.home())
    log.add(record, query, options, hits, names=logging.log_names, at=_now())


def _question(query: Query | None, options: Options, build: str) -> dict[str, object]:
    return {"asked": query, "options": options, "build": build}


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
        print_replay(found)
    if not found.same:
        raise typer.Exit(1)


@app.command()
@taking("person", Particulars, particulars)
def clear(
    person: Particulars,
    name: Annotated[str, typer.Argument(metavar="QUERY", help="The name as it was screened.")],
    entry: Annotated[str, typer.Argument(help="The hit: its id, or an entry of it.")],
    why: Annotated[str, typer.Option(help="On what ground.")],
    who: Annotated[
        str | None, typer.Option(help="Whose judgement it is [default: the user].")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Judge that a hit is not whom a screened name means; holds until the lists say something else of it."""
    from sourcebook import settings
    from sourcebook.cli.opening import opened
    from sourcebook.record.lookup import find
    from sourcebook.screening.clearances import clear as judge
    from sourcebook.screening.hit import Clearance
    from sourcebook.screening.reading import refuse_empty

    query = query_of(name, person)
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
