"""One lane as SVG: positions are percentages, heights and type are fixed, so type never shrinks.

From top to bottom: the dates above the bar if there are any, the bar with its marks, the ticks and the
remark below if there are any. Gridlines and the dotted lines of the name changes run through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sourcebook.profiles.figures.marks import Blend, Gap, Lack, Lane, Mark, Shape
from sourcebook.profiles.figures.markup import join, percent, tag, words_of
from sourcebook.profiles.figures.measure import STRONG, width
from sourcebook.profiles.figures.stretch import Reach, reach
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.wording import (
    NAME_SIZE,
    NARROW,
    PAD,
    WIDE,
    Words,
    bar_words,
    date_words,
    remark_words,
)

BAR = 22
_ABOVE, _BELOW, _MARGIN = 15, 14, 10
_MOST_FLAT = 0.4
_CLEAR = PAD + 8  # room for the dot of a listing before the name


@dataclass(frozen=True, slots=True)
class Track:
    """A lane, its figure's time, and the word its gradients begin with."""

    lane: Lane
    timeline: Timeline
    key: str

    @property
    def top(self) -> float:
        """Where the bar begins."""
        return _MARGIN + (_ABOVE if self.lane.dates else 0)

    @property
    def middle(self) -> float:
        """The line on which marks stand."""
        return self.top + BAR / 2

    @property
    def below(self) -> float:
        """The line of the ticks under the bar."""
        return self.top + BAR + 8

    @property
    def height(self) -> float:
        """The whole height."""
        rows = (_BELOW if self.lane.ticks else 0) + (_BELOW if self.lane.remark else 0)
        return self.top + BAR + _MARGIN + rows

    def svg(self) -> Markup:
        """The drawing."""
        return tag(
            "svg",
            self._definitions(),
            *self._gaps(),
            *self._bars(),
            *self._blends(),
            *(self._tick(self.timeline.at(w.earliest)) for w in self.lane.ticks),
            *(self._mark(mark) for mark in self.lane.marks),
            self._words(),
            width="100%",
            height=self.height,
            role="img",
            aria_label=self.lane.said,
            direction="ltr",
        )

    def _definitions(self) -> Markup:
        inks = sorted({bar.ink.value for bar in self.lane.bars})
        fades = [
            _gradient(f"{self.key}-{way}-{ink}", f"fig-stop-{ink}", way)
            for ink in inks
            for way in ("in", "out")
        ]
        blends = [self._blend_gradient(n, blend) for n, blend in enumerate(self.lane.blends)]
        return tag("defs", *fades, *blends) if fades or blends else Markup("")

    def _blend_gradient(self, number: int, blend: Blend) -> Markup:
        """Grey to accent, flat under the names at either end so that they stay legible."""
        flats = (self._flat(blend, blend.before), 1 - self._flat(blend, blend.after))
        return tag(
            "linearGradient",
            tag("stop", offset=flats[0], class_="fig-stop-other"),
            tag("stop", offset=flats[1], class_="fig-stop-own"),
            id=f"{self.key}-blend-{number}",
        )

    def _flat(self, blend: Blend, name: str) -> float:
        room = self._span(blend)[1] * NARROW
        need = (width(name, NAME_SIZE, STRONG) + PAD + _CLEAR) / room if room > 0 else 1
        return need if need <= _MOST_FLAT else 0

    def _span(self, blend: Blend) -> tuple[float, float]:
        left = self.timeline.at(blend.start.earliest)
        return left, self.timeline.at(blend.end.earliest) - left

    def _bars(self) -> Iterator[Markup]:
        for bar in self.lane.bars:
            found = reach(bar, self.timeline)
            if found is not None:
                yield join(*self._pieces(found, bar.ink.value))

    def _pieces(self, found: Reach, ink: str) -> Iterator[Markup]:
        yield self._rect(found.solid_left, found.solid_right, class_=f"fig-{ink}")
        if found.solid_left > found.left:
            yield self._rect(found.left, found.solid_left, fill=f"url(#{self.key}-in-{ink})")
        if found.right > found.solid_right:
            yield self._rect(found.solid_right, found.right, fill=f"url(#{self.key}-out-{ink})")

    def _blends(self) -> Iterator[Markup]:
        for number, blend in enumerate(self.lane.blends):
            left, length = self._span(blend)
            yield self._rect(left, left + length, fill=f"url(#{self.key}-blend-{number})")
            y = self.middle + 4.2
            if self._flat(blend, blend.before):
                yield _text(Words(blend.before, left, _CLEAR, "start", "on-other"), y)
            if self._flat(blend, blend.after):
                yield _text(Words(blend.after, left + length, -PAD, "end", "on-own"), y)

    def _rect(self, left: float, right: float, **ink: str) -> Markup:
        return tag(
            "rect", x=percent(left), y=self.top, width=percent(right - left), height=BAR, **ink
        )

    def _gaps(self) -> Iterator[Markup]:
        for gap in self.lane.gaps:
            left, right = self.timeline.at(gap.start), self.timeline.at(gap.end)
            if left < right:
                yield join(*self._gap(gap, left, right))

    def _gap(self, gap: Gap, left: float, right: float) -> Iterator[Markup]:
        class_ = "fig-uncovered" if gap.lack is Lack.UNCOVERED else "fig-line fig-thin"
        yield _line(left, self.middle, right, self.middle, class_)
        if gap.lack is Lack.VACANT:
            yield from (
                _line(x, self.middle - 4, x, self.middle + 4, class_) for x in (left, right)
            )

    def _tick(self, share: float) -> Markup:
        return tag("circle", cx=percent(share), cy=self.below, r=2.4, class_="fig-tick-dot")

    def _mark(self, mark: Mark) -> Markup:
        share = self.timeline.at(mark.when.earliest)
        if mark.shape is Shape.STOP:
            return _line(share, self.top - 3, share, self.top + BAR + 3, "fig-stop")
        class_, radius = _SIGNS[mark.shape]
        return tag("circle", cx=percent(share), cy=self.middle, r=radius, class_=class_)

    def _words(self) -> Markup:
        rows: tuple[tuple[Callable[[Lane, Timeline, float], tuple[Words, ...]], float], ...] = (
            (date_words, self.top - 5),
            (bar_words, self.middle + 4.2),
            (remark_words, self.height - 8),
        )
        return tag("g", *(m for find, y in rows for m in self._both(find, y)), aria_hidden="true")

    def _both(
        self, find: Callable[[Lane, Timeline, float], tuple[Words, ...]], y: float
    ) -> Iterator[Markup]:
        """Words for the phone and for the desk; once where they are the same."""
        narrow = find(self.lane, self.timeline, NARROW)
        wide = find(self.lane, self.timeline, WIDE)
        yield from (_text(words, y) for words in wide if words in narrow)
        yield from (_text(words, y, "fig-at-narrow") for words in narrow if words not in wide)
        yield from (_text(words, y, "fig-at-wide") for words in wide if words not in narrow)


_SIGNS = {
    Shape.DOT: ("fig-knot", 4.2),
    Shape.HOLLOW: ("fig-knot-open", 4.2),
    Shape.RING: ("fig-ring-mark", 5.2),
}


def grid(timeline: Timeline) -> Markup:
    """Gridlines and the dotted lines of the name changes, as high as the row they stand behind."""
    years = [_upright(timeline.at(day), "fig-grid") for day in timeline.domain.tick_days]
    renamed = [_upright(x, "fig-renamed") for x in timeline.renamings]
    return tag(
        "svg",
        *years,
        *renamed,
        width="100%",
        height="100%",
        aria_hidden="true",
        direction="ltr",
        class_="fig-backdrop",
    )


def _upright(share: float, class_: str) -> Markup:
    return tag("line", x1=percent(share), y1=0, x2=percent(share), y2="100%", class_=class_)


def axis(timeline: Timeline) -> Markup:
    """The years above or below the lanes."""
    marks = [
        tag(
            "text",
            str(day.year),
            x=percent(timeline.at(day)),
            y=13,
            text_anchor="middle",
            class_="fig-tick",
        )
        for day in timeline.domain.tick_days
    ]
    return tag("svg", *marks, width="100%", height=18, aria_hidden="true", direction="ltr")


def _line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    return tag("line", x1=percent(x1), y1=y1, x2=percent(x2), y2=y2, class_=class_)


def _text(words: Words, y: float, extra: str = "") -> Markup:
    return tag(
        "text",
        words_of(words.text),
        x=percent(words.share),
        dx=words.shift or None,
        y=y,
        text_anchor="end" if words.anchor == "end" else None,
        class_=f"fig-{words.ink} {extra}".strip(),
    )


def _gradient(id_: str, class_: str, way: str) -> Markup:
    opacities = (0, 1) if way == "in" else (1, 0)
    stops = (
        tag("stop", offset=offset, class_=class_, stop_opacity=opacity)
        for offset, opacity in enumerate(opacities)
    )
    return tag("linearGradient", *stops, id=id_)
