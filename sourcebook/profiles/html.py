"""The page as one self-contained HTML file: no script, no request, readable without either.

All text goes through autoescaping; the only markup that passes is that of our own figures. A style sheet is
allowed by its hash and nothing else is (Content-Security-Policy), so even a hole in the escaping could load
nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sourcebook.profiles.layout import rows_of
from sourcebook.profiles.model import Flag, Note, Profile, Sentence
from sourcebook.profiles.prose import clean, language, web

# Arabic, Hebrew, Syriac, Thaana, N'Ko and the presentation forms, with what stands between two such words.
_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT = re.compile(f"[{_LETTER}](?:[{_LETTER} ,.'-]*[{_LETTER}])?")


def render_html(profile: Profile) -> str:
    """The page.

    Args:
        profile: A composed profile.

    Returns:
        A whole HTML document.
    """
    style = stylesheet()
    words = language(profile.language)
    seen: set[int] = set()
    plan = [(section, rows_of(section, profile.notes, seen)) for section in profile.sections]
    refs = _References(profile.notes)
    page = _environment().get_template("profile.html")
    return page.render(
        profile=profile, plan=plan, style=Markup(style), style_hash=_hash(style), say=words.say, cite=refs.cite,
        sentence=refs.sentence, sentences=refs.sentences,
    )  # fmt: skip


@cache
def stylesheet() -> str:
    """The style of the page and of its figures."""
    names = ("templates/page.css", "templates/print.css", "figures/figures.css")
    parts = [files(__package__).joinpath(name) for name in names]
    return "\n".join(p.read_text("utf-8") for p in parts)


def _hash(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sourcebook.profiles", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"turned": turned, "web": web}
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    return environment


def turned(text: str) -> Markup:
    """A text with its right-to-left runs isolated, so that they cannot turn what stands around them."""
    safe, at = Markup(""), 0
    for run in _RIGHT.finditer(clean(text)):
        safe += escape(clean(text)[at : run.start()])
        safe += Markup('<bdi lang="und-Arab" dir="rtl">{}</bdi>').format(run[0])
        at = run.end()
    return safe + escape(clean(text)[at:])


class _References:
    """The numbers in the text: links to the notes, the first of each carrying the anchor the note links back to."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._notes = {note.number for note in notes}
        self._anchored: set[int] = set()

    def cite(self, numbers: Iterable[int]) -> Markup:
        """Superscript numbers."""
        links = [self._link(n) for n in numbers if n in self._notes]
        return (
            Markup('<sup class="refs">{}</sup>').format(Markup(" ").join(links))
            if links
            else Markup("")
        )

    def _link(self, number: int) -> Markup:
        anchor = Markup("")
        if number not in self._anchored:
            self._anchored.add(number)
            anchor = Markup(' id="ref-{}"').format(number)
        return Markup('<a href="#note-{n}"{anchor}>{n}</a>').format(n=number, anchor=anchor)

    def sentence(self, sentence: Sentence) -> Markup:
        """A sentence with its numbers and its flag."""
        words = Markup("").join(
            turned_clause(c.text) + self.cite(c.notes) for c in sentence.clauses
        )
        return words if sentence.flag is None else words + Markup(" ") + flag(sentence.flag)

    def sentences(self, sentences: Iterable[Sentence]) -> Markup:
        """Sentences one after the other."""
        return Markup(" ").join(self.sentence(s) for s in sentences)


def turned_clause(text: str) -> Markup:
    """A clause; the blanks at its ends belong to the sentence and are kept."""
    lead = Markup(" ") if text[:1].isspace() else Markup("")
    tail = Markup(" ") if len(text) > 1 and text[-1:].isspace() else Markup("")
    return lead + turned(text) + tail


def flag(mark: Flag) -> Markup:
    """A word in the warning tone, linked to where the doubt is spelt out."""
    return Markup('<a class="flag" href="{}">{}</a>').format(mark.target, mark.label)
