"""What a text denies, held against lists of which it is known what is not on them."""

import pytest

from sourcebook.claims.checking import check
from sourcebook.claims.checking.check import Days
from sourcebook.claims.model import Judged
from sourcebook.documents.reading import plain
from sourcebook.record.store import Record


def listings(record: Record, text: str) -> list[Judged]:
    found = check(record, plain.read(text), Days(record.known, record.known))
    return [j for j in found.claims if j.claim.type == "designated_by"]


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("contradicted", "Hezbollah has not been designated by the United States."),
        ("contradicted", "AQIM has never been listed by the United Nations."),
        ("contradicted", "Al-Shabaab is not on the UN list."),
        ("supported", "The LTTE has never been listed by the UN."),
        ("supported", "No UN sanctions apply to Hamas."),
        ("not_in_record", "In 2001 AQIM was not listed by the United Nations."),
        ("supported", "Boko Haram was not designated by the United States until November 2013."),
    ],
)
def test_a_denied_listing(whole: Record, verdict: str, text: str) -> None:
    found = listings(whole, text)
    assert [j.verdict for j in found][:1] == [verdict], [j.explanation for j in found]
    stance = {"contradicted": "against", "supported": "for"}.get(verdict)
    assert stance is None or found[0].evidence[0].stance == stance
