"""What a text claims, in several wordings of each kind."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.claims.extraction import extract
from sourcebook.claims.language import patterns
from sourcebook.documents.reading import plain
from sourcebook.documents.recognition import recognise
from sourcebook.record.store import Record
from tests.claims.conftest import Checked, Judge

WORDINGS = [
    ("founded", "Boko Haram was founded in 2002.", "boko-haram"),
    ("founded", "Founded in 2002 by preachers, Boko Haram spread to Chad.", "boko-haram"),
    ("founded", "Since its formation in 2002, Boko Haram has fought the state.", "boko-haram"),
    ("founded", "Boko Haram (established 2002) is a jihadist movement.", "boko-haram"),
    ("split_from", "Ansaru, a splinter of Boko Haram, is small.", "ansaru"),
    ("split_from", "Dissidents who had left Boko Haram formed Ansaru.", "ansaru"),
    ("split_from", "A breakaway faction of Boko Haram, Ansaru was soon forgotten.", "ansaru"),
    ("called", "Ansar Dine, also known as Ansar Eddine, ruled Kidal.", "ansar-dine"),
    ("called", "The GSPC changed its name to AQIM in 2007.", "aqim"),
    ("called", "JNIM goes by the name Nusrat al-Islam.", "jnim"),
    ("merged_with", "MUJAO merged with Al-Murabitun.", "mujao"),
    ("merged_with", "Al-Murabitun joined AQIM in December 2015.", "al-murabitun"),
    ("merged_with", "The merger of Ansar Dine with JNIM was announced in a video.", "ansar-dine"),
    ("pledged_to", "AQIM pledged allegiance to Al-Qaida.", "aqim"),
    ("pledged_to", "AQIM swore its loyalty to Al-Qaida.", "aqim"),
    ("pledged_to", "AQIM is the North African branch of Al-Qaida.", "aqim"),
    ("led_by", "AQIM was led by Abdelmalek Droukdel.", "aqim"),
    ("led_by", "Abdelmalek Droukdel, the emir of AQIM, was killed.", "aqim"),
    ("led_by", "AQIM's leader, Abdelmalek Droukdel, hid in the north.", "aqim"),
    ("led_by", "Under Abdelmalek Droukdel, AQIM turned south.", "aqim"),
    ("designated_by", "The United States designated JNIM in 2018.", "jnim"),
    ("designated_by", "JNIM is listed by the United Nations.", "jnim"),
    ("designated_by", "The European Union imposed sanctions on JNIM.", "jnim"),
    ("operates_in", "JNIM operates in Mali.", "jnim"),
    ("operates_in", "JNIM is an armed group based in Mali.", "jnim"),
    ("operates_in", "In Mali, JNIM controls several towns.", "jnim"),
    ("carried_out", "Boko Haram carried out an attack in Abuja in August 2011.", "boko-haram"),
    ("carried_out", "The bombing was claimed by Boko Haram.", "boko-haram"),
    ("carried_out", "Boko Haram kidnapped schoolgirls at Chibok in April 2014.", "boko-haram"),
    ("funded_by", "AQIM finances itself through ransoms.", "aqim"),
    ("activity", "AQIM remains active.", "aqim"),
    ("founded", "Ansar Dine, set up by Iyad Ag Ghali in 2011, took Timbuktu.", "ansar-dine"),
    ("founded", "Four groups merged in March 2017 to create JNIM.", "jnim"),
    ("founded", "Boko Haram owes its existence to Mohammed Yusuf.", "boko-haram"),
    ("split_from", "Ansaru, a Boko Haram splinter, is small.", "ansaru"),
    ("split_from", "In 2012 Ansaru parted company with Shekau's Boko Haram.", "ansaru"),
    ("split_from", "Having split from Boko Haram in August 2016, ISWAP settled on the lake.", "iswap"),
    ("led_by", "Iyad Ag Ghali, a veteran of the revolts of the 1990s, has led JNIM since 2017.", "jnim"),
    ("led_by", "JNIM, whose emir is Iyad Ag Ghali, grew.", "jnim"),
    ("led_by", "The GIA, led between 1994 and 1996 by Djamel Zitouni, bombed trains.", "gia"),
    ("died", "Abdelmalek Droukdel, AQIM's emir for sixteen years, was killed in June 2020.", ""),
    ("designated_by", "Boko Haram entered the UN's sanctions list in May 2014.", "boko-haram"),
    ("designated_by", "Sanctions against Ansaru were adopted by the Security Council in 2014.", "ansaru"),
    ("operates_in", "Nigeria's Boko Haram is feared.", "boko-haram"),
    ("carried_out", "Fighters from JNIM overran the base at Djibo in May 2025.", "jnim"),
    ("carried_out", "The monks were taken in March 1996 in an attack that the GIA claimed.", "gia"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "subject"), WORDINGS)
def test_a_claim_is_read_in_many_wordings(judge: Judge, kind: str, text: str, subject: str) -> None:
    found = judge(text, kind)
    assert found, text
    assert found[0].claim.subject[0].id == subject or not subject


def test_coordination_makes_one_claim_of_each(judge: Judge) -> None:
    found = judge(
        "The United States, the United Nations and the European Union list JNIM.", "designated_by"
    )
    assert [j.claim.object[0].id for j in found] == ["authority:US", "authority:UN", "authority:EU"]


def test_a_date_belongs_to_the_claim_of_its_clause(judge: Judge) -> None:
    text = "Founded in 2002, Boko Haram was led by Abubakar Shekau until 2021."
    (founded,) = judge(text, "founded")
    (led,) = judge(text, "led_by")
    assert founded.claim.time is not None and founded.claim.time.text == "2002"
    assert led.claim.time is not None and led.claim.time.text == "2021"


def test_the_month_of_may_is_no_opinion_and_advice_is_one(checked: Checked) -> None:
    assert checked("It rained in May 2011.").claims == ()
    (only,) = checked("JNIM should be engaged in talks.").claims
    assert only.verdict == "not_factual"


def test_what_is_reported_and_what_is_denied_is_marked(judge: Judge) -> None:
    (reported,) = judge("Boko Haram was reportedly founded in 1970.", "founded")
    (denied,) = judge("Boko Haram was not founded in 1970.", "founded")
    assert reported.claim.reported and reported.verdict != "contradicted"
    assert denied.claim.negated and denied.verdict == "not_in_record"


def test_an_unknown_subject_is_not_taken_for_the_group_before(judge: Judge) -> None:
    text = "JNIM operates in Mali. The Unheard Brigade traces its origins to 1988."
    assert all(j.verdict == "not_in_record" for j in judge(text, "founded"))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from([text for _, text, _ in WORDINGS] + ["<b>", "\u202e", "x" * 50]), max_size=6
    )
)
def test_claims_point_at_their_own_words(register: Record, sentences: list[str]) -> None:
    document = plain.read("  \n".join(sentences))
    for claim in extract(document, recognise(register, document)):
        assert document.text[claim.span.start : claim.span.end].split() == claim.text.split()


def test_every_language_has_patterns_that_compile() -> None:
    assert len(patterns("en")) > 100
    assert patterns("xx") == ()


def test_a_date_in_an_aside_is_not_the_claims(judge: Judge) -> None:
    (found,) = judge(
        "Boko Haram, which takes its pride from the revolt of 1903, was listed by the UN in May 2014.",
        "designated_by",
    )
    assert found.claim.time is not None and found.claim.time.text == "May 2014"


def test_not_until_a_date_is_on_it(judge: Judge) -> None:
    (found,) = judge("Boko Haram was not outlawed by Nigeria until June 2013.", "designated_by")
    assert not found.claim.negated
    assert found.verdict == "supported"


def test_a_note_without_a_subject_speaks_of_the_last_group(judge: Judge) -> None:
    (found,) = judge("Boko Haram.\n\nFounded in 2002 in Maiduguri.", "founded")
    assert found.claim.subject[0].id == "boko-haram"


def test_the_owner_of_what_is_named_is_no_second_subject(judge: Judge) -> None:
    found = judge(
        "Nabil Sahraoui, Abdelmalek Droukdel's predecessor, was killed in June 2004.", "died"
    )
    assert [j.claim.subject[0].id for j in found] == ["nabil-sahraoui"]


def test_a_capital_stands_for_its_government(judge: Judge) -> None:
    (found, *_) = judge("Nigeria outlawed Boko Haram in June 2013.", "designated_by")
    assert found.verdict == "supported"
