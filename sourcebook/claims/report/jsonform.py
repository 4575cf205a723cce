"""A check as one JSON object: the question as understood, the claims with their evidence, the omissions.

Offsets count characters of the original text, the end exclusive.
"""

from __future__ import annotations

import msgspec

from sourcebook.claims.model import Check, Evidence, Judged, Omission


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked, as of when and against which record."""

    document: str
    as_of: str
    known: str
    record: str
    about: list[str]


class ClaimAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and its verdict.

    Attributes:
        text, start, end: The words of the text, and where they stand in it.
        type, verdict, explanation, preferred, evidence: As in `claims.model`.
        subject, object: Ids of whom it is about.
        value: What is said of them.
        date: EDTF date or period that the text gives.
        confidence: How sure the reading of the text is.
        proposed_by: Rules, or the model that proposed it.
    """

    text: str
    start: int
    end: int
    type: str
    verdict: str
    explanation: str
    preferred: str | None
    evidence: list[Evidence]
    subject: str | None
    object: str | None
    value: str | None
    date: str | None
    negated: bool
    reported: bool
    confidence: float
    proposed_by: str


class CheckAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The whole object; `summary` counts the claims by verdict."""

    question: Question
    claims: list[ClaimAnswer]
    omissions: list[Omission]
    summary: dict[str, int]


def render_json(check: Check) -> str:
    """The object as text, indented."""
    return msgspec.json.format(msgspec.json.encode(answer(check)), indent=2).decode() + "\n"


def answer(check: Check) -> CheckAnswer:
    """The object."""
    return CheckAnswer(
        question=Question(
            document=check.name, as_of=check.as_of, known=check.known, record=check.record_id,
            about=[r.id for r in check.about],
        ),
        claims=[_claim(j) for j in check.claims], omissions=list(check.omissions), summary=summary(check),
    )  # fmt: skip


def summary(check: Check) -> dict[str, int]:
    """How many claims there are of each verdict, the gravest first."""
    counts = {name: sum(j.verdict == name for j in check.claims) for name in GRAVEST}
    return {name: count for name, count in counts.items() if count}


GRAVEST = (
    "contradicted", "disputed", "outdated", "imprecise", "not_in_record", "supported", "not_factual",
)  # fmt: skip


def _claim(judged: Judged) -> ClaimAnswer:
    claim = judged.claim
    return ClaimAnswer(
        text=claim.text, start=claim.span.start, end=claim.span.end, type=claim.type, verdict=judged.verdict,
        explanation=judged.explanation, preferred=judged.preferred, evidence=list(judged.evidence),
        subject=claim.subject[0].id if claim.subject else None, object=claim.object[0].id if claim.object else None,
        value=claim.value, date=_date(judged), negated=claim.negated, reported=claim.reported,
        confidence=claim.confidence, proposed_by=claim.proposed_by,
    )  # fmt: skip


def _date(judged: Judged) -> str | None:
    time = judged.claim.time
    if time is None:
        return None
    start, end = time.period.start, time.period.end
    return str(start) if start == end else f"{start or ''}/{end or ''}"
