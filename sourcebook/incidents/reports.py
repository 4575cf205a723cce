"""Reports of event datasets, by columns, ready to be compared with each other.

Precision is taken at its word: a report dated to the month stands for the whole month, one placed in a region for the
region. The order of rows is that of their content and never that of the input, so that nothing found later can depend
on which dataset came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sourcebook.names.latin import latin

Whole = npt.NDArray[np.int32]
Real = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
# How many actors of a report are compared; what is beyond, in the order of sides and positions, is not.
ACTORS = 6
# How wide a date is: a day, up to a week, up to a month, longer.
DAY, WEEK, MONTH, LONG = 0, 1, 2, 3
# How wide a place is: a point within reach of its neighbours, a district, a region, a country, none.
POINT, DISTRICT, REGION, COUNTRY, NOWHERE = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Reports:
    """Rows that are in force together, by columns of one length.

    Attributes:
        row_id, source, part, event: As in the record.
        dataset: Number of source and part; rows of one are never joined.
        cohort: Number of dataset and the day from which on a row was no longer known: rows known together.
        starts, ends: First and last day that the report may speak of, days since 1970.
        width: How wide its date is.
        reach: How wide its place is.
        latitude, longitude: In radians; not a number where there are none.
        country, admin1, place, violence, tactic: Numbers of the values, -1 where not stated.
        targets: Bits of the targets named.
        actors: Numbers of the actors of each row, padded with -1.
        entries: Per actor number, whether it is a resolved entity.
        names: Per actor number, its name, for likeness.
        low, best, high: Deaths; -1 where not stated.
        tie: A number between 0 and 1 from the dataset's own number of the row, to decide between equals.
        summed: Whether the dataset itself says that the row sums up several events.
        curated: Whether it is of a list of incidents, each once, whatever its dates.
        tactics: Values of the numbers in `tactic`; `target_terms` the meaning of the bits in `targets`.
    """

    row_id: pa.Array
    source: pa.Array
    part: pa.Array
    event: pa.Array
    dataset: Whole
    cohort: Whole
    starts: Whole
    ends: Whole
    width: npt.NDArray[np.int8]
    reach: npt.NDArray[np.int8]
    latitude: Real
    longitude: Real
    country: Whole
    admin1: Whole
    place: Whole
    violence: Whole
    tactic: Whole
    targets: npt.NDArray[np.int64]
    actors: Whole
    entries: Flags
    names: tuple[str, ...]
    low: Whole
    best: Whole
    high: Whole
    tie: npt.NDArray[np.float64]
    summed: Flags
    curated: Flags
    tactics: tuple[str, ...]
    target_terms: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts)


# The register names incidents, not events, and each once: what it dates from one day to another is a siege or a
# captivity, not a sum.
_CURATED = "source = 'register'"
# What the engine holds beside the columns before it spills: millions of reports are put in order.
_HELD = "600MB"
_DATASET = "source || '/' || coalesce(part, '')"
# What a date says where the dataset gives one day for a week or a month: the calendar month, three days either way.
_STARTS = """case when date_precision = 'month' and ends - starts < 27 then date_trunc('month', starts)::date
    when date_precision = 'week' and ends - starts < 6 then starts - 3
    when date_precision = 'year' and ends - starts < 364 then date_trunc('year', starts)::date else starts end"""
_ENDS = """case when date_precision = 'month' and ends - starts < 27 then last_day(ends)
    when date_precision = 'week' and ends - starts < 6 then ends + 3
    when date_precision = 'year' and ends - starts < 364 then last_day(date_trunc('year', ends) + interval 11 month)
    else ends end"""
# Whatever says the same in another order or under another name of dataset sorts alike.
_ORDER = """starts, ends, latitude, longitude, best, low, high, country, admin1, place, violence, tactic, source, part,
    event, row_id"""


def read(reports: pa.Table, actors: pa.Table) -> Reports:
    """Columns from the tables `report` and `report_actor`, or what has their columns.

    Rows without a date are left out: nothing can be said of when they were.

    Args:
        reports: Rows in force, whichever their order.
        actors: Their actors.
    """
    with TemporaryDirectory(prefix="sourcebook-") as spill, duckdb.connect() as con:
        con.execute("set threads to 1")
        con.execute(f"set memory_limit = '{_HELD}'")
        con.execute(f"set temp_directory = '{spill}'")
        con.register("report", reports)
        con.register("actor", actors)
        con.execute(
            f"create temp table chosen as select *, row_number() over () - 1 as nr from ({_chosen(reports)})"
        )
        columns = con.sql("select * from chosen order by nr").to_arrow_table()
        return _reports(con, columns)


def _chosen(reports: pa.Table) -> str:
    """The rows with what is missing filled in, in the order of their content."""
    have = set(reports.column_names)

    def column(name: str, kind: str) -> str:
        return f"{name}::{kind} as {name}" if name in have else f"null::{kind} as {name}"

    texts = (
        "part",
        "event",
        "country",
        "admin1",
        "place",
        "violence",
        "tactic",
        "date_precision",
        "place_precision",
    )
    given = [column(name, "varchar") for name in texts]
    given += [
        column("targets", "varchar[]"),
        column("aggregate", "boolean"),
        column("known_until", "date"),
    ]
    return f"""select * replace (
            ({_STARTS}) as starts, ({_ENDS}) as ends),
            {_DATASET} as dataset, md5_number_lower(coalesce(event, row_id)) / 18446744073709551616.0 as tie,
            {_CURATED} as curated
        from (select row_id, source, {", ".join(given)}, starts::date as starts,
            greatest(starts, coalesce(ends, starts))::date as ends,
            latitude::double as latitude, longitude::double as longitude,
            {_deaths("low", have)} as low, {_deaths("best", have)} as best, {_deaths("high", have)} as high
            from report where starts is not null)
        order by {_ORDER}"""


def _deaths(which: str, have: set[str]) -> str:
    """Deaths, the best where a bound is not given."""
    named = [f"deaths_{one}" for one in (which, "best") if f"deaths_{one}" in have]
    return f"coalesce({', '.join([*named, '-1'])})::integer"


def _reports(con: duckdb.DuckDBPyConnection, columns: pa.Table) -> Reports:
    starts, ends = (_days(columns[name]) for name in ("starts", "ends"))
    tactic, tactics = _numbers(columns["tactic"])
    targets, terms = _bits(con, columns.num_rows)
    actors, entries, names = _actors(con, columns.num_rows)
    until = _days(columns["known_until"])
    dataset, _ = _numbers(columns["dataset"])
    _, cohort = np.unique(dataset.astype(np.int64) * 1_000_000 + until, return_inverse=True)
    figure = {name: columns[name].to_numpy().astype(np.int32) for name in ("low", "best", "high")}
    return Reports(
        row_id=columns["row_id"].combine_chunks(), source=columns["source"].combine_chunks(),
        part=columns["part"].combine_chunks(), event=columns["event"].combine_chunks(),
        dataset=dataset, cohort=cohort.astype(np.int32), starts=starts, ends=ends,
        width=_width(starts, ends), reach=_reach(columns),
        latitude=_radians(columns["latitude"]), longitude=_radians(columns["longitude"]),
        country=_numbers(columns["country"])[0], admin1=_folded(columns["admin1"]),
        place=_folded(columns["place"]), violence=_numbers(columns["violence"])[0],
        tactic=tactic, targets=targets, actors=actors, entries=entries, names=names,
        low=figure["low"], best=figure["best"], high=figure["high"],
        tie=columns["tie"].to_numpy().astype(np.float64),
        summed=columns["aggregate"].fill_null(False).to_numpy(),
        curated=columns["curated"].to_numpy(), tactics=tactics, target_terms=terms,
    )  # fmt: skip


def _days(column: pa.ChunkedArray) -> Whole:
    return np.asarray(column.cast(pa.int32()).fill_null(0).to_numpy(), np.int32)


def _radians(column: pa.ChunkedArray) -> Real:
    return np.asarray(np.radians(column.to_numpy().astype(np.float64)), np.float32)


def _numbers(column: pa.ChunkedArray) -> tuple[Whole, tuple[str, ...]]:
    """Values as numbers, in the order of the values, -1 for none."""
    coded = column.combine_chunks().dictionary_encode()
    words = coded.dictionary.to_pylist()
    order = sorted(range(len(words)), key=words.__getitem__)
    rank = np.full(len(words) + 1, -1, np.int32)
    rank[order] = np.arange(len(words))
    codes = coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    return rank[codes], tuple(words[n] for n in order)


def _folded(column: pa.ChunkedArray) -> Whole:
    """Values as numbers, whatever their case, accents and the words that say what kind of area it is."""
    coded = column.combine_chunks().dictionary_encode()
    plain = [_plain(word) for word in coded.dictionary.to_pylist()]
    order = {word: n for n, word in enumerate(sorted(set(plain) - {""}))}
    rank = np.array([*(order.get(word, -1) for word in plain), -1], np.int32)
    codes = coded.indices.fill_null(len(plain)).to_numpy(zero_copy_only=False)
    return np.asarray(rank[codes])


_AREA = frozenset(
    [
        "province",
        "governorate",
        "region",
        "state",
        "district",
        "department",
        "wilaya",
        "oblast",
        "county",
        "city",
        "town",
        "village",
        "of",
        "the",
    ]
)


def _plain(word: str) -> str:
    letters = "".join(one if one.isalnum() else " " for one in latin(word))
    return " ".join(part for part in letters.split() if part not in _AREA)


def _width(starts: Whole, ends: Whole) -> npt.NDArray[np.int8]:
    return np.asarray(np.digitize(ends - starts + 1, (2, 8, 32)), np.int8)


_REACH = {
    "exact": POINT, "near": POINT, "unknown": POINT, "admin2": DISTRICT, "admin1": REGION, "fuzzy": REGION,
    "country": COUNTRY, "international": NOWHERE,
}  # fmt: skip


def _reach(columns: pa.Table) -> npt.NDArray[np.int8]:
    """How wide a place is; without coordinates it is the region or country that is named."""
    numbers, words = _numbers(columns["place_precision"])
    reach = np.array([*(_REACH.get(word, POINT) for word in words), POINT], np.int8)[numbers]
    nowhere = columns["latitude"].is_null().to_numpy() | columns["longitude"].is_null().to_numpy()
    named = np.where(columns["admin1"].is_null().to_numpy(), COUNTRY, REGION)
    wider = np.where(nowhere & (reach < COUNTRY), np.maximum(reach, named), reach)
    return wider.astype(np.int8)


def _bits(
    con: duckdb.DuckDBPyConnection, many: int
) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    """Targets as bits; a vocabulary has fewer than sixty."""
    found = con.sql(
        "select nr, unnest(targets) as term from chosen where len(targets) > 0"
    ).to_arrow_table()
    bits = np.zeros(many, np.int64)
    if not found.num_rows:
        return bits, ()
    numbers, words = _numbers(found["term"])
    np.bitwise_or.at(bits, found["nr"].to_numpy(), np.left_shift(np.int64(1), numbers % 60))
    return bits, words


def _actors(con: duckdb.DuckDBPyConnection, many: int) -> tuple[Whole, Flags, tuple[str, ...]]:
    """Actors as numbers: of the entity they are resolved to, else of their name."""
    found = con.sql(
        f"""select c.nr, coalesce(nullif(a.entry, ''), chr(1) || a.name) as who, a.name as name,
            row_number() over (partition by c.nr order by coalesce(a.side, ''), coalesce(a.position, 0), a.name) as n
        from chosen c join actor a using (row_id) where coalesce(a.entry, a.name) is not null
        qualify n <= {ACTORS}"""
    ).to_arrow_table()
    filled = np.full((many, ACTORS), -1, np.int32)
    if not found.num_rows:
        return filled, np.zeros(0, np.bool_), ()
    numbers, words = _numbers(found["who"])
    filled[found["nr"].to_numpy(), found["n"].to_numpy() - 1] = numbers
    return filled, _resolved(words), _named(numbers, found["name"].combine_chunks(), len(words))


def _resolved(words: Sequence[str]) -> Flags:
    return np.array([not word.startswith("\x01") for word in words], np.bool_)


def _named(numbers: Whole, names: pa.Array, many: int) -> tuple[str, ...]:
    """A name per actor: the first in alphabetical order."""
    table = pa.table({"who": numbers, "name": names}).group_by("who").aggregate([("name", "min")])
    held = dict(zip(table["who"].to_pylist(), table["name_min"].to_pylist(), strict=True))
    return tuple(held.get(n) or "" for n in range(many))
