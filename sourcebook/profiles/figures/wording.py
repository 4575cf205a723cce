"""Where the words of a lane stand.

A lane is as wide as the page lets it be, so its words are placed twice, for a phone and for a desk, by the same
rule: inside the bar if they fit, else beside it on the side with room, else the year, else nothing, for the
row's label and the table say it too. Bars grow with the page and type does not: what fits at the narrow
width fits at every wider one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.profiles.figures.marks import Bar, Lane, Mark
from sourcebook.profiles.figures.measure import PLAIN, STRONG, width
from sourcebook.profiles.figures.stretch import Reach, reach
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.when import When

NARROW, WIDE = 300, 620
NAME_SIZE, WORDS_SIZE = 12, 11.5
PAD = 7
MARK = 6


@dataclass(frozen=True, slots=True)
class Words:
    """Words at a share of the width, moved by some pixels.

    Attributes:
        text: What is printed.
        share: From 0 to 1.
        shift: Pixels to the right.
        anchor: `start` or `end`.
        ink: What it stands on: the class of the text.
    """

    text: str
    share: float
    shift: float
    anchor: str
    ink: str = "words"

    def span(self, across: float) -> tuple[float, float]:
        """What the words occupy in a lane of some pixels."""
        strong = self.ink.startswith("on-")
        size, weight = (NAME_SIZE, STRONG) if strong else (WORDS_SIZE, PLAIN)
        length, x = width(self.text, size, weight), self.share * across + self.shift
        return (x - length, x) if self.anchor == "end" else (x, x + length)


Taken = list[tuple[float, float]]


def bar_words(lane: Lane, timeline: Timeline, across: float) -> tuple[Words, ...]:
    """The words on the line of the bars, at one width."""
    reaches = [(bar, found) for bar in lane.bars if (found := reach(bar, timeline)) is not None]
    taken: Taken = [(r.left * across, r.right * across) for _, r in reaches]
    taken += [
        (timeline.at(b.start.earliest) * across, timeline.at(b.end.earliest) * across)
        for b in lane.blends
    ]
    marks = [timeline.at(mark.when.earliest) * across for mark in lane.marks]
    taken += [(x - MARK, x + MARK) for x in marks]
    taken += [(timeline.at(g.start) * across - 4, timeline.at(g.end) * across) for g in lane.gaps]
    placed = [_for_bar(bar, r, marks, taken, across) for bar, r in reaches]
    placed += [_for_mark(mark, timeline, taken, across) for mark in lane.marks]
    placed += _for_gaps(lane, timeline, taken, across)
    return tuple(words for words in placed if words is not None)


def _for_bar(
    bar: Bar, found: Reach, marks: list[float], taken: Taken, across: float
) -> Words | None:
    if not bar.words:
        return None
    for text in dict.fromkeys((bar.words, bar.short)):
        if not text:
            continue
        inside = _inside(bar, text, found, marks, across)
        if inside is not None:
            return inside
        # The bar's own place is no hindrance to words beside it.
        beside = _beside(text, found.left, found.right, taken, across)
        if beside is not None:
            return beside
    return None


def _inside(bar: Bar, text: str, found: Reach, marks: list[float], across: float) -> Words | None:
    """The words in the bar, clear of a mark on the edge where they begin or end."""
    left, right = found.solid_left * across, found.solid_right * across
    room = right - left - 2 * PAD
    share, sign = (found.solid_right, -1) if bar.at_end else (found.solid_left, 1)
    edge = share * across
    clear = MARK + 2 if any(abs(x - edge) < MARK + 4 for x in marks) else 0
    if width(text, NAME_SIZE, STRONG) > room - clear:
        return None
    if any(left + PAD + MARK < x < right - PAD - MARK for x in marks):
        return None
    anchor = "end" if bar.at_end else "start"
    return Words(text, share, sign * (PAD + clear), anchor, f"on-{bar.ink.value}")


def _beside(text: str, left: float, right: float, taken: Taken, across: float) -> Words | None:
    """Words after a mark, else before it, where nothing else stands; what they take is noted."""
    for words in (
        Words(text, right, PAD + 1, "start"),
        Words(text, right, PAD + MARK + 1, "start"),
        Words(text, left, -PAD - 1, "end"),
    ):
        span = words.span(across)
        if _free(span, taken, across):
            taken.append(span)
            return words
    return None


def _free(span: tuple[float, float], taken: Taken, across: float) -> bool:
    inside = span[0] >= 0 and span[1] <= across
    return inside and not any(a < span[1] + 2 and span[0] < b + 2 for a, b in taken)


def _for_mark(mark: Mark, timeline: Timeline, taken: Taken, across: float) -> Words | None:
    share = timeline.at(mark.when.earliest)
    for text in dict.fromkeys((mark.words, mark.when.year_label if mark.words else "")):
        words = _beside(text, share, share, taken, across) if text else None
        if words is not None:
            return words
    return None


def _for_gaps(lane: Lane, timeline: Timeline, taken: Taken, across: float) -> Iterator[Words]:
    for gap in lane.gaps:
        if gap.words:
            left, right = timeline.at(gap.start), timeline.at(gap.end)
            words = _beside(gap.words, left, right, taken, across)
            if words is not None:
                yield words


def date_words(lane: Lane, timeline: Timeline, across: float) -> tuple[Words, ...]:
    """The dates above the bar, at one width: all in full, else all as years, as far as there is room."""
    full = _above([(w, w.label) for w in lane.dates], timeline, across)
    if len(full) == len(lane.dates):
        return full
    return _above([(w, w.year_label) for w in lane.dates], timeline, across)


def _above(dates: list[tuple[When, str]], timeline: Timeline, across: float) -> tuple[Words, ...]:
    taken: Taken = []
    placed: list[Words] = []
    for when, text in dates:
        share = timeline.at(when.earliest)
        choices = (Words(text, share, 0, anchor) for anchor in ("start", "end"))
        words = next((w for w in choices if _free(w.span(across), taken, across)), None)
        if words is not None:
            placed.append(words)
            taken.append(words.span(across))
    return tuple(placed)


def remark_words(lane: Lane, timeline: Timeline, across: float) -> tuple[Words, ...]:
    """The remark below the bar, ending at its date where it fits, else beginning at the left."""
    if lane.remark is None or not lane.remark.words:
        return ()
    share = timeline.at(lane.remark.when.earliest)
    ticks = [timeline.at(when.earliest) * across for when in lane.ticks]
    taken: Taken = [(x - 4, x + 4) for x in ticks]
    choices = (
        Words(lane.remark.words, share, 0, "end"),
        Words(lane.remark.words, share, 0, "start"),
        Words(lane.remark.words, 0, 0, "start"),
    )
    return tuple([w for w in choices if _free(w.span(across), taken, across)][:1])
