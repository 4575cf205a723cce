"""Commands for judging who is who: same, different, judgements, withdraw."""

from __future__ import annotations

from typing import Annotated

import typer

from sourcebook.cli.app import AsJson, app
from sourcebook.cli.printing import print_json, print_table, say

Who = Annotated[str, typer.Option(help="Whose judgement it is.")]
Why = Annotated[str, typer.Option(help="On what ground.")]
Entry = Annotated[str, typer.Argument(help="An entry id (un:QDe.014) or a register slug (aqim).")]


@app.command()
def same(one: Entry, other: Entry, who: Who, why: Why, as_json: AsJson = False) -> None:
    """Judge that two entries are one group or person; wins over every computed link."""
    _judge("same", one, other, who, why, as_json)


@app.command()
def different(one: Entry, other: Entry, who: Who, why: Why, as_json: AsJson = False) -> None:
    """Judge that two entries are not one group or person; wins over every computed link."""
    _judge("different", one, other, who, why, as_json)


def _judge(verdict: str, one: str, other: str, who: str, why: str, as_json: bool) -> None:
    from datetime import UTC, datetime

    from sourcebook import settings
    from sourcebook.cli.opening import opened
    from sourcebook.identity.journal import Journal
    from sourcebook.incidents.judged import refuse_one_source
    from sourcebook.record.lookup import entry_id

    with opened() as record:
        a, b = entry_id(record, one), entry_id(record, other)
    if verdict == "same":
        refuse_one_source(a, b)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    made = Journal(settings.home(), at).judge(
        "same" if verdict == "same" else "different", a, b, who, why
    )
    with opened() as record:
        now = [
            # An actor of an event dataset stands in no list: it is resolved anew with the next build.
            record.value("select canonical from identity where entry = $1", [end]) or end
            for end in (made.a, made.b)
        ]
    if as_json:
        print_json({"verdict": verdict, "entries": [a, b]}, [made], canonical=now)
        return
    say(
        f"Judgement {made.id}: {made.a} and {made.b} are {verdict}. They now stand under {now[0]} and {now[1]}."
    )


@app.command()
def judgements(
    all_: Annotated[bool, typer.Option("--all", help="Also those withdrawn or overtaken.")] = False,
    as_json: AsJson = False,
) -> None:
    """The judgements in force."""
    from sourcebook import settings
    from sourcebook.identity.journal import Journal

    journal = Journal(settings.home())
    lines = journal.lines() if all_ else journal.in_force()
    if as_json:
        print_json({"all": all_}, lines)
        return
    print_table(
        ("id", "verdict", "entry", "entry", "who", "why", "at", "withdraws"),
        [(j.id, j.verdict, j.a, j.b, j.who, j.why, j.at, j.withdraws or "") for j in lines],
    )


@app.command()
def withdraw(
    judgement: Annotated[str, typer.Argument(help="Its id, or the beginning of it.")],
    who: Who,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Withdraw a judgement; it stays in the journal and no longer holds."""
    from datetime import UTC, datetime

    from sourcebook import settings
    from sourcebook.identity.journal import Journal

    at = datetime.now(UTC).isoformat(timespec="seconds")
    line = Journal(settings.home(), at).withdraw(judgement, who, why)
    if as_json:
        print_json({"judgement": judgement}, [line])
        return
    say(f"Judgement {line.withdraws} no longer holds.")
