"""Claims that no pattern foresees, read by the words that say them and by who stands near."""

from __future__ import annotations

import pytest

from sourcebook.claims.extraction import extract
from sourcebook.claims.frames.frame import frames, whole_words
from sourcebook.documents.reading import plain
from sourcebook.documents.recognition import recognise
from sourcebook.errors import SourcebookError
from sourcebook.record.store import Record
from tests.claims.conftest import Checked, Judge

READ = [
    ("founded", "supported", "JNIM's emir has run the coalition since its creation in March 2017."),
    ("founded", "contradicted", "With the birth of JNIM in 2009 the map changed."),
    ("founded", "supported", "The list of founders of Ansar Dine begins with Iyad Ag Ghali."),
    ("split_from", "supported", "The 2012 split of Ansaru from Boko Haram followed a massacre in Kano."),
    ("split_from", "supported", "Boko Haram quarrelled and spawned Ansaru."),
    ("led_by", "supported", "Iyad Ag Ghali, it is agreed, is still the boss at JNIM."),
    ("died", "supported", "The elimination, in June 2020, of Abdelmalek Droukdel was a blow to AQIM."),
    ("died", "contradicted", "Abdelmalek Droukdel met his end in 2016."),
    ("designated_by", "not_in_record", "Under the sanctions of the United Nations, JNIM has had its funds frozen."),
    ("carried_out", "supported", "The Radisson Blu in Bamako, assaulted on 20 November 2015 by Al-Murabitun."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "verdict", "text"), READ)
def test_unforeseen_wording_is_read(judge: Judge, kind: str, verdict: str, text: str) -> None:
    found = judge(text, kind)
    assert verdict in {j.verdict for j in found}, [(j.verdict, j.explanation) for j in found]


UNREAD = [
    ("led_by", "Talks between Iyad Ag Ghali and AQIM on who should lead went on."),
    ("died", "Iyad Ag Ghali killed forty soldiers in 2019."),
    ("founded", "In 2014 Boko Haram announced the creation of a caliphate."),
    ("founded", "A preacher of Boko Haram, born in 1970, was arrested."),
    ("designated_by", "The National Rifle Club of Gao was sanctioned by the United Nations in 2011."),
    ("founded", "Police shot the founder of Boko Haram, Mohammed Yusuf, on 30 July 2009."),
    ("split_from", "Ansaru might break away from Boko Haram."),
    ("led_by", "John Nobody Atall, leader of the Friends of Gao, met Iyad Ag Ghali."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), UNREAD)
def test_what_is_not_said_is_not_read(judge: Judge, kind: str, text: str) -> None:
    found = judge("Boko Haram was founded in 2002.\n\n" + text, kind)
    later = [j.claim for j in found if j.claim.span.start > 30]
    assert [c for c in later if kind != "founded" or not c.object] == []


def test_a_frame_is_less_sure_than_a_pattern(judge: Judge) -> None:
    (by_pattern,) = judge("Ansaru is a splinter of Boko Haram.", "split_from")
    (by_frame,) = judge("The split of Ansaru from Boko Haram was noisy.", "split_from")
    assert by_frame.claim.confidence < by_pattern.claim.confidence


def test_a_sentence_without_a_group_is_about_whom_the_text_is(judge: Judge) -> None:
    text = "Boko Haram rose in 2009. Mohammed Yusuf was killed, after which Abubakar Shekau became leader."
    (found,) = judge(text, "led_by")
    assert [r.id for r in found.claim.subject[:1]] == ["boko-haram"]
    assert text[found.claim.span.start : found.claim.span.end].endswith("became leader")


def test_a_list_says_of_whom_it_speaks(checked: Checked) -> None:
    text = "Boko Haram\n- Founded: 2002\n- Listed by: United States (2013), United Nations (2014)\n"
    claims = [(j.claim.type, j.verdict) for j in checked(text).claims]
    assert claims[0] == ("founded", "supported")
    assert [kind for kind, _ in claims[1:]] == ["designated_by", "designated_by"]


def test_each_of_several_authorities_has_its_own_date(judge: Judge) -> None:
    text = "Boko Haram was listed by the United States in 2013 and the United Nations in 2014."
    said = [j.claim.time.text for j in judge(text, "designated_by") if j.claim.time]
    assert said == ["2013", "2014"]


def test_two_clauses_are_not_two_partners(judge: Judge) -> None:
    text = "Boko Haram swore allegiance to Islamic State, and Ansaru fought on."
    assert [r.id for j in judge(text, "pledged_to") for r in j.claim.object[:1]] != ["ansaru"]
    assert all("ansaru" not in {r.id for r in j.claim.object} for j in judge(text, "pledged_to"))


def test_initials_of_a_group_named_in_full_stand_for_it(register: Record) -> None:
    document = plain.read("Ansaroul Islam (ANSI) was founded in 2016. ANSI attacked Djibo.")
    *_, last = recognise(register, document)
    assert [(m.text, m.referents[0].id) for m in last.mentions if m.kind == "group"] == [
        ("ANSI", "ansaroul-islam")
    ]


def test_a_forename_alone_is_not_the_person_who_has_it_too(register: Record) -> None:
    document = plain.read("Abubakar Shekau fled. Abdurajak Abubakar Janjalani was killed in 1998.")
    claims = extract(document, recognise(register, document))
    assert not any(r.id == "abubakar-shekau" for c in claims if c.type == "died" for r in c.subject)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_language_has_frames_that_compile(code: str) -> None:
    assert {"founded", "led_by", "died", "split_from", "designated_by"} <= {
        frame.seating.type for frame in frames(code)
    }


def test_broken_words_of_a_frame_are_named() -> None:
    with pytest.raises(SourcebookError, match="broken"):
        whole_words(["split(", "left"])
