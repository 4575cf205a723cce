import io
from datetime import date
from pathlib import Path

import pytest

from sourcebook.build.intake import head_of
from sourcebook.sources import acled, gtd
from sourcebook.sources.catalog import recognise
from sourcebook.sources.contract import Head, Tabulated
from tests.sources.events import (
    ACLED_25,
    ACLED_31,
    ACLED_NEW,
    ACLED_ROW,
    GTD,
    GTD_ROW,
    format_of,
    read,
    text,
)

CLASH = date(2018, 11, 29)


@pytest.mark.parametrize(
    ("columns", "printed"),
    [(ACLED_31, "29 November 2018"), (ACLED_NEW, "2018-11-29"), (ACLED_25, "29/11/2018")],
    ids=["31 columns", "from 2023", "25 columns"],
)
def test_every_layout_of_acled_says_the_same(columns: list[str], printed: str) -> None:
    row = ACLED_ROW | {
        "event_date": printed, "ally_actor_2": ACLED_ROW["assoc_actor_2"], "sub_event_type": "",
    }  # fmt: skip
    content = text(columns, [row])
    assert format_of(content).name == "acled"
    reports, rejects = read(content)
    assert rejects == []
    (report,) = reports
    assert (report["event"], report["starts"], report["date_precision"]) == ("MLI1", CLASH, "day")
    assert (report["country"], report["place_precision"], report["deaths_best"]) == (
        "ML",
        "exact",
        3,
    )
    assert report["deaths_low"] is None
    assert [(a["side"], a["name"]) for a in report["actors"]] == [  # type: ignore[attr-defined]
        ("a", "Military Forces of Mali (2013-2020)"),
        ("b", "JNIM: Group for Support of Islam and Muslims"),
        ("associated_b", "Katiba Macina"),
        ("associated_b", "Ansar Dine"),
    ]


def test_the_layouts_of_acled_give_one_id() -> None:
    ids = {
        read(text(columns, [ACLED_ROW | {"event_date": printed}]))[0][0]["row_id"]
        for columns, printed in ((ACLED_31, "29 November 2018"), (ACLED_NEW, "2018-11-29"))
    }
    assert len(ids) == 1


def test_acled_says_where_its_codes_lie() -> None:
    (report,), _ = read(text(ACLED_31, [ACLED_ROW]))
    assert {"field": "sub_event_type", "code": "Armed clash", "within": "Battles"} in report[
        "codes"
    ]  # type: ignore[operator]


def test_acled_precision_is_taken_at_its_word() -> None:
    row = ACLED_ROW | {"time_precision": 3, "geo_precision": 3}
    (report,), _ = read(text(ACLED_31, [row]))
    assert (report["date_precision"], report["place_precision"]) == ("month", "admin1")


def test_no_row_of_acled_or_gtd_may_leave() -> None:
    assert acled.SOURCE.manifest.rights == gtd.SOURCE.manifest.rights == "no-rows-out"


def test_an_unknown_day_of_gtd_is_a_month() -> None:
    (report,), rejects = read(text(GTD, [GTD_ROW]))
    assert rejects == []
    assert (report["starts"], report["ends"]) == (date(2007, 3, 1), date(2007, 3, 31))
    assert report["date_precision"] == "month"
    assert (report["deaths_best"], report["wounded"], report["hostages"]) == (4, None, None)


def test_an_unknown_month_of_gtd_is_a_year() -> None:
    (report,), _ = read(text(GTD, [GTD_ROW | {"imonth": 0}]))
    assert (report["starts"], report["ends"]) == (date(2007, 1, 1), date(2007, 12, 31))
    assert report["date_precision"] == "year"


def test_an_unknown_perpetrator_names_nobody() -> None:
    (report,), _ = read(text(GTD, [GTD_ROW | {"gname": "Unknown", "target1": ""}]))
    assert report["actors"] == []


def test_older_gtd_files_are_latin_1() -> None:
    (report,), _ = read(text(GTD, [GTD_ROW | {"city": "Béjaïa"}], "latin-1"))
    assert report["place"] == "Béjaïa"


def test_a_release_of_gtd_is_dated_by_its_name() -> None:
    assert gtd.released(Head(b"", "globalterrorismdb_0522dist.xlsx")) == "2022-05"


def test_gtd_comes_as_a_workbook_too(tmp_path: Path) -> None:
    content = workbook([GTD, [GTD_ROW.get(column, "") for column in GTD]])
    head = head_of(io.BytesIO(content), "gtd.xlsx")
    _, form = recognise(head)
    (item,) = form.tabulate(io.BytesIO(content))
    assert isinstance(item, Tabulated)
    (same,), _ = read(text(GTD, [GTD_ROW]))
    assert item.batch.to_pylist() == [same]


def workbook(rows: list[list[object]]) -> bytes:
    """A workbook of one sheet, written by hand: no library that writes one is needed to read one."""
    import zipfile

    def cell(value: object) -> str:
        if isinstance(value, str):
            plain = value.replace("&", "&amp;").replace("<", "&lt;")
            return f'<c t="inlineStr"><is><t>{plain}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    doc = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{doc}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{doc}"><sheets>'
        '<sheet name="GTD" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" '
        f'Type="{doc}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return out.getvalue()
