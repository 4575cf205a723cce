"""Commands that ask the record: groups, profile, names, lineage, leaders, designations, findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from sourcebook.cli.app import AsJson, AsOf, Group, Known, app
from sourcebook.cli.printing import print_json, print_table, say, warn


@app.command()
def groups(
    search: Annotated[str | None, typer.Argument(help="Only names that hold this text.")] = None,
    all_: Annotated[
        bool,
        typer.Option("--all", help="Every organisation of every list, not only the register's."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Browse the groups of the record."""
    from sourcebook.cli.opening import opened
    from sourcebook.record.browse import browse

    with opened() as record:
        found = browse(record, search, register_only=not all_ and search is None)
    if as_json:
        print_json({"search": search, "all": all_}, found)
        return
    rows = [(g.id, g.caption, ", ".join(g.sources), g.entries) for g in found]
    print_table(("id", "name", "sources", "entries"), rows)
    say(f"{len(found):,} groups")


@app.command()
def profile(
    group: Group,
    as_of: AsOf = None,
    known: Known = None,
    form: Annotated[str, typer.Option("--format", help="html, md or json.")] = "html",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the cited profile of a group: HTML (one file, no network), Markdown or JSON."""
    from sourcebook.cli.opening import asked
    from sourcebook.cli.printing import as_answer
    from sourcebook.errors import UsageError
    from sourcebook.profiles.pages import FORMS, render

    chosen = "json" if as_json else form
    if chosen not in FORMS:
        raise UsageError(
            f"{chosen!r} is no format of a profile.", f"It is one of {', '.join(FORMS)}."
        )
    facts = asked(group, as_of, known)
    text = render(facts, chosen)
    if as_json:
        text = as_answer(_question(group, facts), [msgspec.Raw(text.encode())])
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    output.write_text(text, encoding="utf-8")
    warn(f"{output}: {facts.label}, as of {facts.as_of}, known {facts.known}")


@app.command()
def names(group: Group, as_of: AsOf = None, known: Known = None, as_json: AsJson = False) -> None:
    """Every name of a group, in every script, with who uses it and when."""
    from sourcebook.profiles import answers

    _answer(
        group, as_of, known, as_json, answers.names, ("name", "kind", "language", "in use", "sources"),
        lambda n: (n.name, n.kind, n.lang, _periods(n.periods), _publishers(n)),
    )  # fmt: skip


@app.command()
def lineage(group: Group, as_of: AsOf = None, known: Known = None, as_json: AsJson = False) -> None:
    """Where a group came from, and what split from it, joined it or merged with it."""
    from sourcebook.profiles import answers

    _answer(
        group, as_of, known, as_json, answers.lineage, ("group", "tie", "with", "date", "sources"),
        lambda t: (t.subject, t.kind, t.object, _dates(t.dates), _publishers(t)),
    )  # fmt: skip


@app.command()
def leaders(group: Group, as_of: AsOf = None, known: Known = None, as_json: AsJson = False) -> None:
    """Who led a group, from when to when, and who held the office on a day."""
    from sourcebook.profiles import answers

    facts = _answer(
        group, as_of, known, as_json, answers.leaders, ("person", "role", "from", "until", "how", "on the day"),
        lambda t: (t.person, t.role, _dates(t.starts), _dates(t.ends), ", ".join(t.how_ended), t.holds),
        more=lambda facts: {"office": answers.office(facts)},
    )  # fmt: skip
    if not as_json:
        found = answers.office(facts)
        holder = f" by {found.holder}" if found.holder else ""
        say(f"On {facts.as_of}, as known on {facts.known}: {found.state}{holder}.")


@app.command()
def designations(
    group: Group, as_of: AsOf = None, known: Known = None, as_json: AsJson = False
) -> None:
    """Who has listed a group, when, under which name and reference, and when that was amended."""
    from sourcebook.profiles import answers

    columns = (
        "authority",
        "programme or instrument",
        "reference",
        "under the name",
        "listed",
        "amended",
        "state",
    )
    _answer(
        group, as_of, known, as_json, answers.designations, columns,
        lambda d: (
            d.authority, d.programme or d.instrument, d.reference, d.under_name, _dates(d.listed_on),
            _dates(d.amended_on), _state(d),
        ),
    )  # fmt: skip


@app.command()
def findings(
    group: Annotated[
        str | None, typer.Argument(help="A name, alias or id; nothing: the whole record.")
    ] = None,
    known: Known = None,
    rule: Annotated[str | None, typer.Option(help="Only of this rule.")] = None,
    as_json: AsJson = False,
) -> None:
    """Where sources contradict each other, lag behind, or say what cannot be. Exit code 1 if there is any."""
    from sourcebook.cli.opening import found_in
    from sourcebook.profiles import answers
    from sourcebook.profiles.prose import language

    question, found = found_in(group, known, rule)
    shown = answers.findings(found, language())
    if as_json:
        print_json({**question, "rule": rule}, shown)
    else:
        print_table(
            ("rule", "group or person", "finding"), [(f.rule, f.id, f.sentence) for f in shown]
        )
        say(f"{len(shown):,} findings")
    if shown:
        raise typer.Exit(1)


def _answer(
    group: str,
    as_of: str | None,
    known: str | None,
    as_json: bool,
    answers: Callable[[Any], Sequence[Any]],
    columns: Sequence[str],
    line: Callable[[Any], Sequence[object]],
    more: Callable[[Any], dict[str, object]] = lambda _: {},
) -> Any:
    """Ask, and print one part of what is known as a table or as JSON; returns the facts."""
    from sourcebook.cli.opening import asked

    facts = asked(group, as_of, known)
    found = answers(facts)
    if as_json:
        print_json(_question(group, facts), found, **more(facts))
    else:
        print_table(columns, [line(one) for one in found])
    return facts


def _question(group: str, facts: Any) -> dict[str, object]:
    """The question as understood."""
    return {"asked": group, "id": facts.id, "as_of": facts.as_of, "known": facts.known}


def _publishers(answer: Any) -> str:
    return ", ".join(sorted({source.publisher for source in answer.sources}))


def _dates(dates: Sequence[Any]) -> str:
    return "; ".join(one.date for one in dates)


def _periods(periods: Sequence[tuple[str | None, str | None]]) -> str:
    return "; ".join(f"{start or '?'} to {end or '…'}" for start, end in periods)


def _state(designation: Any) -> str:
    if designation.delisted_on:
        return f"delisted {_dates(designation.delisted_on)}"
    if designation.withdrawn:
        return "no longer on the list"
    return f"on the list of {designation.covered_until}" if designation.covered_until else ""
