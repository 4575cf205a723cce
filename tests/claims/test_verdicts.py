"""How the record stands to a claim: one case after another, on the shipped register."""

from __future__ import annotations

import pytest

from sourcebook.claims.checking import check
from sourcebook.claims.checking.check import Days, Wishes
from sourcebook.documents.reading import plain
from sourcebook.record.store import Record
from tests.claims.conftest import Checked, Judge

CASES = [
    ("founded", "supported", "Boko Haram was founded in 2002."),
    ("founded", "contradicted", "Boko Haram was founded in 1985."),
    ("founded", "supported", "JNIM was formed in March 2017 through the merger of Ansar Dine and others."),
    ("split_from", "supported", "Ansaru split from Boko Haram."),
    ("split_from", "contradicted", "Boko Haram split from Ansaru."),
    ("split_from", "contradicted", "Ansaru split from the GIA."),
    ("split_from", "imprecise", "AQIM emerged from the GIA."),
    ("called", "supported", "The GSPC changed its name to AQIM in January 2007."),
    ("called", "contradicted", "The GSPC changed its name to AQIM in 2015."),
    ("called", "not_in_record", "JNIM is also known as the Friends of the Desert."),
    ("led_by", "outdated", "AQIM is led by Abdelmalek Droukdel."),
    ("led_by", "supported", "AQIM was led by Abdelmalek Droukdel."),
    ("led_by", "supported", "In 2012, AQIM was led by Abdelmalek Droukdel."),
    ("led_by", "contradicted", "In 2024, AQIM was led by Abdelmalek Droukdel."),
    ("led_by", "contradicted", "In 2012, AQIM was led by Abubakar Shekau."),
    ("died", "supported", "Abdelmalek Droukdel was killed in June 2020."),
    ("died", "contradicted", "Abdelmalek Droukdel was killed in June 2012."),
    ("merged_with", "disputed", "Al-Murabitun joined AQIM in December 2015."),
    ("merged_with", "not_in_record", "Boko Haram merged with Ansaroul Islam."),
    ("operates_in", "supported", "JNIM operates in Mali."),
    ("operates_in", "not_in_record", "JNIM operates in Iceland."),
    ("operates_in", "imprecise", "AQIM operates mainly in North Africa."),
    ("designated_by", "imprecise", "The United Nations has designated AQIM as a terrorist organisation."),
    ("designated_by", "not_in_record", "Iceland has designated JNIM as a terrorist organisation."),
    ("carried_out", "supported", "On 14 April 2014 Boko Haram kidnapped schoolgirls at Chibok."),
    ("carried_out", "contradicted", "In 2013 AQIM was responsible for an abduction at a gas plant in Algeria."),
    ("carried_out", "contradicted", "On 20 November 2015 Boko Haram attacked the Radisson Blu hotel in Bamako, Mali."),
    ("carried_out", "contradicted", "Boko Haram carried out the abduction of schoolgirls at Chibok in April 2003."),
    ("carried_out", "not_in_record", "In 2014 Boko Haram carried out an attack in Algeria."),
    ("killed", "disputed", "The attack on the Radisson Blu hotel in Bamako on 20 November 2015 killed 20 people."),
    ("killed", "not_in_record", "The attack on the Radisson Blu hotel in Bamako in November 2015 killed 400 people."),
    ("uses_tactic", "supported", "AQIM is known for kidnappings."),
    ("targets", "supported", "AQIM has attacked soldiers."),
    ("funded_by", "supported", "AQIM finances itself through ransoms."),
    ("activity", "outdated", "AQIM continues to carry out attacks."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "verdict", "text"), CASES)
def test_a_verdict_with_its_evidence(judge: Judge, kind: str, verdict: str, text: str) -> None:
    found = judge(text, kind)
    assert [j.verdict for j in found][:1] == [verdict], [j.explanation for j in found]
    assert found[0].evidence or verdict == "not_in_record"
    assert "{" not in found[0].explanation


def test_a_date_that_one_source_alone_gives_is_told_as_such(judge: Judge) -> None:
    (found,) = judge("AQIM was founded in 1970.", "founded")
    assert "1998 (Invisible Dog says 1996)" in found.explanation


def test_what_some_sources_say_and_others_deny_is_disputed(judge: Judge) -> None:
    (found,) = judge("AQIM was founded in 1996.", "founded")
    assert found.verdict == "disputed"
    assert {e.stance for e in found.evidence} == {"for", "against"}


def test_what_the_reader_would_miss_is_told_apart(checked: Checked) -> None:
    text = "AQIM, led by Abdelmalek Droukdel, was designated by the United States. AQIM operates in Algeria."
    kinds = {o.kind for o in checked(text).omissions}
    assert {"successor", "renamed"} <= kinds


@pytest.mark.parametrize(
    "text",
    [
        "", "\x00\x00", "No group is named here at all.", "<script>alert(1)</script> AQIM was founded in 1998.",
        "\u202eAQIM was founded in 1998.\u202c", "AQIM" * 5_000, "⟦g0⟧ split from ⟦g1⟧ AQIM.",
        "AQIM was founded, " * 400, "(" * 3_000 + "AQIM" + ")" * 3_000,
    ],
)  # fmt: skip
def test_hostile_text_has_a_clear_outcome(checked: Checked, text: str) -> None:
    found = checked(text)
    for judged in found.claims:
        assert (
            found.text[judged.claim.span.start : judged.claim.span.end].split()
            == judged.claim.text.split()
        )


def test_a_check_tells_how_far_it_is(register: Record) -> None:
    told: list[tuple[str, int, int]] = []
    text = "\n\n".join(["JNIM operates in Mali."] * 230)
    day = register.known
    wishes = Wishes(tell=lambda step, done, of: told.append((step, done, of)))
    check(register, plain.read(text), Days(day, day), wishes)
    assert [t for t in told if t[0] == "reading"] == [("reading", n, 230) for n in (0, 100, 200)]
    steps = [done for step, done, of in told if step == "judging"]
    assert steps == list(range(0, told[-1][2], 50)) and len(steps) > 3


@pytest.mark.parametrize(
    ("kind", "text", "group"),
    [
        ("founded", "A faction left Boko Haram, and in January 2012 Ansaru was formed.", "ansaru"),
        ("led_by", "Né d'une fusion avec la branche saharienne d'AQMI, le JNIM est dirigé par Iyad Ag Ghali.", "jnim"),
    ],
)  # fmt: skip
def test_of_two_readings_that_which_the_record_bears_out_stands(
    judge: Judge, kind: str, text: str, group: str
) -> None:
    found = judge(text, kind)
    assert {(j.claim.subject[0].id, j.verdict) for j in found} == {(group, "supported")}
