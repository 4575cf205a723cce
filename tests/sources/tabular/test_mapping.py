"""A mapping is checked before a row is read; what is wrong is said in the words of whoever wrote it."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from sourcebook.errors import SourceError
from sourcebook.record.rows import Reject
from sourcebook.sources.catalog import SOURCES, mapped
from sourcebook.sources.tabular.mapping import FIELDS, Actor, Cell, Mapping
from tests.sources.events import Row, read

MAPPING: dict[str, object] = {
    "title": "Incidents noted by a local partner",
    "source": {"id": "partner", "title": "Partner's notes", "publisher": "A partner", "licence": "by agreement"},
    "part": "notes",
    "columns": {
        "event": "Nr",
        "starts": {"column": "Date", "format": "%d/%m/%Y"},
        "country": {"value": "Mali"},
        "place": "Place",
        "tactic": {"column": "What", "codes": {"enlèvement": "kidnapping", "embuscade": "ambush", "autre": None}},
        "deaths_best": {"column": "Dead", "missing": ["?"]},
    },
    "actors": [{"side": "a", "name": "By", "separator": "/"}],
}  # fmt: skip
TABLE = "Nr;Date;Place;What;Dead;By\n1;02/01/2013;Kidal;embuscade;4;AQMI/MUJAO\n2;03/01/2013;Gao;enlèvement;?;\n"


def with_columns(**columns: object) -> dict[str, object]:
    return MAPPING | {"columns": MAPPING["columns"] | columns}  # type: ignore[operator]


def loaded(mapping: object, table: str = TABLE) -> tuple[list[Row], list[Reject]]:
    text = yaml.safe_dump(mapping, allow_unicode=True).encode()
    return read(table.encode(), mapped(text)[1])


def complaint(mapping: object, table: str = TABLE) -> str:
    with pytest.raises(SourceError) as caught:
        loaded(mapping, table)
    return str(caught.value)


def test_a_table_is_read_as_its_mapping_says() -> None:
    reports, rejects = loaded(MAPPING)
    assert rejects == []
    first, second = reports
    assert (first["starts"], first["country"], first["tactic"]) == (
        date(2013, 1, 2),
        "ML",
        "ambush",
    )
    assert (first["deaths_best"], second["deaths_best"]) == (4, None)
    assert [a["name"] for a in first["actors"]] == ["AQMI", "MUJAO"]  # type: ignore[attr-defined]
    assert second["actors"] == []


def test_a_users_table_stays_where_it_is_unless_its_mapping_says_otherwise() -> None:
    source, _ = mapped(yaml.safe_dump(MAPPING).encode())
    assert source.manifest.rights == "no-rows-out"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (with_columns(deths_best="Dead"), "columns.deths_best: there is no such field; do you mean 'deaths_best'?"),
        (with_columns(violence="What"), "columns.violence: its words need codes"),
        (with_columns(date_precision={"value": "hour"}), "'hour' is not one of day, days, week"),
        (with_columns(latitude={"column": "x", "value": 3}), "columns.latitude: give a column, or a value"),
        (with_columns(place={"column": "Place", "colour": "red"}), "there is no key `colour`"),
        ({key: value for key, value in MAPPING.items() if key != "part"}, "it lacks the key `part`"),
        (MAPPING | {"columns": {"event": "Nr"}}, "columns lacks 'starts', without which a row is no event"),
        (MAPPING | {"source": "nobody"}, "names the source 'nobody', and there is none"),
        (MAPPING | {"source": MAPPING["source"] | {"id": "un"}}, "which is a source Sourcebook knows"),  # type: ignore[operator]
        (MAPPING | {"source": MAPPING["source"] | {"id": "a'b"}}, "may hold letters, digits and _ alone"),  # type: ignore[operator]
        (MAPPING | {"source": MAPPING["source"] | {"rights": "free"}}, "invalid enum value 'free'"),  # type: ignore[operator]
        ([1, 2], "expected a block of keys, got a list"),
    ],
)  # fmt: skip
def test_a_broken_mapping_says_what_is_wrong_and_where(mapping: object, said: str) -> None:
    assert said in complaint(mapping)


def test_what_is_no_yaml_says_where() -> None:
    with pytest.raises(SourceError, match=r"not YAML: .* line 1, column 9"):
        mapped(b"title: a: b")


def test_a_column_the_table_lacks_is_named_with_those_it_has() -> None:
    said = complaint(with_columns(admin1="Region"))
    assert "columns.admin1: no column 'Region'" in said
    assert "Its columns are: nr, date, place, what, dead, by." in said


def test_a_word_that_is_quoted_in_a_mapping_is_no_part_of_the_query() -> None:
    hostile = with_columns(
        place={"value": "O'Brien'); drop table x; --"},
        tactic={"column": "What", "codes": {"it's": "ambush", "embuscade": "am'bush"}},
    )
    reports, _ = loaded(hostile)
    assert reports[0]["place"] == "O'Brien'); drop table x; --"
    assert reports[0]["tactic"] == "am'bush"


def test_every_source_that_comes_by_columns_has_a_format_for_it() -> None:
    parts = {(s.manifest.id, p) for s in SOURCES for f in s.formats if f.extent for p in f.parts}
    assert parts == {("ucdp", "ged"), ("acled", "events"), ("gtd", "attacks")}


def test_a_date_without_its_day_stands_for_the_month() -> None:
    mapping = with_columns(starts={"column": "Date", "format": ["%d/%m/%Y", "%m/%Y", "%Y"]})
    table = "Nr;Date;Place;What;Dead;By\n1;02/01/2013;;;;\n2;02/2013;;;;\n3;2013;;;;\n4;31/02/2013;;;;\n"
    reports, rejects = loaded(mapping, table)
    assert [(r["starts"], r["ends"], r["date_precision"]) for r in reports] == [
        (date(2013, 1, 2), None, "day"),
        (date(2013, 2, 1), date(2013, 2, 28), "month"),
        (date(2013, 1, 1), date(2013, 12, 31), "year"),
    ]
    assert [reject.reason for reject in rejects] == ["starts is no date: 31/02/2013"]


def test_the_example_of_the_page_on_mappings_runs() -> None:
    page = (Path(__file__).parents[3] / "docs/mapping.md").read_text("utf-8")
    table, mapping = re.findall(r"```(?:csv|yaml)\n(.*?)```", page, re.DOTALL)
    reports, rejects = read(table.encode(), mapped(mapping.encode())[1])
    assert rejects == []
    assert [(r["event"], r["tactic"], r["date_precision"]) for r in reports] == [
        ("1", "ambush", "day"), ("2", "kidnapping", "month"),
    ]  # fmt: skip


def test_the_page_on_mappings_names_every_field_and_key() -> None:
    page = (Path(__file__).parents[3] / "docs/mapping.md").read_text("utf-8")
    keys = [*FIELDS, *Mapping.__struct_fields__, *Cell.__struct_fields__, *Actor.__struct_fields__]
    keys.remove("codes")
    assert [key for key in keys if f"`{key}`" not in page] == []
