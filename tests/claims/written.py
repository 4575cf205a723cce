"""Checks put together by hand, so that the page can be looked at without a record."""

from sourcebook.claims.model import Check, Claim, Evidence, Judged, Omission, Span, VerdictName
from sourcebook.documents.passages import Document
from sourcebook.documents.reading import plain

VERDICTS: tuple[VerdictName, ...] = (
    "contradicted", "disputed", "outdated", "imprecise", "not_in_record", "supported", "not_factual",
)  # fmt: skip


def evidence(quote: str = "The GSPC was formed in 1998.", value: str = "1998") -> Evidence:
    return Evidence(
        stance="against", source="Mapping Militants Project: Al Qaeda in the Islamic Maghreb", date="2016-07-01",
        locator="aqim", quote=quote, value=value, row_id="r1",
    )  # fmt: skip


def judged(
    text: str, words: str, verdict: VerdictName, said: str = "It was formed in 1998."
) -> Judged:
    """A verdict on some words of a text."""
    start = text.index(words)
    claim = Claim(type="founded", text=words, span=Span(start, start + len(words)), sentence=0)
    return Judged(claim=claim, verdict=verdict, explanation=said, evidence=(evidence(),))


def checked(
    text: str, *claims: Judged, name: str = "text.txt", omissions: tuple[Omission, ...] = ()
) -> tuple[Check, Document]:
    document = plain.read(text, name)
    check = Check(
        name=name, text=text, as_of="2026-11-22", known="2026-11-22", record_id="0123abcd", claims=claims,
        omissions=omissions,
    )  # fmt: skip
    return check, document
