import re
from pathlib import Path

import sourcebook
from sourcebook.record.properties import PROPERTIES
from sourcebook.record.schema import schemata

PACKAGE = Path(sourcebook.__file__).parent
LITERAL = re.compile(r"[\"'](sb:\w+)[\"']")


def used() -> set[str]:
    files = (*PACKAGE.glob("sources/**/*.py"), *PACKAGE.glob("findings/**/*.py"))
    return {name for file in files for name in LITERAL.findall(file.read_text("utf-8"))}


def test_every_property_of_ours_is_in_the_table_and_every_one_in_it_is_used() -> None:
    assert used() == {one.name for one in PROPERTIES}


def test_the_table_is_sorted_and_says_of_what_and_what_each_means() -> None:
    names = [one.name for one in PROPERTIES]
    assert names == sorted(set(names), key=str.lower)
    assert {one.schema for one in PROPERTIES} <= set(schemata())
    for one in PROPERTIES:
        assert one.meaning.endswith(".") and "|" not in one.meaning and len(one.meaning) < 100
