"""Documents of five formats: what a reader sees, and where each word of it stands in the original."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.documents import Document, read, read_file
from sourcebook.documents.reading import plain
from sourcebook.errors import RefusedFileError, SourceError, UsageError
from tests.documents import papers

GSPC = "Le Groupe salafiste pour la prédication et le combat (GSPC) est né en 1998."


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def whole(document: Document, words: str) -> str:
    """The characters of the original that some words of a passage came from."""
    passage = next(p for p in document.passages if words in p.text)
    at = passage.text.index(words)
    start, end = passage.original(at, at + len(words))
    return document.text[start:end]


def test_the_sample_document_has_nine_paragraphs_that_stand_in_it_as_they_are(shared: Path) -> None:
    document = read_file(shared / "samples/aqim_profile.txt")
    assert len(document.passages) == 9
    for passage in document.passages:
        start, end = passage.original(0, len(passage.text))
        assert document.text[start:end] == passage.text


def test_lines_broken_by_hand_are_one_paragraph_and_a_blank_line_parts_two() -> None:
    document = read(BytesIO(b"AQIM was formed\r\nin 2007.\r\n\r\nIt pledged\r\nallegiance."))
    assert texts(document) == ["AQIM was formed in 2007.", "It pledged allegiance."]
    assert whole(document, "formed in") == "formed\r\nin"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_people_save_it_in(encoding: str) -> None:
    assert texts(read(BytesIO(GSPC.encode(encoding)))) == [GSPC]


def test_html_loses_its_marks_scripts_and_hidden_parts_and_keeps_its_places() -> None:
    page = (
        "<!doctype html><title>x</title><script>let a = '<p>no</p>'</script>"
        "<p>Al-Qa&rsquo;ida in the <b>Islamic</b>\n Maghreb &amp; co.<p hidden>no<p>two<ul><li>one</ul>"
    )
    document = read(BytesIO(page.encode()))
    assert texts(document) == ["Al-Qa’ida in the Islamic Maghreb & co.", "two", "one"]
    assert whole(document, "Qa’ida") == "Qa&rsquo;ida"
    assert whole(document, "Islamic Maghreb") == "Islamic</b>\n Maghreb"


def test_markdown_loses_its_marks_and_keeps_its_places() -> None:
    source = "# AQIM\n\nIt was **formed** in [2007](http://a.b) from\nthe GSPC.\n\n- Algeria\n\n"
    source += "| a | b |\n|---|---|\n| c | d |\n"
    document = read(BytesIO(source.encode()), "note.md")
    assert texts(document)[:3] == ["AQIM", "It was formed in 2007 from the GSPC.", "Algeria"]
    assert [p.kind for p in document.passages[:3]] == ["heading", "paragraph", "item"]
    assert whole(document, "2007") == "2007"
    assert texts(document)[3:] == ["a", "b", "c", "d"]


def test_docx_gives_paragraphs_and_cells_in_order() -> None:
    document = read(BytesIO(papers.word(GSPC, "It was renamed.", cells=("Year", "2007"))), "a.docx")
    assert texts(document) == ["A profile", GSPC, "It was renamed.", "Year", "2007"]
    assert whole(document, "renamed") == "renamed"


def test_pdf_gives_paragraphs_with_their_page_and_joins_broken_words() -> None:
    lines = [
        "AQIM grew out of the Salafist Group for Preaching and Com-",
        "bat, which split from the GIA.",
        "7",
    ]
    document = read(BytesIO(papers.pdf([lines, ["It was renamed in January 2007."]])), "a.pdf")
    assert texts(document) == [
        "AQIM grew out of the Salafist Group for Preaching and Combat, which split from the GIA.",
        "It was renamed in January 2007.",
    ]
    assert [p.page for p in document.passages] == [1, 2]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (papers.pdf([["text"]], encrypted=True), "a.pdf", "encrypted"),
        (papers.pdf([[]]), "scan.pdf", "scanned"),
        (b"%PDF-1.7\nnot really", "b.pdf", "cannot be read as PDF"),
        (b"PK\x03\x04broken", "a.docx", "cannot be read as DOCX"),
        (bytes(range(1, 32)) * 40, "photo.jpg", "no text"),
        (b"\x00" * 1000, "zero", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    content: bytes, name: str, said: str
) -> None:
    with pytest.raises(SourceError, match=said) as refused:
        read(BytesIO(content), name)
    assert name in str(refused.value)
    assert refused.value.remedy


def test_a_docx_that_swells_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(RefusedFileError, match="swells"):
        read(BytesIO(papers.bomb()), "bomb.docx")


def test_another_zip_and_a_document_type_are_refused() -> None:
    other, typed = BytesIO(), BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "x")
    with ZipFile(typed, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    for stream, said in ((other, "no DOCX"), (typed, "document type")):
        stream.seek(0)
        with pytest.raises(SourceError, match=said):
            read(stream)


def test_a_folder_and_a_missing_file_are_usage_errors(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(UsageError):
            read_file(path)


def test_ten_megabytes_of_one_line_are_read() -> None:
    document = read(BytesIO(b"word " * 2_000_000))
    assert len(document.passages) == 1


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_every_character_of_a_passage_is_the_one_it_points_at(text: str) -> None:
    for passage in plain.read(text).passages:
        for at, char in enumerate(passage.text):
            start, end = passage.original(at, at + 1)
            assert text[start:end] == char or (char == " " and text[start:end].isspace())


@given(st.text("<>&;/abc \n\"'=!-hp1", max_size=120))
def test_no_mark_up_breaks_the_reading_of_a_page(text: str) -> None:
    document = read(BytesIO(("<html>" + text).encode()))
    for passage in document.passages:
        start, end = passage.original(0, len(passage.text))
        assert 0 <= start < end <= len(document.text)


@given(st.text("#*_`[]()!-|> \nab1&;\\", max_size=120))
def test_no_mark_up_breaks_the_reading_of_markdown(text: str) -> None:
    document = read(BytesIO(text.encode()), "a.md")
    for passage in document.passages:
        start, end = passage.original(0, len(passage.text))
        assert 0 <= start <= end <= len(document.text)
