"""What a measure costs on two million events, beside the same question in pandas, in the same run.

    python bench/measures.py [EVENTS] [FOLDER]     default 2,000,000 and $SOURCEBOOK_SHARED, else ../shared

The events are those of the precise GED extract, again and again until there are enough, each copy moved by up to
three years and half a degree (seeded); every actor keeps its share, so the largest have tens of thousands. Both sides
have the events as they keep them: Sourcebook in a record on disk, pandas in memory after reading the same Parquet
(reading is timed apart). The better of several runs counts; seconds of the processors stand beside, as they depend less
on what else runs. A monthly series over its agreed half second is marked; the exit code is then 1.
"""

from __future__ import annotations

import lzma
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.build.reports import ORDER
from sourcebook.record.store import Record
from sourcebook.record.territories import alpha2
from sourcebook.trends.activity import activity
from sourcebook.trends.composition import composition
from sourcebook.trends.places import hotspots
from sourcebook.trends.scope import Scope
from sourcebook.trends.series import series
from tests.trends.loading import RESOLVED, empty, load_ged, opened

RUNS = 3
LIMIT = 0.5
GROUPS = {
    "AQIM": "ucdp:539",
    "JNIM": "ucdp:6576",
    "IS": "ucdp:234",
    "Government of Afghanistan": "ucdp:130",
}
MOVED = """insert into report by name select * exclude (copy, days) replace (
        row_id || '/' || copy as row_id, event || '/' || copy as event, starts + days as starts, starts + days as ends,
        greatest(least(latitude + (hash(row_id, copy, 1) % 1000) / 1000 - 0.5, 89.9), -89.9) as latitude,
        greatest(least(longitude + (hash(row_id, copy, 2) % 1000) / 1000 - 0.5, 179.9), -179.9) as longitude
    ) from (
        select *, (hash(row_id, copy, 3) % 2190)::integer - 1095 as days
        from report, generate_series(1, {copies}) as copies(copy) where hash(row_id, copy, 4) % 1000 < {share}
    )"""


def grown(folder: Path, csv: Path, events: int) -> Record:
    """A record with that many events."""
    con = empty(folder / "record")
    printed = con.execute("select distinct country from read_csv($1)", [str(csv)]).fetchall()
    load_ged(con, csv, {country: alpha2(country) for (country,) in printed})
    (held,) = con.execute("select count(*) from report").fetchone() or (0,)
    copies = -(-(events - held) // held)
    share = round(1000 * (events - held) / (held * copies)) if copies > 0 else 0
    con.execute(MOVED.format(copies=copies, share=share))
    con.execute(
        """insert into report_actor select r.row_id, a.side, a.position, a.name, a.dataset_id, a.entry
        from report r join report_actor a on a.row_id = split_part(r.row_id, '/', 1) where contains(r.row_id, '/')"""
    )
    con.execute(
        """update report set grid =
        (floor((latitude + 90) * 2) * 720 + floor((longitude + 180) * 2) + 1)::integer"""
    )
    # As a build leaves it: each report says which incident it belongs to, most of them alone, in the build's order.
    con.execute(
        f"""create table joined as select *, source || ':' || event as incident, 'member' as role
        from report order by {ORDER}"""
    )
    con.execute("drop table report")
    con.execute("alter table joined rename to report")
    for name, entry in GROUPS.items():
        con.execute("insert into identity values (?, ?)", [entry, entry])
        con.execute(RESOLVED, ["ucdp", name, entry, "same", None])
    for table in ("report", "report_actor"):
        con.execute(f"copy {table} to '{folder / table}.parquet' (format parquet)")
    return opened(folder / "record", con, "2024-12-31")


def best(call: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The quickest of several runs."""
    taken = []
    for _ in range(RUNS):
        began = clock()
        call()
        taken.append(clock() - began)
    return min(taken)


def in_pandas(events: pd.DataFrame, actors: pd.DataFrame, name: str) -> pd.DataFrame:
    """The same monthly series: incidents and low, best and high, months without events included."""
    rows = actors.loc[actors["name"] == name, "row_id"].unique()
    own = events[events["row_id"].isin(rows) & (events["known_from"] <= date(2024, 12, 31))]
    month = pd.to_datetime(own["starts"]).dt.to_period("M")
    grouped = own.groupby(month)[["deaths_low", "deaths_best", "deaths_high"]].sum()
    grouped["incidents"] = own.groupby(month).size()
    return grouped.reindex(
        pd.period_range(events["starts"].min(), events["starts"].max(), freq="M"), fill_value=0
    )


def main() -> int:
    """Measure."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    shared = Path(
        sys.argv[2] if len(sys.argv) > 2 else os.environ.get("SOURCEBOOK_SHARED", "../shared")
    )
    over = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        csv = folder / "ged.csv"
        with (
            lzma.open(shared / "data/ucdp/ucdp_ged211_precise_176579.csv.xz") as packed,
            csv.open("wb") as plain,
        ):
            shutil.copyfileobj(packed, plain)
        with grown(folder, csv, events) as record:
            over = compare(record, folder)
    return int(over)


def compare(record: Record, folder: Path) -> bool:
    """Print what each question costs here and in pandas."""
    over = False
    held = record.value("select count(*) from report")
    known = date(2024, 12, 31)
    ours = {}
    for name, entry in GROUPS.items():
        scope = Scope(as_of=known, known=known, group=entry)
        ours[name] = (
            best(lambda s=scope: _series(record, s)),
            best(lambda s=scope: _series(record, s), time.process_time),
            best(lambda s=scope: _whole(record, s)),
            _series(record, scope),
        )
    memory = psutil.Process().memory_info().rss / 2**30
    actors = record.value("select count(*) from report_actor")
    print(
        f"{held:,} events, {actors:,} actors in them; Sourcebook holds {memory:.2f} GiB after its questions"
    )
    began = time.perf_counter()
    frames = [pd.read_parquet(folder / f"{table}.parquet") for table in ("report", "report_actor")]
    read = time.perf_counter() - began
    grown_to = psutil.Process().memory_info().rss / 2**30 - memory
    print(f"pandas reads the same in {read:.1f} s and holds {grown_to:.2f} GiB more\n")
    print(
        "group                          incidents   series s   (cpu s)   pandas s   ratio   all measures s"
    )
    for name, (one, busy, all_, found) in ours.items():
        theirs = best(lambda n=name: in_pandas(*frames, n))
        agree = int(in_pandas(*frames, name)["deaths_best"].sum())
        assert found.total.deaths is not None and found.total.deaths.best == agree
        mark = "  over the agreed half second" if one > LIMIT else ""
        over |= one > LIMIT
        print(
            f"{name:30} {found.total.incidents or 0:9,} {one:10.3f} {busy:9.3f} {theirs:10.3f} {one / theirs:7.2f} "
            f"{all_:16.3f}{mark}"
        )
    return over


def _series(record: Record, scope: Scope):  # type: ignore[no-untyped-def]
    with activity(record, scope) as held:
        return series(held)


def _whole(record: Record, scope: Scope) -> None:
    with activity(record, scope) as held:
        series(held)
        composition(held)
        hotspots(held)


if __name__ == "__main__":
    sys.exit(main())
