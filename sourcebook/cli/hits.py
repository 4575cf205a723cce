"""How hits are printed for people: who, why, on which list, and which lists were searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sourcebook.cli.printing import print_table, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.screening.coverage import Searched
    from sourcebook.screening.decisions import Decision, Replay
    from sourcebook.screening.hit import Hit, Listed

LEAD = "A hit is a lead for a person to review, never a verdict."
KINDS = {
    "sb:label": "name", "sb:acronym": "acronym", "weakAlias": "weak alias", "previousName": "former name",
}  # fmt: skip
SIGNS = ((0.75, "+"), (0.25, "·"), (0.0, "-"))


def print_hits(hits: Sequence[Hit]) -> None:
    """The hits of one name, the likeliest first."""
    if not hits:
        say("No hit: nobody on the lists searched bears a name as likely as that.")
        return
    columns = ("", "score", "verdict", "id", "name", "kind", "met by", "lists")
    print_table(columns, [_line(rank, hit) for rank, hit in enumerate(hits, 1)])
    for rank, hit in enumerate(hits, 1):
        say("")
        for line in _lines(rank, hit):
            say(line)
    say("")
    say(LEAD)


def _line(rank: int, hit: Hit) -> tuple[object, ...]:
    lists = ", ".join(dict.fromkeys(entry.source for entry in hit.entries))
    return (
        rank,
        f"{hit.score:.2f}",
        _verdict(hit),
        hit.id,
        hit.caption,
        hit.schema,
        hit.name.text,
        lists,
    )


def _verdict(hit: Hit) -> str:
    if hit.cleared:
        return "cleared"
    return "match" if hit.match else "below"


def _lines(rank: int, hit: Hit) -> list[str]:
    """Why one hit is one, for reading."""
    reasons = [
        f"   {_sign(one.score)} {one.feature.replace('_', ' ')}: {one.detail}"
        for one in hit.reasons
    ]
    page = [f"   sourcebook profile {hit.id}"] if hit.is_group else []
    entries = [f"   {_entry(entry)}" for entry in hit.entries]
    return [*_head(rank, hit), *reasons, *entries, *_judged(hit), *page]


def _head(rank: int, hit: Hit) -> list[str]:
    name = hit.name
    kind = KINDS.get(name.prop, name.prop)
    grade = f", graded {name.grade} by the list" if name.grade else ""
    until = f" until the version of {name.known_until}" if name.known_until else ""
    return [
        f"{rank}. {hit.caption} ({hit.id}), {hit.score:.2f}",
        f"   met by the {kind} {name.text!r} of {name.entry}{grade}, from the version of {name.known_from}{until}",
    ]


def _judged(hit: Hit) -> list[str]:
    lines = []
    if by := hit.cleared:
        lines.append(f"   cleared by {by.who}: {by.why} (judgement {by.judgement}, {by.when})")
    if by := hit.lapsed:
        lines.append(
            f"   was cleared by {by.who}: {by.why}; the lists have said something else of it since: look again"
        )
    return lines


def _sign(score: float) -> str:
    return next(sign for least, sign in SIGNS if score >= least)


def _entry(entry: Listed) -> str:
    """One entry in a line: whose, under what, since when."""
    parts = [
        entry.authority,
        entry.programme,
        f"no. {entry.reference}" if entry.reference else None,
    ]
    parts += [f"listed {entry.listed_on}" if entry.listed_on else None]
    where = "on the list" if entry.authority else "no listing; named"
    parts += [f"{where} from the version of {entry.known_from}"]
    parts += [f"gone from that of {entry.known_until}" if entry.known_until else None]
    return f"{entry.entry} {entry.caption}: {', '.join(part for part in parts if part)}"


def print_searched(searched: Sequence[Searched], known: str) -> None:
    """The lists and how old they are, told in known time."""
    held = [one for one in searched if one.covered]
    shown = [
        f"{one.source}/{one.part} of {one.version} ({one.days_old} days before{_completeness(one)})"
        for one in held
    ]
    say(f"Searched, as known on {known}: {'; '.join(shown) or 'nothing'}.")
    for one in searched:
        if not one.covered:
            say(
                f"Not covered: {one.source}/{one.part}; its oldest version here is of {one.version}."
            )


def _completeness(one: Searched) -> str:
    if one.complete is None:
        return ", an extract: who is not found may be listed"
    return f", complete of {one.complete}" if one.complete != one.version else ""


def print_replay(found: Replay) -> None:
    """A logged decision taken again, beside what it was."""
    then: Decision = found.decision
    where = (
        "the same build"
        if found.same_build
        else f"build {found.build}; that of then, {then.build}, is gone"
    )
    say(
        f"As known on {then.options.known}, from {where}: {'the same answer' if found.same else 'another answer'}."
    )
    say(f"Verdict then: {then.verdict}; now: {found.verdict}.")
    rows: list[tuple[Any, ...]] = [
        (one.id, *(side and f"{side.score:.4f} {side.name}" for side in (one.then, one.now)))
        for one in found.differences
    ]
    if rows:
        print_table(("id", "then", "now"), rows)
