"""Text from sources is hostile until escaped, in every form of the page."""

import re
from types import ModuleType

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from sourcebook.profiles.compose import compose
from sourcebook.profiles.facts import (
    Actor,
    Claim,
    Count,
    Evidence,
    IncidentFact,
    NameFact,
    Party,
    Report,
    TextFact,
)
from sourcebook.profiles.html import render_html
from sourcebook.profiles.jsonform import read_json, render_json
from sourcebook.profiles.markdown import escaped, render_markdown
from sourcebook.profiles.model import Profile
from sourcebook.profiles.prose import web
from sourcebook.record.dates import Period

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> \"'`*_[x](javascript:alert(1))|^[y]\x1b[2J\u202e "
    "&lt;b&gt; {{7*7}} http://evil.example #"
)


@pytest.fixture(scope="module")
def hostile(small: ModuleType) -> Profile:
    evidence = Evidence(
        row="r", source=EVIL, kind="press", publisher=EVIL, short=EVIL, title=EVIL, version=small.D("2020"),
        record=EVIL, locator=EVIL, quote=EVIL, quote_lang="eng", printed=EVIL, url="javascript:alert(1)",
        read="copy", read_in=EVIL,
    )  # fmt: skip
    said = Claim(Period(), evidence)
    actors = (Actor(Party(EVIL), "claimed"),)
    report = Report(evidence, small.D("2020-01"), None, EVIL, (EVIL,), actors, Count(best=3), EVIL)
    tie = small.LineageFact(
        "split_from", small.PAGE, Party(EVIL, EVIL), True, (Claim(small.D("2001"), evidence),)
    )
    return compose(
        small.aqim(
            label=EVIL, acronym=EVIL, names=(NameFact(EVIL, "primary", "eng", (), (said,)),),
            aims=(TextFact(EVIL, "", (said,)),), lineage=(tie,),
            tenures=(small.Tenure(Party(EVIL, EVIL, "person"), "emir", (Claim(small.D("2001"), evidence),), ()),),
            incidents=(IncidentFact(EVIL, EVIL, "DZ", EVIL, (report,)),), identifiers=((EVIL, EVIL),),
        )
    )  # fmt: skip


def test_html_holds_no_foreign_markup(hostile: Profile) -> None:
    tree = lxml_html.document_fromstring(render_html(hostile))
    assert tree.xpath("//script|//img") == []
    assert not [a for a in tree.xpath("//@*") if (a.attrname or "").startswith("on")]
    assert not [h for h in tree.xpath("//@href") if "javascript" in h]
    assert "49" not in tree.xpath("string(//h1)")


def test_html_holds_no_control_characters(hostile: Profile) -> None:
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", render_html(hostile)
    )


def test_markdown_renders_as_text(hostile: Profile) -> None:
    markdown = render_markdown(hostile)
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    tree = lxml_html.fromstring(f"<div>{rendered}</div>")
    assert tree.xpath(".//script|.//img|.//b") == []
    assert all(h.startswith("https://") for h in tree.xpath(".//@href"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", markdown)


def test_json_reads_back_and_holds_no_control_characters(hostile: Profile) -> None:
    text = render_json(hostile)
    assert read_json(text) == hostile
    assert b"\\u001b" not in text and "\u202e" not in text.decode()


def test_only_plain_web_addresses_are_linked() -> None:
    assert web("https://un.org/a?b=1") == "https://un.org/a?b=1"
    others = ("javascript:x", "data:text/html,x", 'https://a" onclick=', "ftp://a", None, "")
    assert [web(a) for a in others] == [None] * 6


@pytest.mark.parametrize("start", ["- a", "+ a", "1. a", "2) a", "# a", "> a", "=== a", "    a"])
def test_a_line_that_looks_like_markup_is_text(start: str) -> None:
    rendered = MarkdownIt().render(escaped(start))
    assert rendered.startswith("<p>") and "<ul>" not in rendered
