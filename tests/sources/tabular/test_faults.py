"""What is wrong with a table of events comes out as a reject with its reason, or as an error that says what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from sourcebook.archive import wrapping
from sourcebook.archive.files import Archive
from sourcebook.build.intake import Wish, add
from sourcebook.errors import RefusedFileError, SourceError, UnknownFormatError
from sourcebook.sources.catalog import recognise
from sourcebook.sources.contract import Head
from tests.sources.events import ACLED_31, ACLED_ROW, GTD, GTD_ROW, Row, read, text

# Event 5856 of UCDP GED 23.1 (Uppsala Conflict Data Program, CC BY 4.0), sources left out.
GED_ROW: Row = {
    "id": 5856, "type_of_violence": 1, "side_a": "Government of Algeria", "side_a_new_id": 114, "side_b": "AQIM",
    "side_b_new_id": 539, "where_prec": 2, "latitude": 36.75, "longitude": 3.05, "priogrid_gid": 182527,
    "country": "Algeria", "date_prec": 1, "date_start": "2000-06-18 00:00:00.000", "event_clarity": 1,
    "date_end": "2000-06-18 00:00:00.000", "deaths_a": 0, "deaths_b": 1, "deaths_civilians": 0, "deaths_unknown": 0,
    "best": 1, "high": 1, "low": 1,
}  # fmt: skip
GED = list(GED_ROW)


def reasons(row: Row) -> list[str]:
    reports, rejects = read(text(GED, [row, GED_ROW | {"id": 1}]))
    assert [report["event"] for report in reports] == ["1"], "the good row still loads"
    return [reject.reason for reject in rejects]


def test_a_sound_row_is_a_report() -> None:
    reports, rejects = read(text(GED, [GED_ROW]))
    assert rejects == []
    assert [a["name"] for a in reports[0]["actors"]] == ["Government of Algeria", "AQIM"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"latitude": 3.05, "longitude": 36.75}, "latitude and longitude are swapped: the grid cell says so"),
        ({"latitude": 20.0}, "the grid cell printed, 182527, is not that of the coordinates"),
        ({"latitude": 136.75, "priogrid_gid": ""}, "latitude 136.75 is out of range; latitude and longitude may be"),
        ({"longitude": 203.05}, "longitude 203.05 is out of range"),
        ({"longitude": ""}, "only one of latitude and longitude is given"),
        ({"date_end": "2000-06-17"}, "it ends (2000-06-17) before it starts (2000-06-18)"),
        ({"date_start": "2000-06-31"}, "starts is no date: 2000-06-31"),
        ({"date_start": ""}, "the row has no date that there is"),
        ({"deaths_b": -1}, "deaths_b is negative: -1"),
        ({"best": "many"}, "deaths_best is no number: many"),
        ({"id": ""}, "the row has no id of an event"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused_with_the_reason(change: Row, reason: str) -> None:
    (said,) = reasons(GED_ROW | change)
    assert said.startswith(reason)


def test_an_unknown_actor_is_named_as_printed() -> None:
    (report,), rejects = read(
        text(GED, [GED_ROW | {"side_b": "Nobody Knows Them", "side_b_new_id": ""}])
    )
    assert rejects == []
    assert report["actors"][1] == {"side": "b", "name": "Nobody Knows Them", "dataset_id": None}  # type: ignore[index]


def test_a_code_the_mapping_does_not_know_is_said_once() -> None:
    rows = [GED_ROW | {"id": n, "where_prec": 9} for n in range(3)]
    reports, rejects = read(text(GED, rows))
    assert {report["place_precision"] for report in reports} == {"unknown"}
    (reject,) = rejects
    assert (
        reject.reason
        == "'9' in where_prec is nothing the mapping knows; 3 rows are kept without place_precision"
    )


def test_a_half_written_table_loads_its_whole_lines() -> None:
    content = text(GED, [GED_ROW, GED_ROW | {"id": 2}])
    reports, rejects = read(content[:-20])
    assert [report["event"] for report in reports] == ["5856"]
    assert "too few" in rejects[0].reason
    assert rejects[0].record == "line 3"


def test_a_table_cut_off_inside_quotes_says_so() -> None:
    content = text(GED, [GED_ROW]) + b'7,1,"Government of Alg'
    reports, rejects = read(content)
    assert len(reports) == 1
    assert "cut off or badly quoted" in rejects[0].reason


def test_a_table_of_two_hundred_columns_is_nothing_known(tmp_path: Path) -> None:
    content = text([f"column {n}" for n in range(200)], [{}])
    with pytest.raises(UnknownFormatError):
        recognise(Head(content))


def test_further_columns_do_no_harm() -> None:
    reports, rejects = read(text([*GED, *(f"column {n}" for n in range(200))], [GED_ROW]))
    assert (len(reports), rejects) == (1, [])


def test_a_column_that_stands_twice_is_an_error() -> None:
    with pytest.raises(SourceError, match="the column 'latitude' more than once"):
        read(text([*GED, "latitude"], [GED_ROW]))


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "UNSUSPECTED", 1_000_000)
    bomb = tmp_path / "ged231.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("GEDEvent_v23_1.csv", text(GED, [GED_ROW]) + b"0" * 10_000_000)
    with pytest.raises(RefusedFileError, match="as a bomb does"):
        add(Archive(tmp_path / "home"), bomb, Wish())
    assert Archive(tmp_path / "home").files() == ()


def test_a_workbook_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "UNSUSPECTED", 1_000_000)
    bomb = tmp_path / "gtd.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("[Content_Types].xml", "<Types/>")
        bundle.writestr("xl/worksheets/sheet1.xml", b"0" * 10_000_000)
    with pytest.raises(RefusedFileError, match="as a bomb does"):
        add(Archive(tmp_path / "home"), bomb, Wish(published="2020"))


def test_what_only_looks_like_a_workbook_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "gtd.xlsx"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(SourceError, match="the workbook can not be read"):
        add(Archive(tmp_path / "home"), path, Wish(published="2020"))


def test_a_table_in_no_known_encoding_is_refused() -> None:
    broken = text(ACLED_31, [ACLED_ROW]).replace(b"Djenne", b"Djenn\x81")
    with pytest.raises(SourceError, match="not in utf-8 or cp1252"):
        read(broken)


def test_semicolons_and_tabs_are_seen() -> None:
    for between in (b";", b"\t"):
        content = b"\n".join(
            between.join(str(one).encode() for one in line)
            for line in (GTD, [GTD_ROW.get(column, "") for column in GTD])
        )
        reports, rejects = read(content)
        assert (len(reports), rejects) == (1, [])


def test_a_name_with_the_separator_in_it_is_one_actor() -> None:
    row = GED_ROW | {"side_b": "Interahamwe, ex-FAR, MAGRIVI"}
    (report,), _ = read(text(GED, [row]))
    names = [a["name"] for a in report["actors"]]  # type: ignore[attr-defined]
    assert names == ["Government of Algeria", "Interahamwe, ex-FAR", "MAGRIVI"]


def test_the_stream_is_left_open() -> None:
    content = text(GED, [GED_ROW])
    stream = io.BytesIO(content)
    form = recognise(Head(content))[1]
    list(form.tabulate(stream))
    assert not stream.closed
