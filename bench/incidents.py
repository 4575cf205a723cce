"""Recognising one incident in two datasets, measured against a truth made from real events.

    python bench/incidents.py truth [SIZE]       quality at SIZE x 2 (default 100,000) under several disturbances
    python bench/incidents.py curve              cost from 10,000 x 2 to 1,000,000 x 2, beside the published method
    python bench/incidents.py versions           two versions of GED against each other, the event's number as truth
    python bench/incidents.py estimate [--write] the weights of `sourcebook/incidents/weights.yaml`

The shared folder is $SOURCEBOOK_SHARED, else ../shared. The truth: real events of UCDP GED, in one stretch of time so
that dense places stay as dense as they are; half of each dataset's events have a twin in the other, a copy that is
moved, redated, recoded and recounted; the other half are other real events of the same places and times.
"""

from __future__ import annotations

import io
import lzma
import math
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv as pc

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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
    respelt: float = 0.0
    unnamed: float = 0.0
    twins: float = 0.5
    crowd: float = 1.0


ASKED = Disturbance("as asked, one event in 32", crowd=1 / 32)
OTHERS = (
    replace(ASKED, name="5 km, 1 day", km=5, days=1),
    replace(ASKED, name="25 km, 3 days", km=25),
    replace(ASKED, name="15 km, 5 days", days=5),
    replace(ASKED, name="40 % recoded", recoded=0.4),
    replace(ASKED, name="every figure recounted, spread 0.5", recounted=1.0, spread=0.5),
    replace(ASKED, name="a third of names respelt, a tenth unnamed", respelt=0.3, unnamed=0.1),
    replace(ASKED, name="all names respelt, half unnamed", respelt=1.0, unnamed=0.5),
    replace(ASKED, name="half keep place and day", moved=0.5, redated=0.5),
    replace(ASKED, name="10 % with a twin", twins=0.1),
    replace(ASKED, name="90 % with a twin", twins=0.9),
    replace(ASKED, name="one event in 64", crowd=1 / 64),
    replace(ASKED, name="one event in 8", crowd=1 / 8),
    replace(ASKED, name="as crowded as GED is", crowd=1),
    replace(
        ASKED,
        name="as crowded as GED is, half keep place and day",
        crowd=1,
        moved=0.5,
        redated=0.5,
    ),
)
# What the weights are estimated from: several ways, so that they are those of none of them.
LEARNT = (
    Disturbance("", crowd=1 / 8, respelt=0.3, unnamed=0.1),
    Disturbance("", crowd=1 / 8, km=6, days=1, respelt=0.3, unnamed=0.1),
    Disturbance("", crowd=1 / 8, km=25, days=4, recoded=0.3, respelt=0.1),
    Disturbance("", crowd=1 / 8, moved=0.4, redated=0.4, recoded=0.1),
    Disturbance("", crowd=1 / 2, moved=0.6, redated=0.6, recounted=1.0, spread=0.4, respelt=0.3),
    Disturbance("", crowd=1 / 32, recoded=0.25, respelt=0.8, unnamed=0.3),
)


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
class Truth:
    """Two datasets and which rows of them are one incident: positions in `one` and in `two`."""

    reports: pa.Table
    actors: pa.Table
    pairs: set[tuple[str, str]]


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
    second = drawn.at(np.concatenate((twins, theirs)), np.zeros(size, np.int64))
    return _tables(first, _disturbed(second, how, random), shared, random)


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


def _tables(first: Events, second: Events, shared: int, random: np.random.Generator) -> Truth:
    ids = [[f"{name}:{n}" for n in random.permutation(len(first.day))] for name in ("one", "two")]
    tables = [_reports(*args) for args in zip(("one", "two"), (first, second), ids, strict=True)]
    actors = [_actors(*args) for args in zip((first, second), ids, strict=True)]
    pairs = set(zip(ids[0][:shared], ids[1][:shared], strict=True))
    return Truth(pa.concat_tables(tables), pa.concat_tables(actors), pairs)


def _reports(name: str, events: Events, ids: Sequence[str]) -> pa.Table:
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


def estimate(events: Events) -> dict[str, dict[str, tuple[float, float]]]:
    """How often reports of one incident agree, and how often different ones near each other do.

    The disturbances are mixed, so that the weights are those of no one of them.
    """
    from sourcebook.incidents import likeness, nearby, reports, weighing

    window = weighing.weights().near()
    same = {name: np.zeros(len(words)) for name, words in likeness.WORDS.items()}
    near = {name: np.zeros(len(words)) for name, words in likeness.WORDS.items()}
    for seed, how in enumerate(LEARNT, start=100):
        made = make(events, 25_000, how, seed)
        held = reports.read(made.reports, made.actors)
        kin = likeness.kinship(held)
        ids = held.row_id.to_numpy(zero_copy_only=False)
        for pairs in nearby.pairs(held, np.arange(len(held), dtype=np.int32), window):
            found = likeness.answers(held, pairs, kin)
            one = _true(made, ids[pairs.left], ids[pairs.right])
            for n, name in enumerate(likeness.QUESTIONS):
                many = len(likeness.WORDS[name])
                same[name] += np.bincount(found[n][one], minlength=many)
                near[name] += np.bincount(found[n][~one], minlength=many)
    return {name: _shares(name, same[name], near[name]) for name in same}


def _shares(
    name: str, same: npt.NDArray[np.float64], near: npt.NDArray[np.float64]
) -> dict[str, tuple[float, float]]:
    """Shares among the pairs that answer the question at all, smoothed by one pair in a thousand."""
    from sourcebook.incidents.likeness import WORDS

    words = WORDS[name]
    answered = [n for n, word in enumerate(words) if word != "unknown" and same[n] + near[n] > 0]
    return {
        words[n]: (
            float((same[n] / same[answered].sum() + 0.001) / (1 + 0.001 * len(answered))),
            float((near[n] / near[answered].sum() + 0.001) / (1 + 0.001 * len(answered))),
        )
        for n in answered
    }


@dataclass(frozen=True)
class Score:
    """How well, how long."""

    precision: float
    recall: float
    seconds: float
    links: int
    cpu: float = 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def ours(made: Truth) -> Score:
    """What the package finds."""
    from sourcebook.incidents.linking import link

    started, worked = time.perf_counter(), time.process_time()
    found = link(made.reports, made.actors).link
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    same = found.filter(pa.compute.equal(found["kind"], "same"))
    right = _true(made, *(same[end].to_numpy() for end in ("a", "b")))
    return Score(right.mean(), right.sum() / len(made.pairs), seconds, len(right), cpu)


def published(made: Truth, km: float = 15, days: int = 3) -> Score:
    """The published method in plain Python: pair by pair inside the days, best score first.

    Its taxonomies: the kind of violence, and the second side below its country; `km` and `days` those of the truth.
    """
    started = time.perf_counter()
    one, two = _plain(made, "one"), _plain(made, "two")
    found, first = [], 0
    for n, row in enumerate(one):
        while first < len(two) and two[first][0] < row[0] - days:
            first += 1
        for m in range(first, len(two)):
            if two[m][0] > row[0] + days:
                break
            if _km(row, two[m]) <= km:
                kind = 0 if row[3] == two[m][3] else 1
                side = 0 if row[4] == two[m][4] else 1 if row[5] == two[m][5] else None
                if side is not None:
                    found.append(((kind + side) / 4, n, m))
    used: tuple[set[int], set[int]] = (set(), set())
    right = links = 0
    for _, n, m in sorted(found):
        if n not in used[0] and m not in used[1]:
            used[0].add(n)
            used[1].add(m)
            links += 1
            right += (one[n][6], two[m][6]) in made.pairs
    seconds = time.perf_counter() - started
    return Score(right / max(1, links), right / len(made.pairs), seconds, links)


def _plain(made: Truth, source: str) -> list[tuple[object, ...]]:
    """Rows of one dataset as tuples in order of time: day, latitude, longitude, kind, second side, country, id."""
    side = {row["row_id"]: row["name"] for row in made.actors.to_pylist() if row["side"] == "b"}
    rows = made.reports.filter(pa.compute.equal(made.reports["source"], source)).to_pylist()
    return sorted(
        (row["starts"].toordinal(), row["latitude"], row["longitude"], row["violence"],
         side[row["row_id"]], row["country"], row["row_id"])
        for row in rows
    )  # fmt: skip


def _km(left: tuple[object, ...], right: tuple[object, ...]) -> float:
    a, b, c, d = (math.radians(x) for x in (left[1], left[2], right[1], right[2]))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def _true(
    made: Truth, left: npt.NDArray[np.object_], right: npt.NDArray[np.object_]
) -> npt.NDArray[np.bool_]:
    """Whether pairs of row ids are one incident, whichever comes first."""
    turned = np.char.startswith(left.astype(str), "two")
    pairs = zip(np.where(turned, right, left), np.where(turned, left, right), strict=True)
    return np.array([pair in made.pairs for pair in pairs], np.bool_)


def truth(events: Events, size: int) -> None:
    """Quality and time under each disturbance."""
    print(f"{size:,} x 2      {'precision':>10}{'recall':>8}{'F1':>8}{'s':>8}")
    for how in (ASKED, *OTHERS):
        _line(how.name, ours(make(events, size, how)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"peak memory, the made datasets included: {peak:.2f} GB")
    for many in (10_000, 30_000):
        for how in (ASKED, replace(ASKED, crowd=1)):
            small = make(events, many, how)
            crowd = "crowded as GED is" if how.crowd == 1 else "one event in 32"
            _line(f"{many:,} x 2, {crowd}", ours(small))
            _line("  the published method in plain Python", published(small))


def _line(name: str, found: Score) -> None:
    figures = f"{found.precision:10.3f}{found.recall:8.3f}{found.f1:8.3f}{found.seconds:8.1f}"
    print(f"{name[:52]:52}{figures}", flush=True)


def curve(events: Events) -> None:
    """Time and memory by size; each size in a process of its own would be needed for memory, so it only grows."""
    for size in (10_000, 30_000, 100_000, 300_000, 1_000_000):
        found = ours(make(events, size, ASKED))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        _line(
            f"{size:>9,} x 2, {found.cpu / size * 1e6:5.0f} us of CPU a row, peak {peak:.2f} GB",
            found,
        )
    for size in (1_000, 3_000, 10_000, 30_000):
        found = published(make(events, size, ASKED))
        _line(
            f"{size:>9,} x 2, {found.seconds / size * 1e6:6.0f} us a row, published method in Python",
            found,
        )


OLDER = (
    "data/ucdp/ucdp_ged191_syria_16566.csv.xz",
    "data/ucdp/ucdp_ged231_sample1000_fullcols.csv.xz",
)


def versions(shared: Path) -> None:
    """Real reports of the same incidents: what two versions of GED say, whose event numbers persist."""
    newer = pc.read_csv(io.BytesIO(lzma.decompress((shared / FILE).read_bytes())))
    for name in OLDER:
        older = pc.read_csv(io.BytesIO(lzma.decompress((shared / name).read_bytes())))
        tables = [_as_printed(older, "one"), _as_printed(newer, "two")]
        ids = [set(table["id"].to_pylist()) for table in (older, newer)]
        pairs = {(f"one:{n}", f"two:{n}") for n in ids[0] & ids[1]}
        reports, actors = (pa.concat_tables([pair[n] for pair in tables]) for n in (0, 1))
        _line(
            f"{Path(name).name[:24]} {older.num_rows:,}, {len(pairs):,} shared",
            ours(Truth(reports, actors, pairs)),
        )


def _as_printed(table: pa.Table, source: str) -> tuple[pa.Table, pa.Table]:
    """A version of GED, with the official names of columns or those of the extract."""
    ids = [f"{source}:{n}" for n in table["id"].to_pylist()]
    many = len(ids)
    if "date_start" in table.column_names:
        days = [_day(table[name]) for name in ("date_start", "date_end")]
        kind = pc_take(KINDS, table["type_of_violence"].to_numpy() - 1)
        figures = ("low", "best", "high")
    else:
        year, month, day = (table[name].to_numpy() for name in ("year", "month", "day"))
        months = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
        days = [pa.array(months.astype("datetime64[D]") + (day - 1))] * 2
        words = [
            word.split()[0].lower().replace("-", "_")
            for word in table["type_of_violence"].to_pylist()
        ]
        kind = pa.array(words)
        figures = ("low_death", "best_death", "high_death")
    columns = {
        "row_id": pa.array(ids), "source": pa.array([source] * many), "part": pa.array(["ged"] * many),
        "event": pa.array([one.split(":")[1] for one in ids]), "starts": days[0], "ends": days[1],
        "latitude": table["latitude"], "longitude": table["longitude"], "country": table["country"],
        "violence": kind, "place_precision": pa.array(["exact"] * many),
        **{
            f"deaths_{to}": table[name].cast(pa.int64())
            for to, name in zip(("low", "best", "high"), figures, strict=True)
        },
    }  # fmt: skip
    actors = pa.table(
        {"row_id": ids + ids, "side": ["a"] * many + ["b"] * many,
         "position": pa.array([0] * 2 * many, pa.int32()),
         "name": pa.chunked_array([*table["side_a"].chunks, *table["side_b"].chunks]),
         "dataset_id": pa.nulls(2 * many, pa.string()), "entry": pa.nulls(2 * many, pa.string())}
    )  # fmt: skip
    return pa.table(columns), actors


def pc_take(words: Sequence[str], numbers: Rows) -> pa.Array:
    return pa.array(np.array(words, object)[numbers])


def _day(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column if pa.types.is_date32(column.type) else column.cast(pa.string()).cast(pa.date32())


def write(found: dict[str, dict[str, tuple[float, float]]]) -> None:
    """Put estimated weights into the shipped file, below what was set by hand."""
    path = Path(__file__).parent.parent / "sourcebook/incidents/weights.yaml"
    head = path.read_text("utf-8").split("\ngroups:")[0]
    lines = ["groups:"]
    for name, words in found.items():
        if words and name not in ("tactic", "target", "place"):
            lines.append(f"  {name}:")
            lines += [f"    {word}: {{m: {m:.4f}, u: {u:.4f}}}" for word, (m, u) in words.items()]
    path.write_text(head + "\n" + "\n".join(lines) + "\n", "utf-8")


def main() -> int:
    """Run what is asked for."""
    shared = Path(os.environ.get("SOURCEBOOK_SHARED", "../shared"))
    command, *rest = sys.argv[1:] or ["truth"]
    events = load(shared)
    if command == "estimate":
        found = estimate(events)
        for name, words in found.items():
            for word, (m, u) in words.items():
                print(f"{name:10} {word:26} {m:.4f} {u:.4f} {math.log2(m / u):+.2f}")
        if "--write" in rest:
            write(found)
    elif command == "versions":
        versions(shared)
    elif command == "curve":
        curve(events)
    else:
        truth(events, int(rest[0]) if rest else 100_000)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
