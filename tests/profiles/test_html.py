"""The HTML page: self-contained, well-formed, linked both ways."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as lxml_html

import sourcebook.profiles
from sourcebook.profiles.html import render_html, stylesheet, turned
from sourcebook.profiles.model import Profile

CSS = stylesheet()


@pytest.fixture(scope="module")
def text(page: Profile) -> str:
    return render_html(page)


@pytest.fixture(scope="module")
def tree(text: str):  # type: ignore[no-untyped-def]
    return lxml_html.document_fromstring(text)


def test_nothing_is_fetched(text: str, tree) -> None:  # type: ignore[no-untyped-def]
    assert (
        tree.xpath("//script|//iframe|//img|//object|//embed|//form|//*[@src]|//*[@srcset]") == []
    )
    assert "url(" not in CSS and "@import" not in CSS
    outside = tree.xpath("//*[@href][starts-with(@href, 'http')]")
    assert outside and all("note-title" in a.get("class", "") for a in outside)
    assert tree.xpath("//@style") == []
    assert [a for a in tree.xpath("//@*") if re.match(r"on\w+$", a.attrname or "")] == []


def test_ids_are_unique_and_links_arrive(tree) -> None:  # type: ignore[no-untyped-def]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {h[1:] for h in tree.xpath("//a/@href") if h.startswith("#")}
    assert targets - set(ids) == set()
    for name in ("aria-labelledby", "aria-describedby"):
        assert {i for v in tree.xpath(f"//@{name}") for i in v.split()} - set(ids) == set()


def test_number_and_note_link_both_ways(page: Profile, tree) -> None:  # type: ignore[no-untyped-def]
    for note in page.notes:
        (item,) = tree.xpath(f"//li[@id='note-{note.number}']")
        (back,) = item.xpath(".//a[@class='note-number']/@href")
        (ref,) = tree.xpath(f"//a[@id='{back[1:]}']")
        assert ref.get("href") == f"#note-{note.number}"


def test_headings_are_in_order(tree) -> None:  # type: ignore[no-untyped-def]
    levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_landmarks_skip_link_and_captions(tree) -> None:  # type: ignore[no-untyped-def]
    assert len(tree.xpath("//main")) == len(tree.xpath("//nav[@aria-label]")) == 1
    assert tree.xpath("//body/a[1]/@href") == ["#text"]
    assert all(t.xpath("./caption[string()]") for t in tree.xpath("//table"))
    assert tree.xpath("/html/@lang") == ["en"]


def test_arabic_carries_language_and_direction(tree) -> None:  # type: ignore[no-untyped-def]
    (native,) = tree.xpath("//p[@class='native']")
    assert (native.get("lang"), native.get("dir")) == ("ar", "rtl")


def test_right_to_left_runs_are_isolated() -> None:
    assert turned("named تنظيم القاعدة by") == (
        'named <bdi lang="und-Arab" dir="rtl">تنظيم القاعدة</bdi> by'
    )


def test_the_same_page_has_the_same_bytes(page: Profile, text: str) -> None:
    assert render_html(page) == text


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    ("ink", "bg"), ("mute", "bg"), ("accent", "bg"), ("flag", "bg"), ("ink", "flagground"), ("mute", "flagground"),
    ("accent", "flagground"), ("flag", "flagground"), ("onaccent", "accent"), ("onband", "band"), ("ink", "band"),
    ("ink", "map0"), ("ink", "map1"), ("ink", "map2"), ("ink", "map3"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text_colour", "ground"), PAIRS)
def test_text_reaches_its_contrast(scheme: str, text_colour: str, ground: str) -> None:
    light, dark = (
        re.search(r":root \{(.*?)\n\}", CSS, re.DOTALL),
        re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", CSS, re.DOTALL),
    )
    assert light and dark
    tokens = _tokens(light[1] if scheme == "light" else dark[1])
    assert contrast(tokens[text_colour], tokens[ground]) >= 4.5


def test_no_template_module_is_over_long() -> None:
    root = Path(sourcebook.profiles.__file__).parent
    assert [
        p.name for p in root.rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 400
    ] == []
