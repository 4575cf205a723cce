"""A check in Markdown: the text with numbered marks, and a list of verdicts with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourcebook.claims.explanations import explain
from sourcebook.claims.model import Check, Evidence, Judged
from sourcebook.claims.report.jsonform import summary
from sourcebook.claims.report.marking import MarkedPassage, marked, spaced
from sourcebook.documents.passages import Document
from sourcebook.profiles.prose import clean

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def render_markdown(check: Check, document: Document) -> str:
    """The check as Markdown."""
    parts = [f"# {explain('page_title')}", _head(check)]
    parts += [text for passage in marked(check, document) if (text := _passage(passage))]
    parts += [f"## {explain('page_claims')}", *_claims(check)]
    if check.omissions:
        parts.append(f"## {explain('page_omissions')}")
        parts += [f"- {_plain(o.explanation)}{_sources(o.evidence)}" for o in check.omissions]
    return "\n\n".join(parts) + "\n"


def _head(check: Check) -> str:
    counts = ", ".join(f"{n} {explain('verdict_' + name)}" for name, n in summary(check).items())
    return _plain(
        explain("page_summary", as_of=check.as_of, known=check.known, counts=counts or "0")
    )


def _passage(passage: MarkedPassage) -> str:
    text = "".join(
        _escaped(spaced(stretch.text)) + "".join(f"[{n}](#claim-{n})" for n in stretch.ends)
        for stretch in passage.stretches
    )
    return f"### {text}" if passage.kind == "heading" else text


def _claims(check: Check) -> Iterator[str]:
    for number, judged in enumerate(check.claims, 1):
        yield f'<a id="claim-{number}"></a>{number}. **{explain("verdict_" + judged.verdict)}**: {_said(judged)}'


def _said(judged: Judged) -> str:
    quoted = f"“{_plain(judged.claim.text)}”"
    return f"{quoted}. {_plain(judged.explanation)}{_sources(judged.evidence)}"


def _sources(evidence: tuple[Evidence, ...]) -> str:
    return "".join(f"\n   - {_source(e)}: “{_plain(e.quote)}”" for e in evidence)


def _source(e: Evidence) -> str:
    parts = [explain(f"stance_{e.stance}") + " " + e.source, e.date, e.locator]
    return _plain(", ".join(part for part in parts if part))


def _plain(text: str) -> str:
    """Text from elsewhere, which must not become mark-up."""
    return _escaped(clean(text)).replace("\n", " ")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
