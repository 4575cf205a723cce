"""A small group in typed facts: AQIM as a few real sources tell it."""

from datetime import date

from sourcebook.profiles.facts import (
    Actor,
    AreaFact,
    Claim,
    Count,
    DesignationFact,
    Evidence,
    FindingFact,
    GapFact,
    GroupFacts,
    IncidentFact,
    LineageFact,
    NameFact,
    Party,
    Renaming,
    Report,
    Share,
    SourceLine,
    StrengthFact,
    TagFact,
    Tenure,
    TextFact,
    TieFact,
)
from sourcebook.record.dates import PartialDate, Period

D = PartialDate.parse
PAGE = Party("Al-Qaida in the Islamic Maghreb", "aqim")
_rows = iter(range(10_000))


def listed(
    locator: str, printed: str = "", quote: str | None = None, record: str = "QDe.014"
) -> Evidence:
    """A field of the UN list."""
    return Evidence(
        row=f"un{record}{locator}", source="un", kind="official", publisher="United Nations Security Council",
        short="UN", title="Consolidated List", version=D("2026-02-27"), record=record, locator=locator,
        quote=quote, printed=printed, url="https://scsanctions.un.org/", licence="UN terms", file="f" * 64,
        scope="complete",
    )  # fmt: skip


def told(publisher: str, published: str, kind: str = "press", read: str = "copy") -> Evidence:
    """A publication that the register cites."""
    return Evidence(
        row=f"{publisher}{published}", source=f"register/{publisher}{published}", kind=kind, publisher=publisher,
        short=publisher.partition(",")[0], title=f"Report of {publisher}", version=D(published),
        url="https://example.org/report", read=read, read_in="a mirror", read_on="2026-11-22",
    )  # fmt: skip


MMP = told("Stanford, Mapping Militants", "2016-07-01", "research")
REUTERS = told("Reuters", "2007-01-26")
DOG = told("Invisible Dog", "2007/2026")
JOWHAR = told("Jowhar", "2020-06-05")
STATE = told("US State", "2013-12-18", "official")


def aqim(**changes: object) -> GroupFacts:
    """The facts, with some of them replaced."""
    facts: dict[str, object] = {
        "id": "aqim", "label": PAGE.label, "acronym": "AQIM", "as_of": date(2026, 2, 27),
        "known": date(2026, 2, 27), "record_id": "b1", "record_content": "c1",
        "names": (
            NameFact("Al-Qa'ida in the Islamic Maghreb", "primary", "eng", (), (Claim(Period(D("2007-01")), REUTERS),)),
            NameFact("GSPC", "acronym", None, ("good",), (Claim(Period(D("1998"), D("2007-01")), MMP),)),
            NameFact("Salafist Group for Preaching and Combat", "former", "eng", (),
                     (Claim(Period(D("1998"), D("2007-01")), MMP),)),
            NameFact("تنظيم القا عدة ببلاد المغرب الاسلامي", "native", "ara", (),
                     (Claim(Period(), listed("NAME_ORIGINAL_SCRIPT", "تنظيم القا عدة ببلاد المغرب الاسلامي")),)),
        ),
        "renamings": (Renaming("Salafist Group for Preaching and Combat", "Al-Qa'ida in the Islamic Maghreb",
                               (Claim(D("2007-01"), REUTERS), Claim(D("2006-09"), DOG))),),
        "formed": (Claim(D("1998"), MMP), Claim(D("1996"), DOG)),
        "lineage": (
            LineageFact("split_from", PAGE, Party("Armed Islamic Group (GIA)", "gia"), True, (Claim(D("1998"), MMP),)),
            LineageFact("joined", Party("Al-Murabitun", "al-murabitun"), PAGE, False, (Claim(D("2015-12"), REUTERS),)),
        ),
        "tenures": (
            Tenure(Party("Hassan Hattab", "hattab", "person"), "emir", (Claim(D("1998"), MMP),),
                   (Claim(D("2003-08"), MMP),), (Claim("removed", MMP),)),
            Tenure(Party("Nabil Sahraoui", "sahraoui", "person"), "emir", (Claim(D("2003-08"), MMP),),
                   (Claim(D("2004-06-20"), REUTERS),), (Claim("killed", REUTERS),)),
            Tenure(Party("Abdelmalek Droukdel", "droukdel", "person"), "emir", (Claim(D("2004"), MMP),),
                   (Claim(D("2020-06-03"), JOWHAR),), (Claim("killed", JOWHAR),),
                   (listed("COMMENTS1[0:40]", quote="Headed by Abdelmalek Droukdel (QDi.232)."),),
                   (Claim(D("2020-06"), listed("COMMENTS1[0:33]", quote="Reportedly deceased in June 2020.",
                                               record="QDi.232")),)),
            Tenure(Party("Abu Ubaydah Yusuf al-Annabi", "annabi", "person"), "emir",
                   (Claim(D("2020-11-21"), told("Reuters", "2020-11-22")),), ()),
        ),
        "designations": (
            DesignationFact(
                authority="UN", instrument="", programme="Al-Qaida", reference="QDe.014",
                under_name="Salafist Group for Call and Combat (GSPC)",
                listed=(Claim(D("2001-10-06"), listed("LISTED_ON", "2001-10-06")),),
                delisted=(), amended=(Claim(D("2007-04-26"), listed("LAST_DAY_UPDATED", "2007-04-26")),),
                main_name="Al-Qa'ida in the Islamic Maghreb", covered_until=date(2026, 2, 27),
                evidence=(listed("LISTED_ON", "2001-10-06"),),
            ),
        ),
        "aims": (TextFact("It sought an Islamic state in Algeria.", "", (Claim(Period(), MMP),)),),
        "strength": (StrengthFact(D("2012"), 300, None, 800, "Algeria only", MMP),),
        "areas": (AreaFact("DZ", "", "operation", (Claim(Period(), MMP),)),),
        "tactics": (TagFact("kidnapping", (Claim(Share(25, 204), MMP), Claim(None, STATE))),),
        "incidents": (
            IncidentFact("register:2013-in-amenas", "In Amenas gas plant siege", "DZ", "Tigantourine", (
                Report(STATE, D("2013-01-16"), D("2013-01-19"), "hostage-taking", ("business",),
                       (Actor(Party("Al-Mulathamun Battalion", "al-mulathamun"), "attributed"),), Count(low=38)),
                Report(REUTERS, D("2013-01-16"), None, "hostage-taking", (), (Actor(PAGE, "claimed"),), Count(best=37),
                       hostages=800),
            )),
        ),
        "ties": (TieFact("rival_of", Party("Algeria", "state:DZ", "state"), True,
                         "It fought the government of Algeria.",
                         (Claim(Period(), MMP),)),),
        "gaps": (GapFact("resources", "press of 2016"),),
        "findings": (
            FindingFact("leader-recorded-dead", {
                "leader": "Abdelmalek Droukdel", "list": "UN", "record": "un:QDe.014", "version": "2026-02-27",
                "died": "2020-06", "says": "UN", "death_record": "un:QDi.232"},
                (listed("COMMENTS1[0:40]", quote="Headed by Abdelmalek Droukdel (QDi.232)."),
                 listed("COMMENTS1[0:33]", quote="Reportedly deceased in June 2020.", record="QDi.232"))),
        ),
        "identifiers": (("UN", "QDe.014"),),
        "sources": (SourceLine("United Nations Security Council", "UN", "Consolidated List", D("2026-02-27"),
                               "complete",
                               "UN terms", "https://scsanctions.un.org/", True),),
        "covered": ("UN",),
    }  # fmt: skip
    return GroupFacts(**(facts | changes))  # type: ignore[arg-type]
