"""A report and an incident as one line of a listing: the columns of `listing`, for those who read them elsewhere."""

from __future__ import annotations

from datetime import date

import msgspec


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """One report, as its dataset has it.

    Attributes:
        row_id: By which the row of the record can be cited.
        dataset, event: Whose, and its id there.
        incident: What it reports, with others; its own row id where it is alone.
        starts, ends, date_precision: When, and how exactly.
        name_then: What the group asked about was called then.
        side_a, side_b: Actors as printed.
        violence, event_type, sub_type, tactic, targets: What kind.
        country, admin1, admin2, place, place_precision, latitude, longitude, grid: Where, and how exactly.
        deaths_low, deaths_best, deaths_high, deaths_civilians, wounded, hostages: Persons.
        aggregate: Whether it sums up several incidents.
        conflict, dyad: As the dataset names them.
    """

    row_id: str
    dataset: str
    event: str | None
    incident: str
    starts: date | None
    ends: date | None
    date_precision: str | None
    name_then: str | None
    side_a: str | None
    side_b: str | None
    violence: str | None
    event_type: str | None
    sub_type: str | None
    tactic: str | None
    targets: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    place: str | None
    place_precision: str | None
    latitude: float | None
    longitude: float | None
    grid: int | None
    deaths_low: int | None
    deaths_best: int | None
    deaths_high: int | None
    deaths_civilians: int | None
    wounded: int | None
    hostages: int | None
    aggregate: bool
    conflict: str | None
    dyad: str | None


class IncidentLine(msgspec.Struct, frozen=True, kw_only=True):
    """One incident, with the figures over all its reports and each dataset's own.

    Attributes:
        incident: Its id.
        reports: How many rows of datasets speak of it.
        deaths_by_dataset: `ucdp/ged: 2 / 3 / 5`: low, best and high.

    The rest is as in `ReportLine`, of the most precise report; several sides or tactics are all named.
    """

    incident: str
    starts: date | None
    ends: date | None
    date_precision: str | None
    name_then: str | None
    side_a: str | None
    side_b: str | None
    violence: str | None
    tactics: str | None
    country: str | None
    admin1: str | None
    place_precision: str | None
    latitude: float | None
    longitude: float | None
    grid: int | None
    reports: int
    deaths_low: int | None
    deaths_best: int | None
    deaths_high: int | None
    deaths_civilians: int | None
    wounded: int | None
    hostages: int | None
    deaths_by_dataset: str | None


class LinkLine(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports of which it is not sure whether they tell of one incident, side by side.

    Attributes:
        kind: `same`: they are joined; `possible`: they are not.
        score: How likely they are one.
        reasons: In what they agree and differ, each with its weight in bits.
        a, b: The two, by the ids under which they are judged.
        a_starts, a_country, a_place, a_sides, a_deaths, b_starts, ...: What either says; deaths are the best figure.
    """

    kind: str
    score: float
    reasons: str
    a: str
    b: str
    a_starts: date | None
    a_country: str | None
    a_place: str | None
    a_sides: str | None
    a_deaths: int | None
    b_starts: date | None
    b_country: str | None
    b_place: str | None
    b_sides: str | None
    b_deaths: int | None
