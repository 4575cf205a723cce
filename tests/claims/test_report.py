"""The page of a check: every claim marked where it stands, its note linked both ways, hostile words only words."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.claims.model import Claim, Judged, Omission, Span
from sourcebook.claims.report import FORMS, render
from sourcebook.claims.report.marking import GRAVE, marked, shortened
from tests.claims.written import VERDICTS, checked, evidence, judged

TEXT = (
    "AQIM was founded in 1975 from the GIA.\n\nIt was led by Abdelmalek Droukdel, who died in 2020."
)
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]><svg onload=alert(1)>",
    "</style><script>x</script>", "</textarea></title><iframe src=//evil.example>", "\u202egnp.exe\u202c", "a\x00b",
    "&lt;script&gt;", "javascript:alert(1)", "{{ 7*7 }} {% raw %}", '" onmouseover="alert(1)', "<!-- ",
    "<base href=//evil.example>",
]  # fmt: skip
ELEMENTS = {
    "html", "head", "meta", "title", "link", "style", "body", "a", "div", "main", "header", "p", "h1", "h2", "span",
    "b", "ul", "ol", "li", "mark", "sup", "q", "details", "summary", "section",
}  # fmt: skip


class Read(HTMLParser):
    """The elements of a page and the words of its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self._in: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link"}:
            self._in.append(f"{tag}.{dict(attrs).get('class', '')}")

    def handle_endtag(self, tag: str) -> None:
        assert self._in.pop().startswith(f"{tag}.")

    def handle_data(self, data: str) -> None:
        inside = " ".join(self._in)
        if ".said" in inside and "sup.refs" not in inside and "span.unseen" not in inside:
            self.said.append(data)


def test_every_number_leads_to_its_note_and_back() -> None:
    claims = [
        judged(TEXT, words, v)
        for words, v in zip(
            ("AQIM was", "founded in", "the GIA", "led by", "died"), VERDICTS, strict=False
        )
    ]
    claims += [judged(TEXT, "in 2020", v) for v in VERDICTS[5:]]
    read = Read(render(*checked(TEXT, *claims), "html"))
    ids = [held["id"] for _, held in read.elements if held.get("id")]
    assert len(ids) == len(set(ids))
    links = [held["href"] for tag, held in read.elements if tag == "a" and held["href"]]
    assert all(link.removeprefix("#") in ids for link in links if link and link.startswith("#"))
    for number in range(1, len(claims) + 1):
        assert f"#claim-{number}" in links and f"#mark-{number}" in links
    assert all(
        held.get("aria-label")
        for tag, held in read.elements
        if tag == "a" and held.get("class") == "note-number"
    )


def test_the_page_is_whole_in_itself() -> None:
    page = render(*checked(TEXT, judged(TEXT, "AQIM was founded in 1975", "contradicted")), "html")
    read = Read(page)
    assert {tag for tag, _ in read.elements} <= ELEMENTS
    assert "default-src 'none'" in page and "@import" not in page
    assert not re.search(r"url\((?!data:)", page)
    loads = [
        held
        for tag, held in read.elements
        if held.get("src") or (tag == "link" and held["href"] != "data:,")
    ]
    assert loads == []


def test_overlapping_claims_keep_every_word_once_and_show_the_gravest_verdict() -> None:
    whole = judged(TEXT, "AQIM was founded in 1975 from the GIA", "supported")
    part = judged(TEXT, "founded in 1975", "contradicted")
    check, document = checked(TEXT, whole, part)
    first = marked(check, document)[0]
    assert "".join(s.text for s in first.stretches) == document.passages[0].text
    assert [(s.text, s.verdict, s.ends) for s in first.stretches if s.verdict] == [
        ("AQIM was ", "supported", ()), ("founded in 1975", "contradicted", (2,)), (" from the GIA", "supported", (1,)),
    ]  # fmt: skip
    page = render(check, document, "html")
    assert page.count("[contradicted] ") == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(VERDICTS)), max_size=8
    )
)
def test_however_claims_overlap_no_word_is_lost_and_every_claim_is_numbered_once(
    found: list[tuple[int, int, str]],
) -> None:
    claims = [
        Judged(
            claim=Claim(
                type="founded",
                text=TEXT[a : a + n],
                span=Span(a, min(len(TEXT), a + n)),
                sentence=0,
            ),
            verdict=v,
            explanation="x",
        )  # type: ignore[arg-type]
        for a, n, v in sorted(found)
    ]
    check, document = checked(TEXT, *claims)
    passages = marked(check, document)
    for passage, original in zip(passages, document.passages, strict=True):
        assert "".join(s.text for s in passage.stretches) == original.text
    ends = sorted(n for p in passages for s in p.stretches for n in s.ends)
    assert ends == list(range(1, len(claims) + 1))
    page = render(check, document, "html")
    assert "".join("".join(Read(page).said).split()) == "".join(TEXT.split())


def test_what_has_to_be_looked_at_is_open_and_the_rest_folded() -> None:
    claims = [judged(TEXT, "AQIM", v) for v in VERDICTS]
    passage = marked(*checked(TEXT, *claims))[0]
    assert {j.verdict for _, j in passage.grave} == GRAVE
    assert passage.counts == (("not_in_record", 1), ("supported", 1), ("not_factual", 1))
    page = render(*checked(TEXT, *claims), "html")
    assert "<summary>1 not in the record, 1 supported, 1 no matter of fact</summary>" in page
    for number, claim in enumerate(claims, 1):
        folded = page.index(f'id="claim-{number}"') > page.index('class="quiet"')
        assert folded == (claim.verdict not in GRAVE)


def test_long_words_of_a_claim_are_named_by_their_beginning_and_end() -> None:
    long = "The organisation, which had been " + "very " * 40 + "active, was founded in 1975"
    assert shortened("AQIM was founded") == "AQIM was founded"
    assert shortened(long) == "The organisation, which had … active, was founded in 1975"
    assert len(shortened("x" * 1000)) < 80


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words_in_every_form(form: str, hostile: str) -> None:
    text = f"{hostile} AQIM was founded in 1975 {hostile}."
    claim = judged(text, "AQIM was founded in 1975", "contradicted", said=hostile)
    claim = Judged(
        claim=claim.claim,
        verdict="contradicted",
        explanation=hostile,
        evidence=(evidence(hostile, hostile), evidence(hostile)),
    )
    omission = Omission(
        kind="successor", about="aqim", explanation=hostile, evidence=(evidence(hostile),), beside=0
    )
    made = render(*checked(text, claim, name=hostile, omissions=(omission,)), form)
    if form == "html":
        read = Read(made)
        assert {tag for tag, _ in read.elements} <= ELEMENTS
        assert not [name for _, held in read.elements for name in held if name.startswith("on")]
        assert not [
            1
            for _, held in read.elements
            for value in held.values()
            if value and value.startswith("javascript")
        ]
    if form == "md":
        assert not re.search(r"(?<!\\)<(?!/?a\b)", made)
    if form != "json":
        assert not set(made) & set("\x00\x1b\u202e\u202c")


def test_a_huge_text_is_written_whole() -> None:
    text = "\n\n".join(f"Paragraph {n}: AQIM was founded in 1975." for n in range(5000))
    page = render(
        *checked(text, judged(text, "Paragraph 4999: AQIM was founded", "contradicted")), "html"
    )
    assert page.count('class="said"') == 5000
    assert page.index('id="mark-1"') > page.index("Paragraph 4999")


def test_a_text_without_claims_says_nothing_of_verdicts() -> None:
    page = render(*checked("Nothing is claimed."), "html")
    assert "Nothing is claimed." in page and 'class="verdicts"' not in page
