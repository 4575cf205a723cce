"""Commands on what groups did: events, incidents, series, hotspots, mix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from sourcebook.cli.app import app
from sourcebook.cli.printing import print_json, print_table, say, warn
from sourcebook.cli.scoping import Asked, laid, scoped

if TYPE_CHECKING:
    from sourcebook.exports.tables import About
    from sourcebook.rights.gate import Release, Withheld
    from sourcebook.rights.terms import Credit
    from sourcebook.trends.activity import Activity
    from sourcebook.trends.values import Coding, Counts, Coverage

Limit = Annotated[int, typer.Option(help="Rows of a table for people; 0 for all of them.")]
_ROWS = "select to_json(t)::varchar as row from ({0}) t"


@app.command()
@scoped
def events(asked: Asked, limit: Limit = 50) -> None:
    """Reports of datasets, each as its dataset has it, with the incident it belongs to."""
    from sourcebook.trends.listing import reports

    columns = ("starts", "country", "place", "side_a", "side_b", "violence", "tactic")
    list_rows(
        asked, reports, (*columns, "deaths_low", "deaths_best", "deaths_high", "dataset"), limit
    )


@app.command()
@scoped
def incidents(asked: Asked, limit: Limit = 50) -> None:
    """Incidents, each once, however many datasets report it, with every dataset's own figures."""
    from sourcebook.trends.listing import incidents as listed

    columns = ("starts", "country", "name_then", "side_a", "side_b", "tactics", "reports")
    list_rows(asked, listed, (*columns, "deaths_by_dataset"), limit)


def list_rows(
    asked: Asked, listing: Callable[..., Release], columns: Sequence[str], limit: int
) -> None:
    """Answer with rows of a listing, in the form asked for."""
    from sourcebook.exports.tables import FEATURES, About, to_csv, to_geojson, to_parquet

    form = asked.form
    wrapped = {"json": _ROWS, "geojson": FEATURES}.get(form or "", "{0}")
    with laid(asked) as (held, question):
        found = listing(held, wrapped)
    about = About(question, found.credits, found.withheld)
    if form == "json":
        rows = [msgspec.Raw(row.encode()) for row in found.rows["row"].to_pylist()]
        _put_json(asked.output, about, rows)
    elif form == "geojson":
        _put(asked.output, to_geojson(found.rows["feature"].to_pylist(), about), about)
    elif form == "csv":
        _put(asked.output, to_csv(found.rows), about, beside=True)
    elif form == "parquet":
        _put_file(asked.output, to_parquet(found.rows, about))
    else:
        _show(found, columns, limit)


def _show(found: Release, columns: Sequence[str], limit: int) -> None:
    whole = found.rows.num_rows
    shown = found.rows if limit < 1 else found.rows.slice(0, limit)
    print_table(columns, zip(*(shown[name].to_pylist() for name in columns), strict=True))
    say(f"{shown.num_rows:,} of {whole:,} rows")
    say_terms(found.credits, found.withheld)


@app.command()
@scoped
def series(
    asked: Asked,
    per: Annotated[str, typer.Option(help="month or year.")] = "month",
) -> None:
    """Incidents and deaths by month, with low and high, what is not covered, and where the level changed."""
    from sourcebook.errors import UsageError
    from sourcebook.trends.flat import of_series
    from sourcebook.trends.series import series as measure

    if per not in ("month", "year"):
        raise UsageError(f"there is no series by {per!r}.", "It is month or year.")
    found, about = _measured(
        asked, lambda held: measure(held, "year" if per == "year" else "month")
    )
    if _answered(asked, about, found, lambda: of_series(found)):
        return
    shown = _between_zeros(found.points)
    print_table(
        (per, "incidents", "low", "best", "high", "covered by"),
        [(p.at, *_figures(p.counts), ", ".join(p.covered_by) or "not covered") for p in shown],
    )
    _say_totals(found)
    for change in found.changes.points:
        say(f"From {change.at} on: {change.before:g} -> {change.after:g} incidents a {per}")
    withheld = "withheld; " if found.changes.withheld else ""
    say(f"Changes: {withheld}{found.changes.method}")
    _say_coverage(found.coverage, found.coding)
    say_terms(about.credits, about.withheld)


@app.command()
@scoped
def hotspots(
    asked: Asked,
    value: Annotated[str, typer.Option(help="incidents or deaths.")] = "incidents",
    alpha: Annotated[float, typer.Option(help="Share of false finds put up with.")] = 0.05,
) -> None:
    """Grid cells that stand out with those around them (Getis-Ord Gi*), and the centre of it all."""
    from sourcebook.trends.flat import of_hotspots, square
    from sourcebook.trends.places import hotspots as measure

    found, about = _measured(asked, lambda held: measure(held, value, alpha))
    if _answered(asked, about, found, lambda: of_hotspots(found), lambda: map(square, found.spots)):
        return
    hot = [spot for spot in found.spots if spot.kind != "none"]
    print_table(
        ("cell", "latitude", "longitude", "kind", "z", "q", "incidents", "low", "best", "high"),
        [(s.cell, s.latitude, s.longitude, s.kind, s.z, s.q, *_figures(s.counts)) for s in hot],
    )
    say(f"{len(hot)} of {found.cells:,} cells. {found.method}")
    centre = found.centre
    say(
        f"Centre {centre.latitude}, {centre.longitude}; radius of gyration {centre.gyration_km} km, "
        f"median distance {centre.median_km} km, of {centre.of} incidents"
    )
    say_terms(about.credits, about.withheld)


@app.command()
@scoped
def mix(
    asked: Asked,
    by: Annotated[
        list[str] | None,
        typer.Option(help="tactic, target, violence, country, admin1, dataset; may be repeated."),
    ] = None,
) -> None:
    """What the incidents consist of: tactics, targets, violence, places, kidnapping, borders, who with whom."""
    from sourcebook.trends.composition import composition
    from sourcebook.trends.flat import of_mixes

    found, about = _measured(asked, lambda held: composition(held, tuple(by or ())))
    if _answered(asked, about, found, lambda: of_mixes(found.mixes)):
        return
    rows = [
        (one.by, share.value, *_figures(share.counts), _percent(share.share))
        for one in found.mixes
        for share in one.shares
    ]
    print_table(("by", "value", "incidents", "low", "best", "high", "share"), rows)
    print_table(
        ("actor", "stance", "incidents", "low", "best", "high", "first", "last", "where"),
        [
            (c.name, c.stance, *_figures(c.counts), c.first, c.last, ", ".join(c.countries))
            for c in found.company
        ],
    )
    for name, portion in (("kidnapping", found.kidnapping), ("abroad", found.border.abroad)):
        known = portion.state if portion.share is None else _percent(portion.share)
        say(f"Share {name}: {'withheld' if portion.withheld else known}")
    _say_coverage((), found.coding)
    say_terms(about.credits, about.withheld)


def _measured(asked: Asked, measure: Callable[[Activity], Any]) -> tuple[Any, About]:
    """A measure as it may leave, and what goes with it."""
    from sourcebook.exports.tables import About
    from sourcebook.rights.cells import outward
    from sourcebook.rights.gate import counted

    with laid(asked) as (held, question):
        found = outward(measure(held))
        credits, withheld = counted(held.record, held.reports, held.scope.known)
    return found, About(question, credits, withheld)


def _answered(
    asked: Asked,
    about: About,
    found: Any,
    rows: Callable[[], list[dict[str, Any]]],
    features: Callable[[], Iterable[dict[str, Any]]] | None = None,
) -> bool:
    """Answer in the form asked for; False where that is a table for people."""
    from sourcebook.errors import UsageError

    form = asked.form
    if form is None:
        return False
    if form == "json":
        _put_json(asked.output, about, found)
        return True
    if form == "geojson" and features is None:
        raise UsageError(
            "this has no place on a map.", "events, incidents and hotspots do; else --csv."
        )
    import pyarrow as pa

    from sourcebook.exports.tables import to_csv, to_geojson, to_parquet

    if form == "geojson" and features is not None:
        lines = [msgspec.json.encode(one).decode() for one in features()]
        _put(asked.output, to_geojson(lines, about), about)
    elif form == "csv":
        _put(asked.output, to_csv(pa.Table.from_pylist(rows())), about, beside=True)
    else:
        _put_file(asked.output, to_parquet(pa.Table.from_pylist(rows()), about))
    return True


def _put_json(path: Path | None, about: About, results: object) -> None:
    from sourcebook.cli.printing import as_answer

    more = {"credits": about.credits, "withheld": about.withheld}
    if path is None:
        print_json(about.question, results, **more)
    else:
        path.write_text(as_answer(about.question, results, **more) + "\n", encoding="utf-8")


def _put(path: Path | None, content: bytes, about: About, beside: bool = False) -> None:
    """Write a file, with what goes with it beside it; or print it, and say on stderr what goes with it."""
    from sourcebook.exports import tables

    if path is None:
        typer.echo(content.decode(), nl=False)
        say_terms(about.credits, about.withheld, warn)
        return
    path.write_bytes(content)
    if beside:
        tables.beside(path).write_bytes(tables.csv_metadata(path, about))


def _put_file(path: Path | None, content: bytes) -> None:
    from sourcebook.errors import UsageError

    if path is None:
        raise UsageError("Parquet is not for a terminal.", "Name a file: -o FILE.")
    path.write_bytes(content)


def _figures(counts: Counts | None) -> tuple[object, ...]:
    if counts is None:
        return ("",) * 4
    if counts.withheld:
        return ("withheld",) * 4
    deaths = counts.deaths
    band = ("", "", "") if deaths is None else (deaths.low, deaths.best, deaths.high)
    return (counts.incidents, *band)


def _between_zeros(points: Sequence[Any]) -> Sequence[Any]:
    """The points from the first to the last in which something happened."""
    busy = [
        n for n, p in enumerate(points) if p.counts and (p.counts.incidents or p.counts.withheld)
    ]
    return points[busy[0] : busy[-1] + 1] if busy else ()


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _say_totals(found: Any) -> None:
    for label, counts in (
        ("All", found.total), ("Dated too widely to be placed", found.unplaced),
        ("Reports that sum up several incidents, kept apart", found.aggregates),
    ):  # fmt: skip
        incidents, low, best, high = _figures(counts)
        say(f"{label}: {incidents} incidents, deaths {best} ({low} to {high})")
    for name in found.names if len(found.names) > 1 else ():
        label = f"{name.name} ({name.acronym})" if name.acronym else name.name
        incidents, low, best, high = _figures(name.counts)
        span = f"{name.since or ''}..{name.until or ''}"
        say(f"As {label}, {span}: {incidents} incidents, deaths {best} ({low} to {high})")


def _say_coverage(coverage: Iterable[Coverage], coding: Iterable[Coding]) -> None:
    for span in coverage:
        where = "" if span.countries is None else f", {len(span.countries)} countries (an extract)"
        say(f"{span.dataset} covers {span.since} to {span.until}{where}")
    for one in coding:
        if one.state != "coded":
            by = f" (only by {', '.join(one.by)})" if one.by else ""
            say(f"{one.field}: {one.state} by the loaded datasets{by}")


def say_terms(
    credits: Iterable[Credit], withheld: Iterable[Withheld], out: Callable[[str], None] = say
) -> None:
    """Say whose figures or rows were shown, and what was kept back.

    Args:
        credits: Of the sources shown.
        withheld: Of those whose rows stay in.
        out: Where to.
    """
    for credit in credits:
        licence = "" if credit.licence in credit.attribution else f" ({credit.licence})"
        versions = ", ".join(credit.versions) or "undated"
        out(f"Source: {credit.attribution}{licence}; versions: {versions}")
    for kept in withheld:
        out(f"Withheld: {kept.rows:,} rows of {kept.source}. {kept.why}")
