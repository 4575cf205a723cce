"""Files carry their terms, and run nothing in a spreadsheet."""

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.exports.tables import About, beside, csv_metadata, to_csv, to_geojson, to_parquet
from sourcebook.rights.gate import Withheld
from sourcebook.rights.terms import Credit

ABOUT = About(
    {"asked": "AQIM"},
    (
        Credit(
            "ucdp", "GED", "UCDP", "CC BY 4.0", "https://ucdp.uu.se", "UCDP, Uppsala.", ("2021",)
        ),
    ),
    (Withheld("acled", 3, "ACLED terms of use", "rows may not be passed on."),),
)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1))
def test_text_comes_back_as_it_was_unless_a_spreadsheet_would_run_it(texts: list[str]) -> None:
    text = to_csv(pa.table({"place": pa.array(texts), "n": range(len(texts))})).decode()
    back = [row["place"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    for was, now in zip(texts, back, strict=True):
        assert now == ("'" + was if was[:1] in ("=", "+", "-", "@", "\t", "\r") else was)
        assert now[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_negative_numbers_stay_numbers() -> None:
    assert to_csv(pa.table({"longitude": [-3.5]})) == b'"longitude"\n-3.5\n'


def test_parquet_carries_question_credits_and_what_was_withheld(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(to_parquet(pa.table({"n": [1]}), ABOUT))
    metadata = pq.read_table(path).schema.metadata
    assert json.loads(metadata[b"credits"])[0]["attribution"] == "UCDP, Uppsala."
    assert json.loads(metadata[b"withheld"])[0]["rows"] == 3
    assert json.loads(metadata[b"question"]) == {"asked": "AQIM"}


def test_geojson_is_a_collection_with_its_terms() -> None:
    feature = '{"type":"Feature","geometry":null,"properties":{}}'
    found = json.loads(to_geojson([feature, feature], ABOUT))
    assert (found["type"], len(found["features"])) == ("FeatureCollection", 2)
    assert found["credits"][0]["licence"] == "CC BY 4.0"


def test_the_terms_of_a_csv_file_stand_beside_it() -> None:
    path = Path("aqim.csv")
    assert beside(path).name == "aqim.csv-metadata.json"
    found = json.loads(csv_metadata(path, ABOUT))
    assert (found["url"], found["dc:license"]) == ("aqim.csv", ["CC BY 4.0"])
