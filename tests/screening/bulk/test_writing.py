"""What is written is safe in a spreadsheet, whole, and the same in every form."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.screening.bulk.writing import FORMULA, HitLine, cell, csv_text, rendered

ANY = st.text(st.characters(exclude_categories=()), max_size=30)


@given(st.lists(st.lists(ANY, min_size=3, max_size=3), max_size=5))
def test_no_text_whatever_is_a_formula_or_breaks_a_row(rows: list[list[str]]) -> None:
    written = csv_text(rows).encode().decode()
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert [len(row) for row in read] == [3] * len(rows)
    cells = [one for row in read for one in row]
    assert not [one for one in cells if one.startswith(FORMULA)]
    assert not [one for one in cells if "\u202e" in one or "\0" in one or "\x1b" in one]


def test_numbers_are_numbers_and_text_that_looks_like_one_is_marked() -> None:
    assert cell(-3) == "-3" and cell(0.25) == "0.2500" and cell(None) == ""
    assert cell("-3") == "'-3" and cell("@x") == "'@x" and cell("ordinary") == "ordinary"


@given(ANY.filter(lambda text: text.isprintable()))
def test_a_line_of_json_has_the_name_as_it_was(name: str) -> None:
    import json

    (line,) = rendered("jsonl", (), [HitLine(row=1, id="", name=name)]).splitlines()
    assert json.loads(line)["name"] == name and "changed" not in json.loads(line)
