"""The precise GED extract as a record, laid once."""

import lzma
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sourcebook.record.store import Record
from sourcebook.record.territories import alpha2
from sourcebook.trends.scope import Scope
from tests.trends.loading import RESOLVED, empty, load_ged, opened

COUNTRIES_OF_NOTE = ("Algeria", "Mali", "Niger")


@pytest.fixture(scope="session")
def ged(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """176,579 events of GED 21.1, with what the record says of AQIM and JNIM."""
    folder = tmp_path_factory.mktemp("ged")
    csv = folder / "ged.csv"
    with (
        lzma.open(shared / "data/ucdp/ucdp_ged211_precise_176579.csv.xz") as packed,
        csv.open("wb") as plain,
    ):
        shutil.copyfileobj(packed, plain)
    con = empty(folder / "record")
    printed = con.execute("select distinct country from read_csv($1)", [str(csv)]).fetchall()
    load_ged(con, csv, {country: alpha2(country) for (country,) in printed})
    for name, entry, canonical in (("AQIM", "ucdp:539", "aqim"), ("JNIM", "ucdp:6576", "jnim")):
        con.execute("insert into identity values (?, ?)", [entry, canonical])
        con.execute(RESOLVED, ["ucdp", name, entry, "same", None])
        con.execute(
            "insert into entry values (?, 'ucdp', 'Organization', '2021-12-31', null, ?)",
            [entry, name],
        )
    # Reuters, 26 January 2007, of a statement of the 24th; the actor dataset, by acronyms and without a date.
    con.executemany(
        "insert into relations values (?, 'renamed_to', 'ucdp:539', 'ucdp:539', ?, ?, ?, ?, null)",
        [
            ("n1", "Salafist Group for Preaching and Combat", "Al-Qa'ida in the Islamic Maghreb",
             "2007-01-24", date(2007, 1, 26)),
            ("n2", "GSPC", "AQIM", None, date(2021, 12, 31)),
        ],
    )  # fmt: skip
    with opened(folder / "record", con) as record:
        yield record


@pytest.fixture
def aqim() -> Scope:
    return Scope(as_of=date(2022, 12, 31), known=date(2022, 12, 31), group="aqim")
