"""The genealogy: where a group came from, what split from it, what it joined, over time.

Bands are groups, vertical lines are relations on their dates; lanes carry no meaning but nearness. The
figure has one size and scrolls in its own frame where the page is narrower; a line of text says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from sourcebook.profiles.figures import linework
from sourcebook.profiles.figures.bands import PAD, WIDTH, bands_of, x_of
from sourcebook.profiles.figures.figure import Caption, Figure, note_list
from sourcebook.profiles.figures.layout import HEAD, RING, Layout, Placed, Side
from sourcebook.profiles.figures.lettering import Lettering, letter
from sourcebook.profiles.figures.lineage import Lineage
from sourcebook.profiles.figures.lineage_text import description, table, undrawn
from sourcebook.profiles.figures.linework import Inks
from sourcebook.profiles.figures.markup import join, number, safe_href, tag, words_of
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.placement import place
from sourcebook.profiles.figures.timeline import Timeline


def genealogy(
    lineage: Lineage, timeline: Timeline, caption: Caption, text: Phrases | None = None
) -> Figure:
    """Draw a lineage.

    Args:
        lineage: The groups, their relations, the page's group and the notes.
        timeline: The years of the page.
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.

    Raises:
        ValueError: The record gives no date at all for the group of the page.
    """
    text = text or phrases()
    bands = bands_of(lineage, timeline)
    if not any(band.group.id == lineage.page for band in bands):
        raise ValueError(f"no date is known for {lineage.page}, so its lineage cannot be drawn")
    layout = place(lineage, bands, timeline)
    words = description(lineage, layout, text)
    markup = join(
        _frame(_drawing(lineage, layout, timeline, caption, words), caption, text),
        *(tag("p", line, class_="fig-undrawn") for line in undrawn(lineage, layout, text)),
        note_list(lineage.notes),
    )
    return Figure.of(caption, markup, words, table(lineage, text), text)


def _frame(drawing: Markup, caption: Caption, text: Phrases) -> Markup:
    """The scroll frame, which the keyboard reaches, and the line that says it scrolls."""
    hint = tag("p", text.say("scroll_hint"), class_="fig-hint", id=f"{caption.key}-hint")
    frame = tag(
        "div",
        drawing,
        class_="fig-scroll",
        tabindex="0",
        role="region",
        aria_label=text.say("scroll_label", title=caption.title),
        aria_describedby=f"{caption.key}-hint",
    )
    return tag("div", hint, frame, class_="fig-genealogy")


def _drawing(
    lineage: Lineage, layout: Layout, timeline: Timeline, caption: Caption, words: str
) -> Markup:
    inks = Inks(caption.key)
    ids = (f"{caption.key}-svg-title", f"{caption.key}-svg-desc")
    # With links inside, the drawing is a group: an image would hide them from assistive technology.
    linked = any(safe_href(p.band.group.href) for p in layout.placed)
    return tag(
        "svg",
        tag("title", caption.title, id=ids[0]),
        tag("desc", words, id=ids[1]),
        inks.definitions(),
        _grid(layout, timeline),
        *(linework.connector(joint, layout) for joint in layout.connectors),
        *(linework.band(placed, layout, inks) for placed in layout.placed),
        *(linework.knots(joint, layout, inks) for joint in layout.connectors),
        *(_name(placed, layout, inks) for placed in layout.placed),
        *(_later_names(placed, layout, inks) for placed in layout.placed),
        *(_words(lettering) for lettering in letter(lineage, layout, timeline)),
        role="group" if linked else "img",
        aria_labelledby=ids[0],
        aria_describedby=ids[1],
        width=WIDTH,
        height=layout.height,
        viewBox=f"0 0 {WIDTH} {number(layout.height)}",
        direction="ltr",
        class_="fig-svg",
    )


def _grid(layout: Layout, timeline: Timeline) -> Markup:
    """Years at top and bottom, gridlines between, a dotted line where the page's group was renamed."""
    top, bottom = HEAD - 8, layout.height - HEAD + 8
    parts: list[Markup] = []
    for day in timeline.domain.tick_days:
        x = x_of(day, timeline)
        parts.append(linework.line(x, top, x, bottom, "fig-grid"))
        parts += [
            tag("text", str(day.year), x=x, y=y, text_anchor="middle", class_="fig-tick")
            for y in (top - 8, bottom + 18)
        ]
    for when in timeline.renamed:
        if timeline.domain.holds(when.earliest):
            x = x_of(when.earliest, timeline)
            parts.append(linework.line(x, top, x, bottom, "fig-renamed"))
    return tag("g", *parts, aria_hidden="true")


def _name(placed: Placed, layout: Layout, inks: Inks) -> Markup:
    """A band's first name, a link if the group has a page of its own."""
    inside = placed.side is Side.INSIDE
    first = placed.band.stretches[0]
    ground = inks.fill(placed.band, first).replace("fig-", "fig-on-") if inside else "fig-name"
    own = placed.band.own and not inside and not first.former
    mark = _text(placed.name, placed.name_span.left, layout.y(placed.lane), ground, placed)
    mark = tag("g", mark, class_="fig-name-own") if own else mark
    href = safe_href(placed.band.group.href)
    if href is None:
        return mark
    return tag("a", mark, href=href, aria_label=placed.band.group.label)


def _later_names(placed: Placed, layout: Layout, inks: Inks) -> Markup:
    """The names after a renaming, where they fit inside their stretch."""
    return join(*_later(placed, layout, inks))


def _later(placed: Placed, layout: Layout, inks: Inks) -> Iterator[Markup]:
    for stretch in placed.band.stretches[1:]:
        name = placed.band.inner_name(stretch)
        if name is not None:
            ground = inks.fill(placed.band, stretch).replace("fig-", "fig-on-")
            yield _text(name, stretch.span.left + PAD, layout.y(placed.lane), ground, placed)


def _text(words: str, x: float, y: float, class_: str, placed: Placed) -> Markup:
    return tag("text", words_of(words), x=x, y=y + 4.2, class_=class_, lang=placed.band.group.lang)


def _words(lettering: Lettering) -> Markup:
    """The words of a relation, and the ring with the letter of its note."""
    left, y = lettering.box.across.left, lettering.y
    parts: list[Markup] = []
    if lettering.words:
        parts.append(tag("text", words_of(lettering.words), x=left, y=y + 4, class_="fig-words"))
    if lettering.note:
        x = lettering.box.across.right - RING / 2 + 1
        parts.append(tag("circle", cx=x, cy=y, r=7.5, class_="fig-ring"))
        parts.append(
            tag(
                "text", lettering.note, x=x, y=y + 4, text_anchor="middle", class_="fig-ring-letter"
            )
        )
    return tag("g", *parts, aria_hidden="true")
