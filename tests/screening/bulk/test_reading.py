"""Files are read by what is in them, and every row is either asked or named with what is wrong."""

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import SourceError, UsageError
from sourcebook.screening.bulk.framing import cells, csv_rows, lines
from sourcebook.screening.bulk.reading import Wishes
from sourcebook.screening.bulk.rows import LONGEST_LINE, Fault
from tests.screening.bulk.files import described, names, read

PEOPLE = "name,dob\nAbdelmalek Droukdel,1970-04-20\nعبد المالك دروكدال,1970\nÉlie Nassîm,\n"
ARABIC = "الاسم,تاريخ الميلاد\nعبد المالك دروكدال,1970\nمحمد أحمد,1965\n"
FRENCH = "Nom;Prénom;Date de naissance;Nationalité\nDroukdel;Abdelmalek;20/04/1970;Algeria\n"


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "names.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PEOPLE.encode(), "utf-8"),
        (PEOPLE.encode("utf-8-sig"), "utf-8-sig"),
        (PEOPLE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + PEOPLE.encode("utf-16-be"), "utf-16"),
        (ARABIC.encode("cp1256"), "cp1256"),
        (FRENCH.encode("cp1252"), "cp1252"),
        ("name\nHAMAS\nANNEX\n".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_the_encoding_is_told_by_the_bytes_and_stated(
    file: Callable[..., Path], content: bytes, encoding: str
) -> None:
    path = file(content)
    assert encoding in described(path)
    assert not [name for name in names(path) if "�" in name or "bytes that are no" in name]


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress,
        lzma.compress,
        bz2.compress,
        lambda raw: pa.compress(raw, "zstd", asbytes=True),
    ],
)
def test_packed_files_are_unpacked_whatever_they_are_called(
    file: Callable[..., Path], packed: Callable[[bytes], bytes]
) -> None:
    if packed(b"x")[:4] == pa.compress(b"x", "zstd", asbytes=True)[:4]:
        sink = pa.BufferOutputStream()
        with pa.CompressedOutputStream(sink, "zstd") as out:
            out.write(PEOPLE.encode())
        path = file(sink.getvalue().to_pybytes(), "names.bin")
    else:
        path = file(packed(PEOPLE.encode()), "names.bin")
    assert names(path) == ["Abdelmalek Droukdel", "عبد المالك دروكدال", "Élie Nassîm"]


def test_a_packed_file_that_is_cut_off_is_an_error_with_a_remedy(file: Callable[..., Path]) -> None:
    whole = lzma.compress(PEOPLE.encode() * 50)
    with pytest.raises(SourceError, match="cannot be unpacked"):
        names(file(whole[: len(whole) // 2], "names.csv.xz"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PEOPLE, "comma-separated"),
        (FRENCH, "semicolon-separated"),
        ("Full name\tPassport no\nA B\tX1\n", "tab-separated"),
        ("name|country\nA B|FR\n", "bar-separated"),
        ('{"name": "A B"}\n', "JSON lines"),
    ],
)
def test_the_form_is_told_by_what_is_in_the_file(
    file: Callable[..., Path], content: str, said: str
) -> None:
    assert said in described(file(content, "names.txt"))


def test_parts_of_a_name_are_put_together_in_order(file: Callable[..., Path]) -> None:
    (one,) = read(file(FRENCH))
    assert not isinstance(one, Fault) and one.query
    assert one.query.names == ("Abdelmalek Droukdel",)
    assert one.query.born == ("1970-04-20",) and one.query.countries == ("DZ",)


def test_a_full_name_wins_over_its_parts(file: Callable[..., Path]) -> None:
    path = file("first_name,full_name,last_name\nAli,Ali Hassan,Hassan\n")
    assert names(path) == ["Ali Hassan"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("colour,size\nred,1\n", "no column looks like a name"),
        ("name,company name\nA,B\n", "could each be the name"),
        ("name,first name\nA,B\n", "could each be the name"),
        ("A B,1970\nC D,1980\n", "no column looks like a name"),
    ],
)
def test_what_could_be_read_in_two_ways_is_asked_not_guessed(
    file: Callable[..., Path], content: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        described(file(content))
    assert "--map name=COLUMN" in str(refused.value)


def test_columns_are_taken_as_the_user_names_them(file: Callable[..., Path]) -> None:
    path = file('"Who, in full",Since\nA B,1970\n')
    assert names(path, Wishes(mapping=("name=Who, in full,born=Since",))) == ["A B"]
    assert names(path, Wishes(mapping=("name=#1", "born=#2"))) == ["A B"]
    with pytest.raises(UsageError, match="is no column"):
        names(path, Wishes(mapping=("name=Wer",)))
    with pytest.raises(UsageError, match="not role=COLUMN"):
        names(path, Wishes(mapping=("nom=Since",)))


def test_one_column_without_a_heading_is_names(file: Callable[..., Path]) -> None:
    assert names(file("Hassan Ali\nOmar Bakr\n")) == ["Hassan Ali", "Omar Bakr"]
    assert names(file("Noms\nHassan Ali\n")) == ["Hassan Ali"]


def test_ftm_entities_are_read_by_their_properties(file: Callable[..., Path]) -> None:
    entity = {
        "id": "Q1", "schema": "Person", "caption": "x",
        "properties": {"name": ["Abdelmalek Droukdel"], "weakAlias": ["Abou Mossaab"], "birthDate": ["1970-04-20"]},
    }  # fmt: skip
    later = {
        "id": "Q2",
        "schema": "Organization",
        "properties": {"name": "AQMI", "alias": ["AQIM"]},
    }
    one, two = read(file("\n".join(map(json.dumps, (entity, later))), "e.json"))
    assert not isinstance(one, Fault) and one.query and not isinstance(two, Fault) and two.query
    assert (
        one.query.names == ("Abdelmalek Droukdel", "Abou Mossaab") and one.query.schema == "Person"
    )
    assert one.ref == "Q1" and two.query.names == ("AQMI", "AQIM")


def test_json_that_is_not_what_it_should_be_is_told_row_by_row(file: Callable[..., Path]) -> None:
    path = file(
        '{"name": "A B", "dob": 1970}\n{"name": \n[1]\n"text"\n7\nnull\n\n{"name": {"first": "A"}}\n'
        '{"name": ["A", "B"]}\n{"name": "\\ud800"}\n{"other": 1}\n' + "[" * 100_000 + "\n",
        "names.jsonl",
    )
    found = names(path)
    assert found[0] == "A B" and found[8] == "A" and found[10] == ""
    assert found[6] == ""
    said = ["no valid JSON", "a list where", "a text where", "a number where", "null where"]
    assert all(word in line for word, line in zip(said, found[1:6], strict=True))
    assert found[7] == "name: an object where a text or a list of texts belongs"
    assert "no valid JSON" in found[9] and "no valid JSON" in found[11]


def test_a_json_array_is_refused_with_the_way_out(file: Callable[..., Path]) -> None:
    with pytest.raises(UsageError, match="jq -c"):
        described(file('[\n{"name": "A"}]', "names.json"))


def test_rows_with_another_number_of_cells_are_faults(file: Callable[..., Path]) -> None:
    path = file("id,name\n1,A B\n2,C,D\n3\n4,E F,,\n\n5,\n")
    assert names(path) == [
        "A B", "3 cells where there are 2 cells to a row", "1 cell where there are 2 cells to a row", "E F", "", "",
    ]  # fmt: skip


def test_a_quote_that_is_never_closed_loses_its_own_row_alone(file: Callable[..., Path]) -> None:
    rows = "".join(f"{n},Name {n}\n" for n in range(300))
    found = names(file(f'id,name\n1,A B\n2,"C D\n{rows}'))
    assert found[0] == "A B" and "never closed" in found[1]
    assert found[2:] == [f"Name {n}" for n in range(300)]


def test_a_stray_quote_does_not_swallow_the_next_name(file: Callable[..., Path]) -> None:
    found = names(file('id,name\n1,"C D\n2,"E F"\n3,O"Brien\n4,"a ""b"" c"\n5,"two\nlines"\n'))
    assert "never closed" in found[0]
    assert found[1:] == ["E F", 'O"Brien', 'a "b" c', "two\nlines"]


def test_nul_overrides_emoji_and_unpaired_surrogates_are_read_or_told(
    file: Callable[..., Path],
) -> None:
    raw = b"id,name\n1,A\x00B\n"
    raw += b"2,\xe2\x80\xaeilA\n3,\xf0\x9f\x98\x80\n4,\xed\xa0\x80x\n5,\xff\xfe\n6,\xe2\x80\xaf\n7,C D\n"
    found = names(file(raw))
    assert found[0] == "A\0B" and found[1] == "\u202eilA" and found[6] == "C D"
    assert "bytes that are no utf-8 text" in found[3] and "bytes that are no utf-8 text" in found[4]
    assert names(file("name\nA\ud800B\nC\n".encode("utf-16", "surrogatepass")))[1] == "C"


def test_a_name_of_ten_thousand_characters_is_screened_in_part_and_told(
    file: Callable[..., Path],
) -> None:
    (one,) = read(file("name\n" + "Hassan " * 1429 + "\n"))
    assert not isinstance(one, Fault) and one.query
    assert len(one.query.names[0]) == 400
    assert one.notes == ("a name of 10,002 characters; its first 400 are screened",)


def test_a_line_without_end_is_a_fault_and_is_never_held() -> None:
    blocks = [("name\n", 5), *(("a" * (1 << 20), n) for n in range(1024)), ("\nHassan Ali\n", 9)]
    found = list(lines(blocks, "\n"))
    assert found[0][0] == "name" and found[2][0] == "Hassan Ali"
    assert found[1][0] == Fault(
        "a line of 1,073,741,824 characters; the longest that is read has 1,000,000"
    )


def test_a_line_as_long_as_allowed_is_read() -> None:
    found = [
        row
        for row, _ in lines(
            [("a" * LONGEST_LINE + "\n", 1), ("b" * (LONGEST_LINE + 1) + "\n", 2)], "\n"
        )
    ]
    assert found[0] == "a" * LONGEST_LINE and isinstance(found[1], Fault)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"name\n", b"name"])
def test_a_file_without_rows_has_none(file: Callable[..., Path], content: bytes) -> None:
    assert [name for name in names(file(content)) if name] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04xx", "spreadsheet"),
        (b"%PDF-1.7", "document"),
        (b"PAR1xx", "no Parquet file that can be read"),
    ],
)
def test_what_is_no_file_of_names_is_refused(
    file: Callable[..., Path], content: bytes, said: str
) -> None:
    with pytest.raises((UsageError, SourceError), match=said):
        described(file(content, "names.bin"))


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        described(tmp_path)
    with pytest.raises(UsageError, match="there is no file"):
        described(tmp_path / "none.csv")


def test_parquet_is_read_with_lists_dates_and_coded_columns(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2, 3]),
            "name": pa.array(["A B", None, "C"]).dictionary_encode(),
            "aliases": pa.array([["x y", "z"], [], None], pa.list_(pa.string())),
            "dob": pa.array([0, None, 1], pa.date32()),
            "photo": pa.array([b"\xff", None, b""]),
        }
    )
    pq.write_table(table, tmp_path / "p.parquet")
    one, two, three = read(tmp_path / "p.parquet")
    assert not isinstance(one, Fault) and one.query and one.query.names == ("A B", "x y", "z")
    assert one.query.born == ("1970-01-01",) and one.ref == "1"
    assert not isinstance(two, Fault) and two.query is None and not isinstance(three, Fault)


def test_parquet_without_text_is_refused_and_broken_text_is_a_fault(tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": [1]}), tmp_path / "n.parquet")
    with pytest.raises(UsageError, match="no column of text"):
        described(tmp_path / "n.parquet")
    raw = pa.array([b"A B", b"\xff\xfe"], pa.binary())
    spoilt = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    pq.write_table(pa.table({"name": spoilt}), tmp_path / "s.parquet")
    first, second = names(tmp_path / "s.parquet")
    assert first == "A B" and "cannot be read" in second


TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
    st.integers(1, 7),
)
def test_whatever_a_writer_of_csv_writes_is_read_back(
    rows: list[list[str]], delimiter: str, size: int
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    text = out.getvalue()
    blocks = [(text[start : start + size], 0) for start in range(0, len(text), size)]
    found = [row for row, _ in csv_rows(lines(blocks, "\n"), delimiter)]
    assert [cells(str(row), delimiter) for row in found] == rows


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"name,dob\n", b'{"name": "A"}\n', b""]))
def test_no_bytes_whatever_crash_the_reader(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, head: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(head + raw)
    try:
        assert all(row is not None for row in read(path))
    except (UsageError, SourceError) as error:
        assert str(error)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text('ab",\n', max_size=30), max_size=10))
def test_no_line_is_lost_to_quotes(texts: list[str]) -> None:
    """However quotes stand, every line is in a row or is the fault of its row."""
    text = "\n".join(texts)
    found = [row for row, _ in csv_rows(lines([(text, 0)], "\n"), ",")]
    kept = sum(1 if isinstance(row, Fault) else str(row).count("\n") + 1 for row in found)
    assert kept == len(text.removesuffix("\n").split("\n")) if text else kept == 0
