"""What the incidents of a scope consist of: tactics, targets, kinds of violence, places.

An incident counts under every value that some report of it gives, since two datasets may code it differently and one
incident has several targets; shares are of the incidents that have any value, so they may add up to more than one.
"""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.errors import UsageError
from sourcebook.incidents.vocabulary import vocabulary
from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.counting import COUNTED, NOTHING, counts
from sourcebook.trends.coverage import coding
from sourcebook.trends.values import Coding, Counts, Mix, Portion, Share, State

# What can be asked, the values of a report, and the field that tells whether it is coded.
_QUESTIONS = {
    "tactic": ("[tactic]", "tactic"),
    "target": ("targets", "targets"),
    "violence": ("[violence]", "violence"),
    "country": ("[country]", "country"),
    "admin1": ("[country || ': ' || admin1]", "admin1"),
    "dataset": ("[dataset]", None),
}
MIXES = tuple(_QUESTIONS)
ABDUCTION = "abduction"


def mix(held: Activity, by: str) -> Mix:
    """What the incidents consist of, by one question.

    Args:
        held: The reports in scope.
        by: One of `MIXES`.

    Raises:
        UsageError: There is no such question.
    """
    return mixes(held, (by,))[0]


def mixes(held: Activity, by: Sequence[str] = MIXES) -> tuple[Mix, ...]:
    """The same for several questions.

    Raises:
        UsageError: There is no such question.
    """
    codings = {one.field: one for one in coding(held)}
    return tuple(_mix(held, one, codings) for one in by)


def _mix(held: Activity, by: str, codings: dict[str, Coding]) -> Mix:
    if by not in _QUESTIONS:
        raise UsageError(f"there is no mix by {by!r}.", f"Ask by {', '.join(MIXES)}.")
    values, field = _QUESTIONS[by]
    rows = ask(
        held,
        f"""with valued as (
            select distinct incident, unnest({values}) as value from {{reports}} where not aggregate
        ), counted as (
            select value, {COUNTED} from valued join {{incidents}} i using (incident)
            where value is not null group by value
        )
        select *, (select count(distinct incident) from valued where value is not null) as whole
        from counted order by incidents desc, value""",
    )
    of = int(rows[0]["whole"]) if rows else 0
    shares = tuple(
        Share(row["value"], counts(row), round(row["incidents"] / of, 6)) for row in rows
    )
    always = Coding(by, "coded", held.datasets, (), of)
    return Mix(by, codings[field] if field else always, of, shares)


def kidnapping(held: Activity) -> Portion:
    """The share of incidents with a tactic in which people were seized: abduction and every term under it."""
    coded = next(one for one in coding(held) if one.field == "tactic")
    rows = ask(
        held,
        f"""with tactics as (
            select incident, bool_or(list_contains($kinds, tactic)) as taken from {{reports}}
            where not aggregate and tactic is not null group by incident
        ) select taken, {COUNTED} from tactics join {{incidents}} i using (incident) group by taken""",
        {"kinds": list(vocabulary("tactic").under(ABDUCTION))},
    )
    if coded.state == "not coded":
        return Portion(None, None, None, "not coded")
    cells = {bool(row["taken"]): counts(row) for row in rows}
    return portion(cells.get(True, NOTHING), cells.get(False, NOTHING), coded.state)


def portion(part: Counts, rest: Counts, state: State) -> Portion:
    """What share of incidents a part is; as few restricted reports are in it as in the smaller of the two."""
    inside, of = part.incidents or 0, (part.incidents or 0) + (rest.incidents or 0)
    few = [n for n in (part.restricted, rest.restricted) if n]
    return Portion(inside, of, round(inside / of, 6) if of else None, state, min(few, default=0))
