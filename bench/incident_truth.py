"""A truth to measure linking by: two datasets made from real events, with the pairs that are one incident.

Half of each dataset's events have a twin in the other: a copy that is moved, redated, recoded and recounted. The other
half are other real events of the same places and times. Everything is drawn from seeded random numbers.
"""

from __future__ import annotations

import io
import lzma
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pc

FILE = "data/ucdp/ucdp_ged211_precise_176579.csv.xz"
KINDS = ("state_based", "non_state", "one_sided")
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Disturbance:
    """How the copy of an event differs from it.

    Attributes:
        name: For the table of results.
        km: The share `moved` of copies lies up to so far away, any distance being as likely.
        days: The share `redated` is dated up to so many days earlier or later.
        recoded: Share with another kind of violence.
        recounted: Share with other deaths; `spread` of the logarithm.
        single: Share that gives one figure, with no low and high beside it.
        respelt: Share of actors under another spelling; `unnamed` without the second actor.
        twins: Share of events that have a copy in the other dataset.
        crowd: How crowded it is: the share of the real events of each place and time that are there at all. What is
            not goes into a further copy of the world and its three decades.
    """

    name: str
    km: float = 15.0
    days: int = 3
    moved: float = 1.0
    redated: float = 1.0
    recoded: float = 0.2
    recounted: float = 0.7
    spread: float = 0.3
    single: float = 0.0
    respelt: float = 0.0
    unnamed: float = 0.0
    twins: float = 0.5
    crowd: float = 1.0


@dataclass(frozen=True)
class Events:
    """Real events, by columns, in order of time."""

    day: Rows
    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    kind: Rows
    country: npt.NDArray[np.object_]
    side_a: npt.NDArray[np.object_]
    side_b: npt.NDArray[np.object_]
    low: Rows
    best: Rows
    high: Rows

    def at(self, rows: Rows, later: Rows) -> Events:
        """Some of them, some days later."""
        return Events(
            self.day[rows] + later, self.latitude[rows], self.longitude[rows], self.kind[rows],
            self.country[rows], self.side_a[rows], self.side_b[rows],
            self.low[rows], self.best[rows], self.high[rows],
        )  # fmt: skip

    def from_row(self, first: int) -> Events:
        """All from a row on."""
        rows = np.arange(first, len(self.day))
        return self.at(rows, np.zeros(len(rows), np.int64))


def load(shared: Path) -> Events:
    """The extract, in order of time."""
    table = pc.read_csv(io.BytesIO(lzma.decompress((shared / FILE).read_bytes())))
    year, month, day = (table[name].to_numpy() for name in ("year", "month", "day"))
    days = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    when = days.astype("datetime64[D]").astype(np.int64) + day - 1
    words = ("State-based violence", "Non-state violence", "One-sided violence")
    kind = np.array([words.index(word) for word in table["type_of_violence"].to_pylist()])
    order = np.lexsort((table["id"].to_numpy(), when))
    columns = [table[name].to_numpy() for name in ("latitude", "longitude")]
    texts = [table[name].to_numpy() for name in ("country", "side_a", "side_b")]
    figures = [table[name].to_numpy() for name in ("low_death", "best_death", "high_death")]
    return Events(
        when[order], columns[0][order], columns[1][order], kind[order],
        *(text[order] for text in texts), *(one[order].astype(np.int64) for one in figures),
    )  # fmt: skip


@dataclass(frozen=True)
class Made:
    """What made a truth, for an oracle that knows it: the first so many rows of either dataset are twins.

    Attributes:
        one: Events of the first dataset.
        two: Those of the second, disturbed.
        before: The same before they were disturbed.
        shared: How many are twins.
        how: The disturbance.
    """

    one: Events
    two: Events
    before: Events
    shared: int
    how: Disturbance


@dataclass(frozen=True)
class Truth:
    """Two datasets and which rows of them are one incident, by row ids; `made` is how they came to be."""

    reports: pa.Table
    actors: pa.Table
    pairs: set[tuple[str, str]]
    made: Made | None = None


def make(events: Events, size: int, how: Disturbance, seed: int = 7) -> Truth:
    """Two datasets of a size.

    Args:
        events: To draw from; beyond their number, the same events again 35 years later, and so on.
        size: Rows of each dataset.
        how: How copies differ.
        seed: Of the random numbers.
    """
    random = np.random.default_rng(seed)
    shared = round(size * how.twins)
    wanted = 2 * size - shared
    drawn = _drawn(events, wanted, how.crowd, random)
    mixed = random.permutation(wanted)
    twins, ours, theirs = np.split(mixed, [shared, size])
    first = drawn.at(np.concatenate((twins, ours)), np.zeros(size, np.int64))
    before = drawn.at(np.concatenate((twins, theirs)), np.zeros(size, np.int64))
    second = _disturbed(before, how, random)
    return _tables(Made(first, second, before, shared, how), random)


def _drawn(events: Events, wanted: int, crowd: float, random: np.random.Generator) -> Events:
    """So many events: of one stretch of time, all of them, or strewn over several worlds 35 years apart."""
    many = len(events.day)
    if crowd < 1:
        worlds = math.ceil(wanted / many / crowd)
        tile, rows = np.divmod(np.sort(random.choice(many * worlds, wanted, replace=False)), many)
    else:
        tile, rows = np.divmod(np.arange(wanted), many)
        # One stretch of time, from a day on that leaves enough after it.
        rows = (rows + max(0, (many - wanted) // 2)) % many
    return events.at(rows, tile * 35 * 366)


def _disturbed(events: Events, how: Disturbance, random: np.random.Generator) -> Events:
    many = len(events.day)
    moved = random.random(many) < how.moved
    radius = how.km * random.random(many) * moved
    turn = random.random(many) * 2 * np.pi
    latitude = np.clip(events.latitude + radius * np.sin(turn) / 111.195, -89.9, 89.9)
    around = 111.195 * np.cos(np.radians(events.latitude))
    longitude = (events.longitude + radius * np.cos(turn) / around + 180) % 360 - 180
    redated = random.random(many) < how.redated
    day = events.day + random.integers(-how.days, how.days + 1, many) * redated
    kind = (events.kind + (random.random(many) < how.recoded) * random.integers(1, 3, many)) % 3
    factor = np.where(
        random.random(many) < how.recounted, np.exp(random.normal(0, how.spread, many)), 1
    )
    best, low, high = (
        np.rint(one * factor).astype(np.int64) for one in (events.best, events.low, events.high)
    )
    if how.single:
        single = random.random(many) < how.single
        low, high = np.where(single, best, low), np.where(single, best, high)
    other = random.random(many) < how.respelt
    side_a = np.where(other, _respelt(events.side_a), events.side_a)
    other = random.random(many) < how.respelt
    side_b = np.where(other, _respelt(events.side_b), events.side_b)
    side_b = np.where(random.random(many) < how.unnamed, "Unidentified armed group", side_b)
    return Events(day, latitude, longitude, kind, events.country, side_a, side_b, low, best, high)


def _respelt(names: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """The names as another dataset might print them."""
    words, where = np.unique(names.astype(str), return_inverse=True)
    return np.array([_another(word) for word in words], dtype=object)[where]


def _another(name: str) -> str:
    if name.startswith("Government of "):
        return f"Military Forces of {name.removeprefix('Government of ')}"
    parts = name.replace("-", " ").split()
    return " ".join([*parts[1:], parts[0]]) if len(parts) > 1 else f"{name} militants"


def _tables(made: Made, random: np.random.Generator) -> Truth:
    first, second, shared = made.one, made.two, made.shared
    ids = [[f"{name}:{n}" for n in random.permutation(len(first.day))] for name in ("one", "two")]
    tables = [as_reports(*args) for args in zip(("one", "two"), (first, second), ids, strict=True)]
    actors = [_actors(*args) for args in zip((first, second), ids, strict=True)]
    pairs = set(zip(ids[0][:shared], ids[1][:shared], strict=True))
    return Truth(pa.concat_tables(tables), pa.concat_tables(actors), pairs, made)


def as_reports(name: str, events: Events, ids: Sequence[str]) -> pa.Table:
    """Events as rows of the record's table `report`."""
    days = pa.array(events.day.astype(np.int32)).cast(pa.date32())
    many = len(ids)
    columns = {
        "row_id": pa.array(ids), "source": pa.array([name] * many), "part": pa.array(["events"] * many),
        "event": pa.array([one.split(":")[1] for one in ids]), "starts": days, "ends": days,
        "latitude": events.latitude, "longitude": events.longitude,
        "country": pa.array(events.country), "violence": pa.array(np.array(KINDS, object)[events.kind]),
        "deaths_low": events.low, "deaths_best": events.best, "deaths_high": events.high,
    }  # fmt: skip
    fixed = {"date_precision": "day", "place_precision": "exact"}
    return pa.table(columns | {key: pa.array([value] * many) for key, value in fixed.items()})


def _actors(events: Events, ids: Sequence[str]) -> pa.Table:
    many = len(ids)
    side = pa.array(["a"] * many + ["b"] * many)
    names = pa.concat_arrays(
        [pa.array(events.side_a, pa.string()), pa.array(events.side_b, pa.string())]
    )
    blank = pa.nulls(2 * many, pa.string())
    return pa.table(
        {"row_id": [*ids, *ids], "side": side, "position": pa.array([0] * (2 * many), pa.int32()),
         "name": names, "dataset_id": blank, "entry": blank}
    )  # fmt: skip


def is_true(
    made: Truth, left: npt.NDArray[np.object_], right: npt.NDArray[np.object_]
) -> npt.NDArray[np.bool_]:
    """Whether pairs of row ids are one incident, whichever comes first."""
    turned = np.char.startswith(left.astype(str), "two")
    pairs = zip(np.where(turned, right, left), np.where(turned, left, right), strict=True)
    return np.array([pair in made.pairs for pair in pairs], np.bool_)
