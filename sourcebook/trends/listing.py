"""The reports and incidents of a scope, one by one, as far as their sources let rows out.

Reports are as their dataset has them, with the incident they belong to and the name the group had at the time. An
incident shows every dataset's own figures beside those taken over all; reports that stay in take no part in it.
"""

from __future__ import annotations

from sourcebook.errors import RecordError
from sourcebook.record.store import Record
from sourcebook.rights.gate import Release, release
from sourcebook.rights.terms import RESTRICTED
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


def links(held: Activity, form: str = "{0}") -> Release:
    """The pairs of reports that wait for a judgement, nearest to even odds first; either is in scope.

    Args:
        held: The reports in scope.
        form: As in `reports`.
    """
    record = held.record
    if not record.has("incident_link"):
        raise RecordError("the record joins no reports.", "Run: sourcebook build")
    of = """select x.row_id, 'report:' || x.source || ':' || x.event as id, x.starts, x.country, x.place,
        (select string_agg(name, ' / ' order by side, position, name) from report_actor a where a.row_id = x.row_id)
        as sides, x.deaths_best as deaths, {} as restricted from report x
        where x.row_id in (select unnest([a, b]) from waiting) and x.known_from <= $known
        and (x.known_until is null or x.known_until > $known)"""
    columns = ", ".join(
        f"{end}.{name} as {end}_{name}"
        for end in "ab"
        for name in ("starts", "country", "place", "sides", "deaths")
    )
    listed = f"""with waiting as materialized (
        select l.* from incident_link l where l.review
            and (l.a in (select row_id from {{rows}}) or l.b in (select row_id from {{rows}}))
    ), told as materialized (select * from ({of.format(RESTRICTED.format("x"))}) where not restricted)
    select l.kind, round(l.score, 4) as score, array_to_string(l.reasons, '; ') as reasons,
        a.id as a, b.id as b, {columns}
    from waiting l join told a on a.row_id = l.a join told b on b.row_id = l.b
    where not list_contains($judged, a.id || ' ' || b.id) and not list_contains($judged, b.id || ' ' || a.id)
    order by abs(l.score - 0.5), a.id, b.id"""
    values: Values = {"known": held.scope.known, "judged": list(held.record.judged_reports)}
    return release(record, held.reports, form.replace("{0}", listed), held.scope.known, values)


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
