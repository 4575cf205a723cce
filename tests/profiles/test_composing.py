"""What a composed page promises."""

from collections.abc import Iterator
from datetime import date
from types import ModuleType

import pytest

from sourcebook.profiles.compose import compose
from sourcebook.profiles.compose.office import head_on
from sourcebook.profiles.layout import cited
from sourcebook.profiles.model import (
    Gap,
    Glance,
    Incidents,
    Oddities,
    Paragraph,
    Profile,
    Questions,
    Sentence,
    Warning,
)
from sourcebook.record.dates import PartialDate


def sentences(page: Profile) -> Iterator[Sentence]:
    for section in page.sections:
        for block in section.blocks:
            match block:
                case Paragraph() | Warning():
                    yield from block.sentences
                case Glance():
                    yield from (s for item in block.items for s in item.sentences)
                    yield from block.listed_remark
                case Questions():
                    yield from (q.shown for q in block.items)
                case Oddities():
                    yield from (s for o in block.items for s in o.sentences)
                case Incidents():
                    yield from (s for i in block.items for s in i.sentences)


def test_every_sentence_about_the_world_has_a_note(page: Profile) -> None:
    found = list(sentences(page))
    assert len(found) > 40
    assert [s.text for s in found if not s.notes and not s.about_page] == []


def test_a_remark_about_the_page_has_none(page: Profile) -> None:
    assert all(not s.notes for s in sentences(page) if s.about_page)


def test_sentences_end_and_hold_no_template_marks(page: Profile) -> None:
    for sentence in sentences(page):
        assert sentence.text.rstrip().endswith((".", "”"))
        assert not set("{}") & set(sentence.text)


def test_an_empty_field_is_shown_as_a_gap_with_where_it_was_looked_for(page: Profile) -> None:
    gaps = [b for s in page.sections for b in s.blocks if isinstance(b, Gap)]
    resources = next(g for g in gaps if "resources" in g.text)
    assert resources.text == "The record holds nothing on the resources of AQIM."
    assert resources.looked_at == "Looked for in: press of 2016."


def test_notes_are_numbered_in_order_of_first_use(page: Profile) -> None:
    used = [n for s in page.sections for b in s.blocks for n in cited(b)]
    first = list(dict.fromkeys(used))
    assert first == sorted(first) == list(range(1, len(page.notes) + 1))


def test_the_same_field_keeps_its_number_and_the_publisher_is_full_once(page: Profile) -> None:
    keys = [(n.title, n.version, n.record, n.locator, n.quote) for n in page.notes]
    assert len(keys) == len(set(keys))
    un = [n for n in page.notes if n.short == "UN"]
    assert [n.first for n in un] == [True] + [False] * (len(un) - 1)


def test_every_source_of_a_disagreement_is_shown_and_the_step_named(page: Profile) -> None:
    asked = {
        q.asked: q
        for s in page.sections
        for b in s.blocks
        if isinstance(b, Questions)
        for q in b.items
    }
    formed = asked["When was AQIM formed?"]
    assert [(a.value, a.who) for a in formed.answers] == [
        ("1998", "Stanford"),
        ("1996", "Invisible Dog"),
    ]
    assert formed.shown.text == "Shown first: 1998, from the more official kind of source."


def test_a_page_without_facts_is_all_gaps(small: ModuleType) -> None:
    empty = {
        f: ()
        for f in small.aqim().__dataclass_fields__
        if isinstance(getattr(small.aqim(), f), tuple)
    }
    page = compose(small.aqim(**empty))
    assert page.notes == ()
    assert "The record holds nothing on" in next(sentences(page)).text


@pytest.mark.parametrize(
    ("day", "holder", "last"),
    [
        ("2004-01-01", "Nabil Sahraoui", "Hassan Hattab"),
        ("2010-01-01", "Abdelmalek Droukdel", "Nabil Sahraoui"),
        ("2020-07-01", None, "Abdelmalek Droukdel"),
        ("2021-01-01", "Abu Ubaydah Yusuf al-Annabi", "Abdelmalek Droukdel"),
    ],
)
def test_who_led_on_a_day(small: ModuleType, day: str, holder: str | None, last: str) -> None:
    office = head_on(small.aqim(as_of=date.fromisoformat(day)))
    assert (office.holder.person.label if office.holder else None) == holder
    assert office.last is not None and office.last.person.label == last


def test_a_vacant_office_is_said_to_be_vacant(small: ModuleType) -> None:
    page = compose(small.aqim(as_of=date(2020, 7, 1)))
    text = " ".join(s.text for s in sentences(page))
    assert "The record names nobody as leader of AQIM on 1 July 2020." in text
    assert "Abdelmalek Droukdel was killed on 3 June 2020." in text


def test_a_list_that_still_names_a_dead_man_is_stale(small: ModuleType) -> None:
    office = head_on(small.aqim())
    assert [(who, e.short) for who, e in office.stale] == [("Abdelmalek Droukdel", "UN")]


def test_before_the_change_of_name_the_group_has_its_former_one(page: Profile) -> None:
    text = [s.text for s in sentences(page)]
    assert "GSPC split from the Armed Islamic Group (GIA) in 1998." in text


def test_a_period_of_the_question_is_in_words(page: Profile) -> None:
    assert [(f.label, f.value) for f in page.dates] == [
        ("As of", "27 February 2026"),
        ("Known", "27 February 2026"),
    ]


def test_at_least_is_no_contradiction_of_an_equal_count(small: ModuleType) -> None:
    count = small.Count
    assert count(low=38).agrees(count(best=38))
    assert count(low=38).agrees(count(best=39))
    assert not count(low=38).agrees(count(best=37))
    assert not count(best=38).agrees(count(best=39))
    assert count(low=19, high=22).agrees(count(best=20))


def test_partial_dates_stay_partial(page: Profile) -> None:
    assert PartialDate.parse("2015-12").precision == "month"
    assert "Al-Murabitun joined AQIM in December 2015." in [s.text for s in sentences(page)]
