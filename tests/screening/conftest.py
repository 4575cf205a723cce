"""Records to screen against."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.record.store import Record
from sourcebook.screening.screener import Screener
from tests.lists import DROUKDEL, DUMONT, small_home, un_list

# Two entries of the UN list of February 2026, shortened: their weak aliases are as the list grades them.
ANNABI = """<INDIVIDUAL><DATAID>6908565</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>YAZID</FIRST_NAME><SECOND_NAME>MEBRAK</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
<REFERENCE_NUMBER>QDi.389</REFERENCE_NUMBER><LISTED_ON>2016-02-29</LISTED_ON><GENDER>Male</GENDER>
<NATIONALITY><VALUE>Algeria</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abou Obeida Youssef Al-Annabi</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Youcef Abu Obeida</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1969-02-07</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Annaba</CITY><COUNTRY>Algeria</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>L 723315</NUMBER></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL>"""


@pytest.fixture(scope="session")
def people_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A UN list of three persons, one version; do not write to it."""
    lists = [un_list("2026-02-27", (DROUKDEL, DUMONT, ANNABI), ())]
    return small_home(tmp_path_factory.mktemp("people"), lists)


@pytest.fixture
def copy_of_people(people_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with them in it."""
    return Path(shutil.copytree(people_home, tmp_path / "home", symlinks=True))


@pytest.fixture
def people(people_home: Path) -> Iterator[Screener]:
    with Record.open(people_home) as record:
        yield Screener.open(record, people_home)


@pytest.fixture
def family(family_home: Path) -> Iterator[Screener]:
    with Record.open(family_home) as record:
        yield Screener.open(record, family_home)
