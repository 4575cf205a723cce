"""Who led the group on a day: certain holders before possible ones, and vacant where the last one's time is over.

Claims about one person in one role are one tenure: its start from those who give a start, its end from those who
give an end, each known by the day asked about. A list that names somebody in office without dates makes him a
possible holder only until some source records his end or his death; after that it is a stale entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sourcebook.profiles.facts import Evidence, GroupFacts, Tenure
from sourcebook.profiles.preference import weigh, weigh_dates
from sourcebook.record.dates import PartialDate

# Roles that head a group. A founder or a "leader of" in a list may or may not have been its head.
HEADS = ("emir", "head", "leader", "head of")


@dataclass(frozen=True, slots=True)
class Office:
    """The office of the group's head on a day.

    Attributes:
        holder: Who held it, or may have.
        possible: Whether the dates leave it open.
        last: The last holder whose time was over by then.
        stale: Lists that still name somebody recorded dead or gone by then, and whom.
    """

    holder: Tenure | None
    possible: bool
    last: Tenure | None
    stale: tuple[tuple[str, Evidence], ...]

    @property
    def how(self) -> str:
        """How the last holder's time ended."""
        return "ended" if self.last is None else how_ended(self.last)


def head_on(facts: GroupFacts) -> Office:
    """The office on the day the page is asked about."""
    day = facts.as_of
    heads = [t for t in facts.tenures if is_head(t)]
    state = [(standing(t, heads, day), t) for t in heads]
    certain = [t for s, t in state if s == "certain"]
    possible = [t for s, t in state if s == "possible"]
    over = [t for t in heads if ended_by(t, day)]
    holder = _latest(certain) or _latest(possible)
    gone = {t.person.key for t in over} - {t.person.key for t in certain}
    return Office(
        holder, not certain, _last(over), _stale([t for t in over if t.person.key in gone])
    )


def _stale(over: Sequence[Tenure]) -> tuple[tuple[str, Evidence], ...]:
    """Who still names somebody whose time was over when it was published; each source once."""
    found = {
        (t.person.key, e.source): (t.person.label, e)
        for t in over
        for e in t.undated[::-1]
        if _after(e, t)
    }
    return tuple(found.values())


def is_head(tenure: Tenure) -> bool:
    """Whether the role heads the group."""
    return tenure.role in HEADS


def standing(tenure: Tenure, heads: Sequence[Tenure], day: date) -> str:
    """`certain`, `possible` or `no`. Named without dates is never certain; a death ends every tenure."""
    if ended_by(tenure, day):
        return "no"
    starts = [c.value for c in tenure.starts]
    ends = [c.value for c in (*tenure.ends, *tenure.deaths)]
    if starts:
        return holds_on(starts, ends, day)
    return "possible" if ends or _named_since(tenure, heads) else "no"


def holds_on(starts: Iterable[PartialDate], ends: Iterable[PartialDate], day: date) -> str:
    """Whether something dated by several sources was so on a day: `certain`, `possible` or `no`.

    Args:
        starts: What sources give for its beginning.
        ends: What they give for its end.
        day: The day asked about.
    """
    begun, over = list(starts), list(ends)
    if begun and all(day < s.earliest for s in begun):
        return "no"
    if over and all(e.latest < day for e in over):
        return "no"
    sure = begun and all(s.latest <= day for s in begun) and all(day < e.earliest for e in over)
    return "certain" if sure else "possible"


def _named_since(tenure: Tenure, heads: Sequence[Tenure]) -> bool:
    """Whether somebody is named in office after every other head's time was over."""
    others = [last for t in heads if t is not tenure and (last := last_day(t)) is not None]
    said = [e.version for e in tenure.undated if e.version is not None]
    return any(all(o.certainly_before(s) for o in others) for s in said)


def _after(evidence: Evidence, tenure: Tenure) -> bool:
    """Whether something was published after the tenure it speaks of was over."""
    end = last_day(tenure)
    return (
        end is not None and evidence.version is not None and end.certainly_before(evidence.version)
    )


def ended_by(tenure: Tenure, day: date) -> bool:
    """Whether every end that sources give, or the death, lies before the day."""
    ends = [c.value for c in (*tenure.ends, *tenure.deaths)]
    return bool(ends) and weigh_dates((*tenure.ends, *tenure.deaths)).first.latest < day


def how_ended(tenure: Tenure) -> str:
    """How a tenure ended, by the preferred claim; `ended` where no source says."""
    precise = [c for c in tenure.how_ended if c.value != "died"]
    if tenure.how_ended:
        # To say "died" of somebody whom others say was killed is less precise, not different.
        return weigh(precise or tenure.how_ended).first
    return "died" if tenure.deaths and not tenure.ends else "ended"


def first_day(tenure: Tenure) -> PartialDate | None:
    """When it began, as shown."""
    return weigh_dates(tenure.starts).first if tenure.starts else None


def last_day(tenure: Tenure) -> PartialDate | None:
    """When it ended, as shown: the end given, else the death."""
    ends = tenure.ends or tenure.deaths
    return weigh_dates(ends).first if ends else None


def began(tenure: Tenure) -> tuple[date, bool, str]:
    """For putting tenures in order: by beginning; of which only the end is told, before whoever began in that year."""
    start, end = first_day(tenure), last_day(tenure)
    if start is not None:
        return start.earliest, True, tenure.person.label
    return (date(end.earliest.year, 1, 1) if end else date.max), False, tenure.person.label


def _latest(tenures: Sequence[Tenure]) -> Tenure | None:
    """Of several, the one that began last; one without any date before all others."""
    return max(
        tenures, key=lambda t: (bool(t.starts or t.ends or t.deaths), began(t)), default=None
    )


def _last(over: Sequence[Tenure]) -> Tenure | None:
    """Of several whose time is over, the one who went last."""
    floor = PartialDate.of(1)
    return max(over, key=lambda t: (last_day(t) or floor, began(t)), default=None)
