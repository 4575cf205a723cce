"""What is mined from the Council's comments: each sentence is the list's own, of the entry named beside it, some cut
short after the words that matter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.record.rows import Relation, Row, Statement
from sourcebook.sources.un.prose import mine
from sourcebook.sources.un.references import name_before
from sourcebook.sources.un.sentences import sentences


def said(reference: str, comment: str, name: str = "") -> list[str]:
    """The mined rows, in short: `led_by QDi.232 [headed]`, `QDe.014 led_by QDi.232`, `sb:formed 2012`."""
    return [_short(row) for row in mine(comment, reference, name)]


def _short(row: Row) -> str:
    if isinstance(row, Statement):
        return f"{row.prop} {row.value}"
    assert isinstance(row, Relation)
    subject = f"{row.subject} " if row.subject else ""
    more = f" [{row.role}]" if row.role else ""
    since = f" from {row.valid_from}" if row.valid_from else ""
    return f"{subject}{row.kind} {row.object or row.object_name}{more}{since}".replace("un:", "")


@pytest.mark.parametrize(
    ("reference", "name", "sentence", "rows"),
    [
        ("QDe.014", "", "Headed by Abdelmalek Droukdel (QDi.232).", ["led_by QDi.232 [headed]"]),
        (
            "QDe.139", "",
            "Associated with the Organization of Al-Qaida in the Islamic Maghreb (QDe.014) and led by Mokhtar "
            "Belmokhtar (QDi.136).",
            ["led_by QDi.136 [led]", "associated_with QDe.014"],
        ),
        (
            "QDe.132", "", "Formed in 2007, its leader is Maulana Fazlullah (QDi.352).",
            ["sb:formed 2007", "led_by QDi.352 [leader]"],
        ),
        ("QDe.001", "", "Current leader is Radulan Sahiron (QDi.208).", ["led_by QDi.208 [current leader]"]),
        ("QDe.129", "", "Leader of AQAP is Qasim Mohamed Mahdi Al-Rimi (QDi.282).", ["led_by QDi.282 [leader]"]),
        ("QDe.138", "", "The leader is Abubakar Shekau.", ["led_by Abubakar Shekau [leader]"]),
        (
            "HTe.001", "GRAN GRIF", "Luckson Elan (HTi.007) is the leader of the Gran Grif gang.",
            ["led_by HTi.007 [leader]"],
        ),
        (
            "TAe.012", "",
            "Founded by Jalaluddin Haqqani (TAi.040) and currently headed by his son Sirajuddin Jallaloudine "
            "Haqqani (TAi.144).",
            ["founded_by TAi.040", "led_by TAi.144 [headed]"],
        ),
        (
            "QDe.128", "", "Founded and headed by Hilarion Del Rosario Santos III (QDi.244).",
            ["founded_by QDi.244", "led_by QDi.244 [headed]"],
        ),
        ("QDe.098", "", "The founder is Najmuddin Faraj Ahmad (QDi.226).", ["founded_by QDi.226"]),
        (
            "QDe.119", "",
            "Founded and led by Najmiddin Kamolitdinovich Jalolov (deceased) and Suhayl Fatilloevich Buranov "
            "(deceased).",
            ["founded_by Najmiddin Kamolitdinovich Jalolov", "founded_by Suhayl Fatilloevich Buranov"],
        ),
        (
            "QDe.140", "",
            "Founded in 2012 as a splinter group of the Organization of Al-Qaida in the Islamic Maghreb (QDe.014).",
            ["sb:formed 2012", "split_from QDe.014 from 2012"],
        ),
        (
            "QDe.141", "",
            "Founded on 20 Aug. 2013 as result of a merger between Al Moulathamoun (QDe.140) and the Mouvement "
            "pour l’Unification et le Jihad en Afrique de l’Ouest (MUJAO) (QDe.134).",
            [
                "sb:formed 2013-08-20", "QDe.140 merged_into QDe.141 from 2013-08-20",
                "QDe.134 merged_into QDe.141 from 2013-08-20",
            ],
        ),
        (
            "QDe.140", "",
            "On 20 Aug. 2013, Al Moulathamoun merged with the Mouvement pour l’Unification et le Jihad en Afrique "
            "de l’Ouest (MUJAO) (QDe.134) and established Al Mourabitoun (QDe.141).",
            ["QDe.140 merged_into QDe.141 from 2013-08-20", "QDe.134 merged_into QDe.141 from 2013-08-20"],
        ),
        (
            "QDe.161", "ISLAMIC STATE IN IRAQ AND THE LEVANT - KHORASAN (ISIL-K)",
            "Islamic State of Iraq and the Levant - Khorasan (ISIL - K) was formed on January 10, 2015 by a former "
            "Tehrik-e Taliban Pakistan (TTP) (QDe.132) commander.",
            ["sb:formed 2015-01-10", "associated_with QDe.132"],
        ),
        (
            "QDe.007", "", "Active in northern Iraq.", ["sb:area IQ"],
        ),
        (
            "QDe.168", "",
            "Khatiba al-Tawhid wal-Jihad (formerly known as Jannat Oshiklari) is a terrorist organization.",
            ["previousName Jannat Oshiklari"],
        ),
    ],
)  # fmt: skip
def test_what_a_comment_says_of_a_group(
    reference: str, name: str, sentence: str, rows: list[str]
) -> None:
    assert said(reference, sentence, name) == rows


@pytest.mark.parametrize(
    ("reference", "name", "sentence", "rows"),
    [
        (
            "QDi.232", "", "Head of The Organization of Al-Qaida in the Islamic Maghreb (QDe.014).",
            ["QDe.014 led_by QDi.232 [head]"],
        ),
        (
            "QDi.136", "",
            "Head of Al Mouakaoune Biddam (QDe.139), Al Moulathamoun (QDe.140) and Al Mourabitoun (QDe.141).",
            [f"QDe.{n} led_by QDi.136 [head]" for n in (139, 140, 141)],
        ),
        (
            "QDi.282", "",
            "Leader of Al-Qaida in the Arabian Peninsula (QDe.129) since Jun. 2015, pledged loyalty to Aiman "
            "al-Zawahiri (QDi.006).",
            ["QDe.129 led_by QDi.282 [leader] from 2015-06", "associated_with QDi.006"],
        ),
        (
            "CDi.037", "PROTOGENE RUVUGAYIMIKORE",
            "As a leader of FDLR (CDe.005), he has effective command and control over the group’s combatants.",
            ["CDe.005 led_by CDi.037 [a leader]"],
        ),
        (
            "QDi.263", "HAFIZ MUHAMMAD SAEED", "Muhammad Saeed is the leader of Lashkar-e-Tayyiba (QDe.118).",
            ["QDe.118 led_by QDi.263 [leader]"],
        ),
        (
            "QDi.401", "",
            "A leader of Al-Qaida in the Arabian Peninsula (AQAP) (QDe.129) in Marib Governorate, Yemen since 2015.",
            ["member_of QDe.129 [a leader in Marib Governorate, Yemen] from 2015"],
        ),
        (
            "QDi.422", "", "Former leader of Harakat ul-Mujahidin / HUM (QDe.008).",
            ["member_of QDe.008 [former leader]"],
        ),
        (
            "QDi.333", "",
            "Founder of the Tunisian Combatant Group (QDe.090) and leader of Ansar al-Shari'a in Tunisia "
            "(AAS-T) (QDe.143).",
            ["QDe.143 led_by QDi.333 [leader]", "QDe.090 founded_by QDi.333"],
        ),
        (
            "QDi.217", "", "Formed Jemmah Anshorut Tauhid (JAT) (QDe.133) in 2008.",
            ["QDe.133 founded_by QDi.217 from 2008"],
        ),
        (
            "QDi.246", "",
            "Member of the Rajah Solaiman Movement (QDe.128) and linked to the Abu Sayyaf Group (QDe.001).",
            ["member_of QDe.128 [member]", "associated_with QDe.001"],
        ),
        (
            "QDi.245", "",
            "Member of the Rajah Solaiman Movement (QDe.128), Abu Sayyaf Group (QDe.001) and Jemaah Islamiyah "
            "(QDe.092).",
            ["member_of QDe.128 [member]", "member_of QDe.001 [member]", "member_of QDe.092 [member]"],
        ),
        (
            "TAi.150", "",
            "Brother of Jalaluddin Haqqani (TAi.040) and uncle of Sirajuddin Jallaloudine Haqqani (TAi.144).",
            ["family_of TAi.040 [brother]", "family_of TAi.144 [uncle]"],
        ),
        (
            "TAi.162", "",
            "Co-owner of Haji Khairullah Haji Sattar Money Exchange (TAe.010) and associated also with Khairullah "
            "Barakzai (TAi.163).",
            ["TAe.010 owned_by TAi.162 [co-owner]", "associated_with TAi.163"],
        ),
        ("QDi.232", "", "Reportedly deceased in June 2020.", ["deathDate 2020-06"]),
        ("QDi.299", "", "Killed in October 2019 during a counterterrorism operation.", ["deathDate 2019-10"]),
        ("KPi.050", "", "Died on 27 July 2022.", ["deathDate 2022-07-27"]),
        ("QDi.353", "", "Reportedly killed in an airstrike in Mosul, Iraq, in Jun. 2015.", ["deathDate 2015-06"]),
        ("QDi.054", "", "Reportedly deceased.", ["sb:reportedDead Reportedly deceased"]),
        (
            "TAi.075", "",
            "Confirmed killed on 17 February in Peshawar, Pakistan and buried in Takhar Province, Afghanistan.",
            ["sb:reportedDead Confirmed killed"],
        ),
    ],
)  # fmt: skip
def test_what_a_comment_says_of_a_person(
    reference: str, name: str, sentence: str, rows: list[str]
) -> None:
    assert said(reference, sentence, name) == rows


@pytest.mark.parametrize(
    ("reference", "name", "sentence"),
    [
        (
            "QDi.325", "TAHA SOBHI FALAHA",
            "Was the official spokesman of Islamic State in Iraq and the Levant (ISIL), listed as Al-Qaida in Iraq "
            "(QDe.115), and emir of ISIL in Syria, closely associated with Abu Mohammed al-Jawlani (QDi.317).",
        ),
        (
            "QDi.368", "",
            "As at Aug. 2015, leader of Jamaat Abu Hanifa, a terrorist group that is part of the Al-Nusrah Front for "
            "the People of the Levant (QDe.137).",
        ),
        (
            "QDi.364", "",
            "As at Aug. 2015, emir of Russian-speaking militants of the Islamic State of Iraq and the Levant (ISIL), "
            "listed as Al-Qaida in Iraq (QDe.115).",
        ),
        (
            "QDi.425", "",
            "Founder of the Katiba Macina of Jama'a Nusrat ul-Islam wa al-Muslimin (JNIM) (QDe.159), executive of the "
            "Organization of Al-Qaida in the Islamic Maghreb (AQIM) (QDe.014).",
        ),
        (
            "QDe.166", "",
            "Formed in November 2014 upon acceptance of oaths of allegiance by Abu Bakr Al-Baghdadi, listed as "
            "Ibrahim Awwad Ibrahim Ali Al-Badri Al-Samarrai (QDi.299).",
        ),
        ("TAi.158", "", "Member of Mullah Mohammed Omar’s (TAi.004) inner circle during the Taliban regime."),
    ],
)  # fmt: skip
def test_a_reference_in_another_clause_is_only_associated(
    reference: str, name: str, sentence: str
) -> None:
    ties = [row for row in mine(sentence, reference, name) if isinstance(row, Relation)]
    assert {tie.kind for tie in ties} == {"associated_with"}


def test_a_date_of_something_else_is_not_when_a_group_was_formed() -> None:
    ansar = "Ansar al-Shari’a was formed in early 2011 by AQAP and has taken responsibility for attacks."
    assert said("QDe.129", ansar, "AL-QAIDA IN THE ARABIAN PENINSULA (AQAP)") == []
    committee = (
        "Furthermore, in the 2015 Panel of Experts (POE) report, the POE stated that Ri Je-son, a former director of "
        "the GBAE who was designated by the Committee established pursuant to resolution 1718 (2006) in 2009."
    )
    assert said("KPe.027", committee, "MINISTRY OF ATOMIC ENERGY INDUSTRY") == []


def test_by_which_day_a_death_was_known_is_no_day_of_death() -> None:
    for sentence in (
        "Reportedly deceased as of December 2014.",
        "As of December 2014, reportedly killed in a counterterrorism operation in Yemen.",
        "Deceased as of December 2014.",
    ):
        (row,) = mine(sentence, "QDi.314")
        assert isinstance(row, Statement) and row.value == "2014-12"
        assert row.detail == '{"by": "as of", "reported": true}'
    assert (
        said(
            "QDi.250",
            "He usurped the identity of Abid Hammadou, who allegedly died in Chad in 2004.",
        )
        == []
    )


def test_a_sentence_ends_at_a_stop_and_not_at_an_abbreviation() -> None:
    comment = (
        "Founded on 20 Aug. 2013. A loyal ally of António Injai, Lt. Col. Wanted. Based in Peshawar "
        "INTERPOL-UN Security Council Special Notice web link:https://www.interpol.int/en"
    )
    found = list(sentences(comment))
    assert [s.text for s in found] == [
        "Founded on 20 Aug. 2013.", "A loyal ally of António Injai, Lt. Col. Wanted.", "Based in Peshawar",
        "INTERPOL-UN Security Council Special Notice web link:https://www.interpol.int/en",
    ]  # fmt: skip
    assert all(comment[s.start :].startswith(s.text) for s in found)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Linked to the Islamic International Brigade (IIB) ", "Islamic International Brigade"),
        ("He was then appointed chief of staff and deputy to SULTANI MAKENGA ", "SULTANI MAKENGA"),
        (
            "Al Rashid Trust (QDe.005) and Aid Organization of the Ulema, Pakistan ",
            "Aid Organization of the Ulema, Pakistan",
        ),
        (
            "a key facilitator for Jama'a Nusrat ul-Islam wa al-Muslimin (JNIM) ",
            "Jama'a Nusrat ul-Islam wa al-Muslimin",
        ),
        ("former President François Bozizé’s ", "President François Bozizé"),
        ("who lives there ", None),
    ],
)  # fmt: skip
def test_a_name_is_what_ends_before_its_reference(before: str, name: str | None) -> None:
    assert name_before(before) == name


PIECES = st.sampled_from(
    ["Headed by ", "Founded in 2012", " by ", "Abu X", " (QDi.232)", " (QDe.014)", ", ", " and ", "leader of ",
     "The ", "Member of ", "Reportedly ", "deceased", " in ", "31 June 2020", ". ", "A", "’s ", "(", ")", "Aug."]
)  # fmt: skip


@given(
    st.lists(PIECES | st.text(max_size=5), max_size=25),
    st.sampled_from(["QDe.001", "QDi.001", "", "Q"]),
)
def test_no_comment_breaks_the_mining_and_nothing_is_invented(
    parts: list[str], reference: str
) -> None:
    comment = " ".join("".join(parts).split())
    for row in mine(comment, reference, "Abu X"):
        start, end = (int(n) for n in re.findall(r"\d+", row.locator)[1:])
        assert row.quote == comment[start:end]
        for named in (getattr(row, "object", None), row.subject):
            assert named is None or named.removeprefix("un:") in (
                *re.findall(r"\w+\.\d+", comment),
                reference,
            )
        assert (getattr(row, "object_name", None) or "") in comment
