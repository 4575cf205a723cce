"""Small lists made of real records, for tests that need a whole file and no shared folder.

The records are those of the UN Security Council Consolidated List of 27 February 2026 (United Nations Security
Council, https://scsanctions.un.org), shortened to the fields a test asks about. The claims
of register files are those of publications that our register cites; only the addresses are made up.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from sourcebook.sources.un.consolidated import SOURCE as UN

AQIM = """<ENTITY><DATAID>6908002</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB</FIRST_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.014</REFERENCE_NUMBER>
<LISTED_ON>2001-10-06</LISTED_ON><COMMENTS1>Headed by Abdelmalek Droukdel (QDi.232).</COMMENTS1>
<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<LAST_DAY_UPDATED><VALUE>2007-04-26</VALUE><VALUE>2020-11-24</VALUE></LAST_DAY_UPDATED>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>AQIM</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Salafist Group For Call and Combat</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY>"""

DROUKDEL = """<INDIVIDUAL><DATAID>2785476</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>ABDELMALEK</FIRST_NAME><SECOND_NAME>DROUKDEL</SECOND_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.232</REFERENCE_NUMBER>
<LISTED_ON>2007-08-27</LISTED_ON><NAME_ORIGINAL_SCRIPT>عبد المالك دروكدال</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>Reportedly deceased in June 2020.</COMMENTS1>
<NATIONALITY><VALUE>Algeria</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abou Mossaab Abdelouadoud</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-04-20</DATE></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL>"""


def un_list(
    day: str, individuals: tuple[str, ...] = (DROUKDEL,), entities: tuple[str, ...] = (AQIM,)
) -> bytes:
    """A UN consolidated list of a day with the given records."""
    text = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd" dateGenerated="{day}T00:00:09.554Z">
<INDIVIDUALS>{"".join(individuals)}</INDIVIDUALS><ENTITIES>{"".join(entities)}</ENTITIES></CONSOLIDATED_LIST>"""
    return text.encode()


AQIM_2020 = AQIM.replace("<VALUE>2020-11-24</VALUE>", "")
DROUKDEL_2020 = DROUKDEL.replace("Reportedly deceased in June 2020.", "")

# Removed from the list between September 2024 and February 2026.
DUMONT = """<INDIVIDUAL><DATAID>112038</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>LIONEL</FIRST_NAME><SECOND_NAME>DUMONT</SECOND_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.095</REFERENCE_NUMBER>
<LISTED_ON>2003-06-25</LISTED_ON><COMMENTS1>In custody in France as of May 2004.</COMMENTS1>
<NATIONALITY><VALUE>France</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
</INDIVIDUAL>"""

# In the list of February 2026 and not in that of September 2024, although it prints a date of 2012.
YAS_AIR = """<ENTITY><DATAID>6911210</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>YAS AIR</FIRST_NAME>
<UN_LIST_TYPE>Iran</UN_LIST_TYPE><REFERENCE_NUMBER>IRe.077</REFERENCE_NUMBER>
<LISTED_ON>2012-12-20</LISTED_ON><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE></ENTITY>"""

CITATIONS = {
    "reuters-2007-01-26": ("Reuters", "Report on the change of name of the GSPC", "2007-01-26", "press"),
    "mmp-65": (
        "Stanford University, Mapping Militants Project", "Al Qaeda in the Islamic Maghreb", "2016-07-01", "research",
    ),
    "baad-2015": (
        "START, University of Maryland", "Al-Qa'ida in the Lands of the Islamic Maghreb (AQLIM) Narrative", "2015-03",
        "research",
    ),
    "invisible-dog": ("Invisible Dog", "Report on terrorism in the Maghreb", "2007", "press"),
    "guardian-2003-04-28": ("The Guardian", "Report on the tourists missing in the Sahara", "2003-04-28", "press"),
    "bbc-2004-09-07": ("BBC News", "New chief for Algeria's Islamists", "2004-09-07", "press"),
    "20minutes-2020-06-19": (
        "20 Minutes", "Sahel : Aqmi confirme la mort de son chef Abdelmalek Droukdal", "2020-06-19", "press",
    ),
    "wp-droukdel": ("Wikipedia", "Abdelmalek Droukdel", "2020", "encyclopedia"),
}  # fmt: skip


def register_file(id_: str, label: str, schema: str = "Organization", **sections: object) -> str:
    """A register file with the citations that its sections use, and a primary name where none is given."""
    first = "mmp-65" if schema == "Organization" else "bbc-2004-09-07"
    named = {
        "names": [{"name": label, "kind": "primary", "lang": "eng", "claims": [{"cite": first}]}]
    } | sections
    text = yaml.safe_dump(named, allow_unicode=True, sort_keys=False)
    fields = ("publisher", "title", "published", "kind")
    cited = {
        key: dict(zip(fields, values, strict=True))
        | {"url": f"https://example.org/{key}", "read": "direct"}
        for key, values in CITATIONS.items()
        if key in text
    }
    head = {
        "id": id_,
        "schema": schema,
        "label": label,
        "reviewed": "2026-11-22",
        "citations": cited,
    }
    return yaml.safe_dump(head, allow_unicode=True, sort_keys=False) + text


def claim(cite: str, **values: object) -> dict[str, object]:
    """One claim of a register file."""
    return {"cite": cite, **values}


def small_home(
    folder: Path,
    lists: Sequence[bytes] = (),
    register: Sequence[str] = (),
    extracts: Sequence[bytes] = (),
) -> Path:
    """A home with some UN lists and register files and no others, built; lists are complete however short."""
    _write_register(folder / "register", register)
    home = folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCEBOOK_REGISTER", str(folder / "register"))
        patch.setitem(UN.manifest.floor, "list", 0)
        for at, content in enumerate((*lists, *extracts)):
            path = folder / f"list-{at}.xml"
            path.write_bytes(content)
            add(Archive(home), path, Wish(allow_shrink=True, extract=at >= len(lists)))
        build(home)
    return home


def _write_register(folder: Path, files: Sequence[str]) -> None:
    for text in files:
        kind = "persons" if "\nschema: Person" in text else "groups"
        path = folder / kind / f"{text.splitlines()[0].removeprefix('id: ')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def family(folder: Path) -> Path:
    """Three UN lists (Dumont leaves and returns, Yas Air comes late) and a register of three groups and a person."""
    lists = [
        un_list("2020-05-01", (DROUKDEL_2020, DUMONT), (AQIM_2020,)),
        un_list("2024-09-26", (DROUKDEL,), (AQIM,)),
        un_list("2026-02-27", (DROUKDEL, DUMONT), (AQIM, YAS_AIR)),
    ]
    return small_home(folder, lists, [_AQIM, _TUNISIA, _LIBYA, _DROUKDEL])


def _name(
    name: str, kind: str, cite: str, lang: str = "eng", **values: object
) -> dict[str, object]:
    return {"name": name, "kind": kind, "lang": lang, "claims": [claim(cite, **values)]}


_AQIM = register_file(
    "aqim",
    "Al-Qaida in the Islamic Maghreb",
    same_as=[{"entry": "un:QDe.014", "why": "primary name and former names agree"}],
    names=[
        _name(
            "Al-Qaida in the Islamic Maghreb", "primary", "reuters-2007-01-26", start="2007-01-26"
        ),
        _name("القاعدة في بلاد المغرب الإسلامي", "native", "mmp-65", lang="ara"),
        _name("Salafist Group for Preaching and Combat", "former", "guardian-2003-04-28"),
    ],
    formed=[
        claim("invisible-dog", value="1996"),
        claim("mmp-65", value="1998", replaces="invisible-dog"),
    ],
    lineage=[
        {"kind": "split_from", "object": {"name": "GIA"}, "claims": [claim("mmp-65", start="1998")]}
    ],
    leaders=[
        {
            "person": "abdelmalek-droukdel",
            "role": "emir",
            "claims": [
                claim("bbc-2004-09-07", start="2004"),
                claim("20minutes-2020-06-19", end="2020-06-03", how_ended="killed"),
            ],
        }
    ],
    designations=[
        {
            "authority": "AU",
            "instrument": "Criminal Code Regulations",
            "under_name": "Salafist Group for Call and Combat",
            "claims": [claim("mmp-65", listed_on="2002-11-14")],
        }
    ],
)
_TUNISIA = register_file(
    "ansar-al-sharia-tunisia",
    "Ansar al-Sharia in Tunisia",
    names=[
        _name("Ansar al-Sharia in Tunisia", "primary", "mmp-65"),
        _name("Ansar al-Sharia", "alias", "mmp-65"),
    ],
)
_LIBYA = register_file(
    "ansar-al-sharia-libya",
    "Ansar al-Sharia in Libya",
    names=[
        _name("Ansar al-Sharia in Libya", "primary", "mmp-65"),
        _name("Ansar al-Sharia", "alias", "mmp-65"),
    ],
)
_DROUKDEL = register_file(
    "abdelmalek-droukdel",
    "Abdelmalek Droukdel",
    schema="Person",
    same_as=[{"entry": "un:QDi.232", "why": "same name, Abou Mossaab Abdelouadoud"}],
    died=[
        claim("20minutes-2020-06-19", value="2020-06-04"),
        claim("wp-droukdel", value="2020-06-03", replaces="20minutes-2020-06-19"),
    ],
)
