"""How long events take from a publisher's file to a live record, and how much memory.

    python bench/events.py                   the GED extract of the shared folder ($SOURCEBOOK_SHARED, else ../shared)
    python bench/events.py --made 2000000    that many made-up events in the official layout

Each step is a process of its own, as a user would run it; the register is the shipped one. Beside it, in the same run,
what pandas takes to read the same file and give its months: a reader of one file with no record of who said what when.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SEED = 4
# Made-up events lie in a thousand towns of forty countries, are by 1,500 actors, some of them far busier than others.
_MADE = """
    with drawn as (
        select i, hash(i * 16 + {seed}) as h, hash(i * 16 + {seed} + 1) as k, hash(i * 16 + {seed} + 2) as m,
            date '1989-01-01' + (hash(i * 16 + {seed} + 3) % 12700)::integer as day
        from range({count}) t(i)
    ), placed as (
        select *, h % 1000 as town, 1 + k % 3 as kind, (m % 40)::integer as low,
            floor(1500 * power((k % 1000003) / 1000003.0, 3))::integer as actor from drawn
    )
    select 1000000 + i as id, 'MADE-' || i as relid, year(day) as year, 1 as active_year, 'Clear' as code_status,
        kind as type_of_violence, town % 200 as conflict_new_id, 'Made: Conflict ' || town % 200 as conflict_name,
        town % 300 as dyad_new_id, 'Dyad ' || town % 300 as dyad_name, 100 + town % 40 as side_a_new_id,
        'Government of ' || countries[1 + (town % 40)::integer] as side_a, 10000 + actor as side_b_new_id,
        case when kind = 3 then 'Civilians' else 'Made-up Front ' || actor end as side_b, 1 as number_of_sources,
        'Agency ' || m % 50 || ', made-up report ' || i as source_article, 'Agency ' || m % 50 as source_office,
        day as source_date, 'Made-up report ' || i as source_headline, '' as source_original, 1 + m % 6 as where_prec,
        'Town ' || town as where_coordinates, 'Town ' || town || ', made up' as where_description,
        'Province ' || town % 90 as adm_1, 'District ' || town % 400 as adm_2,
        round(-30 + (town * 7919 % 6000) / 100.0 + (h % 100) / 1000.0, 6) as latitude,
        round(-15 + (town * 104729 % 6000) / 100.0 + (k % 100) / 1000.0, 6) as longitude,
        'POINT' as geom_wkt, countries[1 + (town % 40)::integer] as country, town % 40 as country_id,
        'Africa' as region,
        1 as event_clarity, 1 + h % 5 as date_prec, strftime(day, '%Y-%m-%d 00:00:00.000') as date_start,
        strftime(day, '%Y-%m-%d 00:00:00.000') as date_end, 0 as deaths_a, low as deaths_b, 0 as deaths_civilians,
        0 as deaths_unknown, low as best, low + h % 5 as high, low as low, '' as gwnoa, '' as gwnob
    from placed, (select [{countries}] as countries) order by i
"""
_COUNTRIES = (
    "Algeria", "Angola", "Benin", "Botswana", "Burkina Faso", "Burundi", "Cameroon", "Chad", "Congo", "Djibouti",
    "Egypt", "Eritrea", "Ethiopia", "Gabon", "Gambia", "Ghana", "Guinea", "Kenya", "Lesotho", "Liberia", "Libya",
    "Madagascar", "Malawi", "Mali", "Mauritania", "Morocco", "Mozambique", "Namibia", "Niger", "Nigeria", "Rwanda",
    "Senegal", "Somalia", "South Africa", "Sudan", "Togo", "Tunisia", "Uganda", "Zambia", "Zimbabwe (Rhodesia)",
)  # fmt: skip


def made(path: Path, count: int) -> None:
    """Write made-up events as an official CSV; the same for a seed."""
    countries = ", ".join(f"'{name}'" for name in _COUNTRIES)
    query = _MADE.format(seed=SEED, count=count, countries=countries)
    with duckdb.connect() as con:
        con.execute("set threads to 1")
        con.execute("set memory_limit = '1GB'")
        con.execute(f"copy ({query}) to '{path}' (header)")


def run(home: Path, *words: str) -> tuple[float, float]:
    """Run a command; returns seconds and the seconds of the processor."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "sourcebook", *words], env={**os.environ, "SOURCEBOOK_HOME": str(home)}, check=False,
    )  # fmt: skip
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"sourcebook {words[0]} ended with {done.returncode}")
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


_PANDAS = """
import sys, time
import pandas
began = time.perf_counter()
table = pandas.read_csv(sys.argv[1])
if "date_start" in table:
    day = pandas.to_datetime(table["date_start"].str[:10])
else:
    day = pandas.to_datetime(table[["year", "month", "day"]])
months = table.groupby(day.dt.to_period("M")).size()
print(f"pandas reads it and counts {len(months)} months in {time.perf_counter() - began:.1f} s")
"""


def main() -> None:
    """Add, build, and say what it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--made", type=int, help="made-up events, instead of the extract")
    asked.add_argument("--shared", default=os.environ.get("SOURCEBOOK_SHARED", "../shared"))
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, path = Path(folder) / "home", Path(folder) / "GEDEvent_v23_1.csv"
        if options.made:
            made(path, options.made)
        else:
            path = Path(options.shared).resolve() / "data/ucdp/ucdp_ged211_precise_176579.csv.xz"
        added, added_cpu = run(home, "add", str(path))
        built, built_cpu = run(home, "build")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        print(
            f"add {added:.1f} s ({added_cpu:.1f} s of processor), build {built:.1f} s ({built_cpu:.1f}), "
            f"sum {added + built:.1f} s, peak {peak:.2f} GB, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        subprocess.run([sys.executable, "-c", _PANDAS, str(path)], check=False)


if __name__ == "__main__":
    main()
