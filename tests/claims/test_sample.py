"""The document the project began with, held against everything: claim by claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from sourcebook.claims.checking import check
from sourcebook.claims.checking.check import Days
from sourcebook.claims.model import Check
from sourcebook.documents import read_file
from sourcebook.record.store import Record

# Row, type, words of the claim's sentence and value, verdict: as public sources bear out, read by hand.
ROWS = [
    (1, "founded", "early 2000s", None, "contradicted"),
    (2, "split_from", "Armed Islamic Group", "emerged", "imprecise"),
    (3, "called", "January 2007", None, "supported"),
    (4, "pledged_to", "al-Qa’ida network", None, "supported"),
    (5, "led_by", "Led by Abdelmalek", None, "outdated"),
    (6, "died", "French military operation", None, "supported"),
    (7, "carried_out", "Sahel and Sahara", None, "imprecise"),
    (8, "targets", "foreign interests", "government", "supported"),
    (9, "uses_tactic", "Western tourists", "kidnapping", "supported"),
    (10, "funded_by", "source of funding", "ransom", "supported"),
    (11, "carried_out", "In 2013", None, "contradicted"),
    (12, "uses_tactic", "In 2013", "hostage-taking", "supported"),
    (13, "uses_tactic", "bombings, assassinations", "ambush", "supported"),
    (14, "targets", "peacekeeping", "peacekeepers", "supported"),
    (15, "designated_by", "authority:US", None, "supported"),
    (16, "designated_by", "authority:UN", None, "imprecise"),
    (17, "designated_by", "authority:EU", None, "imprecise"),
    (19, "operates_in", "primarily", None, "imprecise"),
    (20, "activity", "persistent threat", None, "outdated"),
    (21, "allied_with", "forge alliances", None, "supported"),
    (22, "allied_with", "consolidate", None, "imprecise"),
]


@pytest.fixture(scope="module")
def sample(whole: Record, shared: Path) -> Check:
    document = read_file(shared / "samples/aqim_profile.txt")
    return check(whole, document, Days(whole.known, whole.known))


@pytest.mark.parametrize(("row", "kind", "words", "value", "verdict"), ROWS)
def test_a_row_of_the_sample(
    sample: Check, row: int, kind: str, words: str, value: str | None, verdict: str
) -> None:
    sentences = sample.text.replace("\n", " ").split(". ")
    found = [
        j.verdict
        for j in sample.claims
        if j.claim.type == kind
        and (value is None or j.claim.value == value)
        and (
            any(words in s and j.claim.text.split("(")[0].strip()[:20] in s for s in sentences)
            or any(r.id == words for r in j.claim.object)
        )
    ]
    assert verdict in found, (row, found)


def test_the_sample_lacks_a_successor_and_the_name_it_was_listed_under(sample: Check) -> None:
    assert {"successor", "designated_under_other_name"} <= {o.kind for o in sample.omissions}


def test_advice_in_the_sample_is_left_unjudged(sample: Check) -> None:
    unjudged = [j.claim.text for j in sample.claims if j.verdict == "not_factual"]
    assert any("comprehensive approach" in text for text in unjudged)
    assert any("continued vigilance" in text for text in unjudged)
    assert any("formidable adversary" in text for text in unjudged)


def test_only_two_statements_of_the_sample_are_contradicted_and_every_verdict_is_quoted(
    sample: Check,
) -> None:
    assert [j.claim.type for j in sample.claims if j.verdict == "contradicted"] == [
        "founded",
        "carried_out",
    ]
    for judged in sample.claims:
        if judged.verdict != "not_factual":
            assert judged.evidence and all(e.source and e.quote for e in judged.evidence), judged
