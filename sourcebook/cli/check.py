"""Checking a text: `sourcebook check DOCUMENT`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sourcebook.cli.app import AsJson, AsOf, Known, app
from sourcebook.cli.printing import progress, say, warn

if TYPE_CHECKING:
    from sourcebook.claims.model import Check
    from sourcebook.claims.proposing import Proposer
    from sourcebook.documents.passages import Document


@app.command()
def check(
    document: Annotated[
        str, typer.Argument(help="A text, Markdown, HTML, DOCX or PDF file; - for standard input.")
    ],
    as_of: AsOf = None,
    known: Known = None,
    least: Annotated[
        float, typer.Option("--min-confidence", help="Leave out claims whose reading is less sure.")
    ] = 0.0,
    form: Annotated[
        str | None, typer.Option("--format", help="html, md or json, instead of lines for people.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file; HTML unless told.")
    ] = None,
    propose_with: Annotated[
        str | None,
        typer.Option(
            "--propose-with",
            help="Address of a language model you run, which may propose claims; the text is sent there.",
        ),
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="Its name.")] = None,
    as_json: AsJson = False,
) -> None:
    """Hold a text against the record, claim by claim: what it supports, contradicts, or does not hold."""
    from sourcebook.claims.report import FORMS, render
    from sourcebook.errors import UsageError

    chosen = "json" if as_json else form or ("html" if output else None)
    if chosen is not None and chosen not in FORMS:
        raise UsageError(
            f"{chosen!r} is no format of a check.", f"It is one of {', '.join(FORMS)}."
        )
    read, checked = _checked(document, (as_of, known), least, _proposer(propose_with, model))
    if chosen is None:
        _print(checked)
    elif output is None:
        sys.stdout.write(render(checked, read, chosen))
    else:
        output.write_text(render(checked, read, chosen), encoding="utf-8")
    if chosen != "json":
        warn(_summary(checked))
    if any(j.verdict == "contradicted" for j in checked.claims):
        raise typer.Exit(1)


def _checked(
    document: str,
    asked: tuple[str | None, str | None],
    least: float,
    proposer: Proposer | None,
) -> tuple[Document, Check]:
    from sourcebook.claims.checking.check import Days, Wishes, check
    from sourcebook.claims.explanations import explain
    from sourcebook.cli.opening import day, opened
    from sourcebook.documents import read, read_file

    held = (
        read(sys.stdin.buffer, "standard input") if document == "-" else read_file(Path(document))
    )
    with opened() as record, progress() as tell:
        known = day("--known", asked[1]) or record.known
        days = Days(day("--as-of", asked[0]) or known, known)

        def told(step: str, done: int, of: int) -> None:
            tell(explain(f"step_{step}"), done, of)

        return held, check(record, held, days, Wishes(least, proposer, told))


def _proposer(url: str | None, model: str | None) -> Proposer | None:
    """The model that is to propose claims, if one is asked for."""
    if url is None:
        return None
    from sourcebook.claims.proposing.service import Service
    from sourcebook.settings import model_key

    return Service.at(url, model, model_key())


def _print(checked: Check) -> None:
    """Lines for people: what is wrong first seen, the rest counted."""
    from sourcebook.claims.explanations import explain

    for number, judged in enumerate(checked.claims, 1):
        say(f"{number:3} {explain('verdict_' + judged.verdict).upper()}  “{judged.claim.text}”")
        read_by = (
            "" if judged.claim.proposed_by == "rules" else f" (read by {judged.claim.proposed_by})"
        )
        say(f"      {judged.explanation}{read_by}")
        for evidence in judged.evidence[:3]:
            said = ", ".join(filter(None, (evidence.source, evidence.date, evidence.locator)))
            say(f"      {explain('stance_' + evidence.stance)}: {said}: “{evidence.quote[:160]}”")
    for omission in checked.omissions:
        say(f"  - {omission.explanation}")


def _summary(checked: Check) -> str:
    from sourcebook.claims.explanations import explain
    from sourcebook.claims.report.jsonform import summary

    counts = ", ".join(f"{n} {explain('verdict_' + name)}" for name, n in summary(checked).items())
    return explain(
        "page_summary", as_of=checked.as_of, known=checked.known, counts=counts or "no claims"
    )
