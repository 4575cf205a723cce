"""The AQIM family as the figures take it: test data from public sources, never a source itself."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from sourcebook.profiles.figures.designations import ListedName, Listing, designations
from sourcebook.profiles.figures.figure import Caption, Figure, Note
from sourcebook.profiles.figures.leaders import Office, Tenure, leaders
from sourcebook.profiles.figures.lineage import Group, Kind, Lineage, Relation, Renaming
from sourcebook.profiles.figures.marks import Mark, Shape
from sourcebook.profiles.figures.timeline import Domain, Timeline
from sourcebook.profiles.figures.when import Edge, When

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def when(text: str) -> When:
    """2013, 2013-08 or 2013-08-20, printed short."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return When.year(parts[0])
    year, month = parts[:2]
    name = _MONTHS[month - 1]
    if len(parts) == 2:
        last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        return When(date(year, month, 1), date.fromordinal(last), f"{name} {year}")
    return When.day(date(year, month, parts[2]), f"{parts[2]} {name} {year}")


OPEN, UNKNOWN = Edge.OPEN, Edge.UNKNOWN
AS_OF = date(2026, 11, 22)
RENAMED = when("2007-01")
TIMELINE = Timeline(Domain(1997, 2027), AS_OF, (RENAMED,))
CAPTION = Caption(
    "lineage",
    "The group split twice, took the larger part back, then joined a wider alliance",
    "AQIM and related groups. Bars show how long each existed; vertical lines are dated splits, "
    "mergers and pledges.",
    "Sources: UN Security Council; UCDP Actor Dataset 22.1; Mapping Militants; START.",
)

GROUPS = (
    Group(
        "aqim",
        "AQIM",
        start=when("1998"),
        end=OPEN,
        renamings=(Renaming(RENAMED, "GSPC", "AQIM", "renamed, Jan 2007"),),
    ),
    Group("al-qaida", "al-Qa’ida", start=when("1988"), end=OPEN, href="al-qaida.html"),
    Group("gia", "GIA", start=when("1992"), end=UNKNOWN, href="gia.html"),
    Group("mujao", "MUJAO", start=when("2011"), end=when("2013-08-20"), href="mujao.html"),
    Group("al-mulathamun", "al-Mulathamun", start=when("2012-12"), end=when("2013-08-20")),
    Group("al-murabitun", "al-Murabitun", start=when("2013-08-20"), end=when("2015-12")),
    Group("ansar-dine", "Ansar Dine", start=when("2011-12"), end=when("2017-03-02")),
    Group("macina", "Katiba Macina", "Macina", start=when("2015"), end=when("2017-03-02")),
    Group("jnim", "Jama’at Nusrat al-Islam wal-Muslimin (JNIM)", "JNIM", when("2017-03-02"), OPEN),
    Group("isgs", "Islamic State in the Greater Sahara (ISGS)", "ISGS", when("2015-05"), OPEN),
)

_SPLIT, _MERGED = Kind.SPLIT_FROM, Kind.MERGED_INTO
_FOUR = "four groups merge, 2 Mar 2017"
_JNIM = when("2017-03-02")
_TWO = when("2013-08-20")
RELATIONS = (
    Relation(_SPLIT, "aqim", "gia", when("1998"), "split, 1998", "a"),
    Relation(Kind.PLEDGED_TO, "aqim", "al-qaida", when("2003-10"), "pledge, Oct 2003"),
    Relation(Kind.PLEDGED_TO, "aqim", "al-qaida", when("2006-09-11"), "accepted, 11 Sep 2006", "b"),
    Relation(_SPLIT, "mujao", "aqim", when("2011"), "split, 2011"),
    Relation(_SPLIT, "al-mulathamun", "aqim", when("2012-12"), "split, Dec 2012"),
    Relation(_MERGED, "mujao", "al-murabitun", _TWO, "merged, Aug 2013"),
    Relation(_MERGED, "al-mulathamun", "al-murabitun", _TWO, "merged, Aug 2013", "c", leads=True),
    Relation(_SPLIT, "isgs", "al-murabitun", when("2015-05"), "split, May 2015"),
    Relation(Kind.JOINED, "al-murabitun", "aqim", when("2015-12"), "rejoined, Dec 2015", "d"),
    Relation(_SPLIT, "macina", "ansar-dine", when("2015"), "split, about 2015"),
    Relation(_MERGED, "ansar-dine", "jnim", _JNIM, _FOUR, "e", leads=True),
    Relation(_MERGED, "macina", "jnim", _JNIM, _FOUR),
    Relation(_MERGED, "aqim", "jnim", _JNIM, _FOUR),
)
NOTES = (
    Note("a", "One source puts the split in 1996."),
    Note("b", "Two pledges are counted."),
    Note("c", "20 August at the UN; 22 August in the press."),
    Note("d", "3 or 4 December; “joined forces” or “absorbed”."),
    Note("e", "One account names three groups. UCDP does not link AQIM to JNIM."),
)
FAMILY = Lineage("aqim", GROUPS, RELATIONS, NOTES)

# The same with everybody around it: about as much as a page has to carry.
WIDER = Lineage(
    "aqim",
    (
        *GROUPS,
        Group(
            "signed-in-blood",
            "Those Who Sign in Blood",
            "Signed in Blood",
            when("2012-12"),
            UNKNOWN,
        ),
        Group("ansaroul-islam", "Ansaroul Islam", start=when("2016-12"), end=UNKNOWN),
        Group("okba-ibn-nafaa", "Katibat Uqba ibn Nafi", "Uqba ibn Nafi", when("2012"), OPEN),
        Group("boko-haram", "Boko Haram", start=when("2002"), end=OPEN),
        Group("ansaru", "Ansaru", start=when("2012-01"), end=OPEN),
        Group("iswap", "ISWAP", start=when("2016-08"), end=OPEN),
        Group("islamic-state", "Islamic State", start=when("2013-04"), end=OPEN),
        Group("ansar-al-sharia", "Ansar al-Sharia in Tunisia", "AAS-T", when("2011-04"), UNKNOWN),
        Group("mnla", "MNLA", start=when("2011-10"), end=UNKNOWN),
    ),
    (
        *RELATIONS,
        Relation(_SPLIT, "signed-in-blood", "al-mulathamun", when("2012-12"), "formed, Dec 2012"),
        Relation(Kind.PART_OF, "okba-ibn-nafaa", "aqim", when("2015-03"), "named a part, Mar 2015"),
        Relation(Kind.ALLIED_WITH, "ansar-dine", "mnla", when("2012-05"), "pact, May 2012"),
        Relation(
            Kind.ALLIED_WITH, "aqim", "ansar-dine", when("2012-04"), "fought beside, Apr 2012"
        ),
        Relation(
            Kind.SUPPORTS, "aqim", "boko-haram", when("2010-02"), "offered training, Feb 2010"
        ),
        Relation(_SPLIT, "ansaru", "boko-haram", when("2012-01"), "split, Jan 2012"),
        Relation(Kind.ALLIED_WITH, "ansaru", "aqim", when("2013"), "allied, 2013"),
        Relation(Kind.PLEDGED_TO, "ansaru", "aqim", when("2022-01"), "pledge, Jan 2022"),
        Relation(_SPLIT, "iswap", "boko-haram", when("2016-08"), "split, Aug 2016"),
        Relation(
            Kind.PLEDGED_TO, "boko-haram", "islamic-state", when("2015-03"), "pledge, Mar 2015"
        ),
        Relation(
            Kind.PLEDGED_TO, "isgs", "islamic-state", when("2016-10"), "acknowledged, Oct 2016"
        ),
        Relation(Kind.RIVAL_OF, "isgs", "jnim", when("2019-07"), "clashes from Jul 2019"),
        Relation(Kind.ALLIED_WITH, "ansaroul-islam", "jnim", when("2017"), "allied, 2017"),
        Relation(_SPLIT, "ansaroul-islam", "macina", when("2016-12"), "founded, Dec 2016"),
        Relation(
            Kind.ALLIED_WITH, "okba-ibn-nafaa", "ansar-al-sharia", when("2013"), "linked, 2013"
        ),
        Relation(_SPLIT, "islamic-state", "al-qaida", when("2014-02"), "disowned, Feb 2014"),
        Relation(Kind.PLEDGED_TO, "jnim", "al-qaida", when("2017-03"), "pledge, Mar 2017"),
        Relation(Kind.SUPPORTS, "al-qaida", "gia", None, "support"),
    ),
    NOTES,
)

OFFICES = (
    Office(
        "Leaders of GSPC, then AQIM",
        (
            Tenure("Hassan Hattab", when("1998"), when("2003-08"), "removed, Aug 2003"),
            Tenure(
                "Nabil Sahraoui",
                when("2003-08"),
                when("2004-06-20"),
                "killed, 20 Jun 2004, Béjaïa",
            ),
            Tenure(
                "Abdelmalek Droukdel",
                when("2004"),
                when("2020-06"),
                "killed, June 2020",
                disputed=(when("2020-06-03"),),
            ),
            Tenure("Abu Ubaydah Yusuf al-Anabi", when("2020-11-21"), OPEN),
        ),
    ),
    Office(
        "Commanders",
        (
            Tenure(
                "Mokhtar Belmokhtar",
                when("2003"),
                when("2012-12"),
                "left, late 2012",
                "the south, 2003 to late 2012",
                later=(Mark(when("2016-11"), Shape.HOLLOW, "reported dead 2016"),),
            ),
            Tenure(
                "Djamel Akkacha",
                UNKNOWN,
                when("2019-02"),
                "dead, Feb 2019",
                "the Sahara, start not in the record",
                attested=(when("2015"),),
            ),
            Tenure("يحيى أبو الهمام", UNKNOWN, UNKNOWN, lang="ar"),
        ),
        single=False,
    ),
)
LISTINGS = (
    Listing(
        "United States",
        "Executive Order 13224, OFAC list",
        (ListedName("GSPC", when("2001-09-23")),),
        covered_until=when("2024-05-03"),
        remark="primary name still GSPC, 3 May 2024",
    ),
    Listing(
        "United Nations",
        Markup("Resolution 1267 list, QDe.014<sup><a href='#n31'>31</a></sup>"),
        (ListedName("GSPC", when("2001-10-06")), ListedName("AQIM", when("2007-04-26"), own=True)),
        covered_until=when("2026-02-27"),
        amended=tuple(
            map(when, ("2007-04-26", "2008-04-07", "2009-07-17", "2011-12-13", "2020-11-24"))
        ),
    ),
    Listing(
        "United Kingdom",
        "Financial sanctions, group 7247",
        (
            ListedName("GSPC", when("2001-10-10")),
            ListedName("AQIM", when("2018-04-13"), own=True, blended=True),
        ),
        covered_until=when("2018-04-13"),
        amended=(when("2012-01-19"),),
    ),
    Listing(
        "European Union",
        "Reg. 881/2002, implements the UN list",
        (ListedName("GSPC", when("2002-05-29")), ListedName("AQIM", when("2007-05-09"), own=True)),
        covered_until=when("2016-02-11"),
        amended=(when("2007-05-09"), when("2012-01-19")),
    ),
    Listing(
        "United States",
        "Foreign Terrorist Organization, a listing of GIA to show a removal",
        (ListedName("GIA", when("1997-10-08")),),
        removed=when("2010-10-15"),
    ),
)


def more() -> list[Figure]:
    """The figures of the page after the genealogy."""
    office = (
        "Time in office, and how it ended. The dotted line is the change of name, January 2007."
    )
    return [
        leaders(OFFICES, TIMELINE, Caption("leaders", "Four leaders", office)),
        designations(
            LISTINGS, TIMELINE, Caption("designations", "Every listing predates the name")
        ),
    ]
