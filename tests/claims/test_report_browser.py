"""The page of a check in Chromium: quiet, alone, readable in light and dark, usable with a keyboard, whole in print."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sourcebook.claims.model import Judged, Omission
from sourcebook.claims.report import render
from tests.claims.test_report import HOSTILE
from tests.claims.written import VERDICTS, checked, evidence, judged

sync_api = pytest.importorskip("playwright.sync_api")

Opened = Callable[..., Any]
# The contrast of every text with what it stands on, by WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
CONTRASTS = """() => {
  const parts = c => c.match(/[\\d.]+/g).map(Number);
  const shine = c => { const [r, g, b] = parts(c).slice(0, 3).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    const p = parts(c); if (p.length < 4 || p[3] > 0) return c } return 'rgb(255,255,255)' };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim()) continue;
    const [a, b] = [shine(getComputedStyle(e).color), shine(ground(e))].sort((x, y) => y - x);
    found.push([(a + .05) / (b + .05), e.className, walker.currentNode.data.slice(0, 40)]);
  }
  return found.sort((x, y) => x[0] - y[0]);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium (.ci/browser installs it)")
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as play:
        held = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield held
        held.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    """Opens a page and sees to it that it says nothing and asks for nothing but itself."""
    said: list[str] = []
    contexts = []

    def open_(text: str, width: int = 1280, scheme: str = "light") -> Any:
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: said.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: said.append(f"error: {e}"))
        page.on("dialog", lambda d: (said.append(f"dialog: {d.message}"), d.dismiss()))
        page.on(
            "request",
            lambda r: said.append(r.url) if r.url not in (path.as_uri(), "data:,") else None,
        )
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [
        one.split("#")[0] for one in said if one.split("#")[0] != (tmp_path / "page.html").as_uri()
    ] == []


def sample() -> str:
    """A page with every verdict, overlapping claims, a foreign quote and a word without a blank in it."""
    words = [
        "AQIM was founded in 1975",
        "founded in",
        "the GIA",
        "Droukdel",
        "in 2020",
        "led by",
        "who died",
    ]
    text = f"AQIM was founded in 1975 from the GIA.\n\nIt was led by Droukdel, who died in 2020. {'long' * 100}"
    claims = [judged(text, w, v) for w, v in zip(words, VERDICTS, strict=True)]
    claims[0] = Judged(
        claim=claims[0].claim, verdict="contradicted", explanation="It was formed in 1998.",
        evidence=(evidence("الجماعة السلفية للدعوة والقتال"), evidence("x" * 300, "x" * 300)),
    )  # fmt: skip
    left_out = Omission(
        kind="successor",
        about="aqim",
        explanation="He is not the last.",
        evidence=(evidence(),),
        beside=3,
    )
    return render(*checked(text, *claims, omissions=(left_out,)), "html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_can_be_read(opened: Opened, width: int, scheme: str) -> None:
    page = opened(sample(), width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    worst, where, words = page.evaluate(CONTRASTS)[0]
    assert worst >= 4.5, (where, words)


def test_the_keyboard_goes_to_a_note_and_back(opened: Opened) -> None:
    page = opened(sample())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for number in range(1, len(VERDICTS) + 1):
        page.locator(f"#mark-{number}").focus()
        page.keyboard.press("Enter")
        assert page.locator(f"#claim-{number}").is_visible()
        assert page.evaluate("location.hash") == f"#claim-{number}"
        page.locator(f"#claim-{number} .note-number").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == f"#mark-{number}"


def test_print_shows_what_is_folded(opened: Opened) -> None:
    page = opened(sample())
    folded = page.locator(".quiet .claimed").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    assert all(one.is_visible() for one in page.locator(".evidence li").all())


@pytest.mark.parametrize(
    "hostile", [*HOSTILE, "\n\n".join(HOSTILE), "x" * 200_000], ids=lambda h: ascii(h[:20])
)
def test_hostile_text_does_nothing(opened: Opened, hostile: str) -> None:
    text = f"{hostile} AQIM was founded in 1975 {hostile}."
    first = judged(text, "AQIM was founded in 1975", "contradicted", said=hostile)
    claim = Judged(
        claim=first.claim,
        verdict="contradicted",
        explanation=hostile,
        evidence=(evidence(hostile),),
    )
    page = opened(render(*checked(text, claim, name=hostile[:200]), "html"), 390)
    page.mouse.move(100, 300)
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#claim-1").is_visible()
