"""Where a page is written: the language, the notes, the disagreements met so far, and the facts at hand.

Sections are composed in reading order, so that notes are numbered in order of first use. A section asks the desk
for sentences; it holds no words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sourcebook.profiles.compose.naming import former_short
from sourcebook.profiles.facts import Claim, Evidence, GroupFacts, Party
from sourcebook.profiles.model import Answer, Bar, Flag, Gap, Paragraph, Question, Sentence
from sourcebook.profiles.notes import Notebook
from sourcebook.profiles.preference import Backed, Weighed, contradicting, weigh_dates
from sourcebook.profiles.prose import Language, Slot, clean
from sourcebook.record.dates import PartialDate

# In the first minute two witnesses are enough; the sections below name more.
_BRIEF = ("lede.", "glance.")
Cites = Mapping[str, Iterable[Evidence]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question the page has met; its notes are numbered only where it is printed.

    Attributes:
        answers: Values in words with their witnesses, the one shown first.
        step: Which step of the rule put it first.
    """

    id: str
    asked: str
    answers: tuple[tuple[str, tuple[Evidence, ...]], ...]
    step: str


@dataclass(slots=True)
class Desk:
    """One page being written."""

    language: Language
    facts: GroupFacts
    notebook: Notebook = field(default_factory=Notebook)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    figures: int = 0
    years: tuple[int, int] = (1990, 2030)

    def sentence(
        self, key: str, cites: Cites | None = None, flag: Flag | None = None, /, **slots: Slot
    ) -> Sentence:
        """A sentence about the world, with its notes where the template puts them."""
        most = 2 if key.startswith(_BRIEF) else 3
        places = {place: self.cite(evidence, most) for place, evidence in (cites or {}).items()}
        clauses = self.language.clauses(key, places, slots)
        return Sentence(clauses, flag)

    def remark(self, key: str, **slots: Slot) -> Sentence:
        """A sentence about the page or the record, which needs no note."""
        return Sentence(self.language.clauses(key, {}, slots), about_page=True)

    def own_words(self, text: str, evidence: Iterable[Evidence]) -> Sentence:
        """A sentence that stands in the register, with its notes."""
        return self.sentence("words", {"says": evidence}, text=_stopped(clean(text)))

    def cite(self, evidence: Iterable[Evidence], most: int = 3) -> tuple[int, ...]:
        """Numbers of some evidence: of many witnesses the first few, one of each publication before a second."""
        return self.notebook.cite(_varied(list(evidence))[:most])

    def label(self, key: str, **slots: Slot) -> str:
        """A label or another text without notes."""
        return self.language.say(key, **slots)

    def called(self, party: Party) -> str:
        """What to call somebody: the group of the page by its short name."""
        return self.facts.short if party.id == self.facts.id else party.label

    def then(self, day: PartialDate) -> str:
        """What the group was called on a day: by its former name where every source has the change later."""
        changes = [c.value for r in self.facts.renamings[:1] for c in r.claims]
        before = bool(changes) and all(day.certainly_before(c) for c in changes)
        return (former_short(self.facts) or self.facts.short) if before else self.facts.short

    def gap(self, field_: str, **slots: Slot) -> Gap:
        """That the record holds nothing on something, and where the register's editors looked."""
        looked = [g.looked_at for g in self.facts.gaps if g.field == field_]
        where = self.label("gap.looked", where=clean("; ".join(looked))) if looked else ""
        return Gap(self.label(f"gap.{field_}", group=self.facts.short, **slots), where)

    def next_figure(self) -> int:
        """The number of the next figure."""
        self.figures += 1
        return self.figures

    def differ_on_date(self, key: str, asked: str, weighed: Weighed[PartialDate]) -> Flag | None:
        """Enter a date on which sources differ among the page's questions; None where they agree."""
        if not weighed.differ:
            return None
        values = (weighed.values[0], *contradicting(weighed))
        answers = [(self.language.date(b.value), b) for b in values]
        return self.differ(key, asked, answers, weighed.step)

    def differ(
        self, key: str, asked: str, answers: Sequence[tuple[str, Backed[Any]]], step: str
    ) -> Flag:
        """Enter a question with its answers, the first being the one shown."""
        id_ = f"differ-{key}"
        given = tuple((text, b.evidence) for text, b in answers)
        self.doubts.setdefault(id_, Doubt(id_, asked, given, step))
        return Flag(self.label("flag.differ"), f"#{id_}")

    def question(self, doubt: Doubt) -> Question:
        """A question as it is printed, with the numbers of its witnesses."""
        listed = tuple(
            Answer(text, self.who(evidence), self.cite(evidence))
            for text, evidence in doubt.answers
        )
        shown = self.remark(f"shown.{doubt.step}", value=doubt.answers[0][0])
        return Question(doubt.id, doubt.asked, listed, shown)

    def who(self, evidence: Iterable[Evidence]) -> str:
        """The short names of who says something, each once."""
        return self.language.listed(list(dict.fromkeys(clean(e.short) for e in evidence)))

    def others(self, weighed: Weighed[PartialDate], key: str = "others.date") -> list[Sentence]:
        """A sentence for each date beside the one shown: who gives it."""
        return [
            self.sentence(
                key, {"says": b.evidence}, who=self.who(b.evidence), when=b.value,
                n=len(b.publishers),
            )
            for b in contradicting(weighed)
        ]  # fmt: skip

    def bar(self, start: float, end: float, kind: str) -> Bar:
        """A band of time in a table cell, from years to per cent."""
        first, last = self.years
        scale = 100 / (last - first)
        low, high = ((max(first, min(last, y)) - first) * scale for y in (start, end))
        return Bar(round(low, 2), round(max(high - low, 0.6) + low, 2), kind)


def paragraph(*sentences: Sentence | None, role: str = "body") -> Paragraph:
    """Sentences that belong together; those that are None had nothing to say."""
    return Paragraph(tuple(s for s in sentences if s is not None), role)


def dates_of(claims: Sequence[Claim[PartialDate]]) -> Weighed[PartialDate] | None:
    """Dates in order of preference; None where there are none."""
    return weigh_dates(claims) if claims else None


def year(when: PartialDate) -> float:
    """A date as a point on a scale of years: its first day."""
    return when.earliest.year + (when.earliest.timetuple().tm_yday - 1) / 366


def _varied(evidence: list[Evidence]) -> list[Evidence]:
    """One row of each source first, then the second rows."""
    seen: dict[str, int] = {}
    ranked = []
    for one in evidence:
        ranked.append((seen.get(one.source, 0), one))
        seen[one.source] = seen.get(one.source, 0) + 1
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”", "؟")) else text + "."
