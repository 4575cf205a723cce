"""The reports and incidents of a scope, one by one, as far as their sources let rows out.

Reports are as their dataset has them, with the incident they belong to and the name the group had at the time. An
incident shows every dataset's own figures beside those taken over all; reports that stay in take no part in it.
"""

from __future__ import annotations

from sourcebook.record.store import Record
from sourcebook.rights.gate import Release, release
from sourcebook.trends.activity import Activity, Values, figures, figures_by_dataset
from sourcebook.trends.naming import spans
from sourcebook.trends.scope import Scope

_SIDES = """select row_id, string_agg(name, '; ' order by position, name) filter (side = 'a') as side_a,
    string_agg(name, '; ' order by position, name) filter (side = 'b') as side_b
    from report_actor semi join {rows} using (row_id) group by row_id"""


def reports(held: Activity, form: str = "{0}") -> Release:
    """The reports in scope that may leave, in order of time.

    Args:
        held: The reports in scope.
        form: A question around the listing, which stands at `{0}`: how an export writes a row.
    """
    name, values = _name_then(held.record, held.scope)
    listed = f"""with side as ({_SIDES})
    select r.row_id, x.dataset, r.event, x.incident, r.starts, r.ends, r.date_precision, {name} as name_then,
        side_a, side_b, r.violence, r.event_type, r.sub_type, r.tactic,
        array_to_string(r.targets, '; ') as targets, r.country, r.admin1, r.admin2, r.place, r.place_precision,
        r.latitude, r.longitude, r.grid, r.deaths_low, r.deaths_best, r.deaths_high, r.deaths_civilians,
        r.wounded, r.hostages, x.aggregate, r.conflict, r.dyad
    from {{rows}} x join report r using (row_id) left join side using (row_id)
    order by r.starts, x.dataset, r.event, r.row_id"""
    return release(held.record, held.reports, form.replace("{0}", listed), held.scope.known, values)


def incidents(held: Activity, form: str = "{0}") -> Release:
    """The incidents in scope with at least one report that may leave, in order of time.

    Args:
        held: The reports in scope.
        form: As in `reports`.
    """
    name, values = _name_then(held.record, held.scope, "starts")
    listed = f"""with side as ({_SIDES}), per as ({figures_by_dataset("{rows}")}), whole as ({figures("per")}),
    told as (
        select incident, string_agg(distinct side_a, ' | ' order by side_a) as side_a,
            string_agg(distinct side_b, ' | ' order by side_b) as side_b,
            string_agg(distinct tactic, '; ' order by tactic) as tactics,
            string_agg(distinct violence, '; ' order by violence) as violence
        from {{rows}} left join side using (row_id) where not aggregate group by incident
    ), said as (
        select incident, string_agg(
            dataset || ': ' || coalesce(low::varchar, '?') || ' / ' || coalesce(best::varchar, '?') || ' / '
            || coalesce(high::varchar, '?'), '; ' order by dataset
        ) as said from per group by incident
    )
    select whole.incident, starts, ends, date_precision, {name} as name_then, side_a, side_b, violence, tactics,
        country, admin1, place_precision, latitude, longitude, grid, reports, low as deaths_low, best as deaths_best,
        high as deaths_high, civilians as deaths_civilians, wounded, hostages, said as deaths_by_dataset
    from whole join told using (incident) join said using (incident)
    order by starts, whole.incident"""
    return release(held.record, held.reports, form.replace("{0}", listed), held.scope.known, values)


def _name_then(record: Record, scope: Scope, day: str = "r.starts") -> tuple[str, Values]:
    """The name of the group on the day of a row, as an expression and its values."""
    names = spans(record, scope)
    if not names:
        return "null::varchar", {}
    values: Values = {f"called{n}": span.acronym or span.name for n, span in enumerate(names)}
    values |= {f"until{n}": span.until for n, span in enumerate(names) if span.until}
    cases = [
        f"when {day} <= $until{n} then $called{n}" for n, span in enumerate(names) if span.until
    ]
    last = f"$called{len(names) - 1}"
    return (f"case {' '.join(cases)} else {last} end" if cases else f"{last}::varchar"), values
