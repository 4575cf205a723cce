"""UCDP Organized Violence by Country and Year: deaths of each kind of violence in each country, year by year.

Figures and no events: they are what the sums of a complete GED of the same version should come to, and are kept where
the two can be compared. Columns are those of the codebook of version 25.1 (https://ucdp.uu.se/downloads/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import duckdb
import pyarrow as pa

from sourcebook.record.reports import COUNTRY_YEARS
from sourcebook.record.rows import Reject
from sourcebook.record.territories import alpha2
from sourcebook.sources.contract import Facts, Format, Head, Tabulated
from sourcebook.sources.tabular import reading

PART = "country_year"
_VERSION = re.compile(r",\"?(\d{2})\.\d\"?\s*$", re.MULTILINE)
_COMMON = ("country_id_cy", "country_cy", "year_cy", "version")
# Kind of violence, ids of its dyads, deaths: low, best, high, of the parties, of civilians, of unknown.
_KINDS = {
    "state_based": (
        "sb_dyad_ids_cy", "sb_total_deaths_low_cy", "sb_total_deaths_best_cy", "sb_total_deaths_high_cy",
        "sb_deaths_parties_cy", "sb_deaths_civilians_cy", "sb_deaths_unknown_cy",
    ),
    "non_state": (
        "ns_dyad_ids_cy", "ns_total_deaths_low_cy", "ns_total_deaths_best_cy", "ns_total_deaths_high_cy",
        "ns_deaths_parties_cy", "ns_deaths_civilians_cy", "ns_deaths_unknown_cy",
    ),
    "one_sided": (
        "os_dyad_ids_cy", "os_total_deaths_low_cy", "os_total_deaths_best_cy", "os_total_deaths_high_cy",
        None, None, "os_killings_unknown_cy",
    ),
}  # fmt: skip
_DEATHS = (
    "deaths_low", "deaths_best", "deaths_high", "deaths_parties", "deaths_civilians", "deaths_unknown",
)  # fmt: skip
_WANTED = tuple(
    dict.fromkeys([*_COMMON, *(name for names in _KINDS.values() for name in names if name)])
)


def recognises(head: Head) -> bool:
    """Whether a file is such a table: by its header."""
    first = head.text.split("\n", 1)[0]
    return all(name in first for name in ("country_id_cy", "sb_total_deaths_best_cy", "version"))


def facts(head: Head) -> Facts:
    """The year of release, from the version every row carries."""
    found = _VERSION.search(head.text)
    return Facts(published=None if found is None else f"20{found[1]}")


def tabulate(stream: BinaryIO) -> Iterator[Tabulated | Reject]:
    """A row for each country, year and kind of violence."""
    how = reading.layout(stream, ("utf-8",), None)
    with duckdb.connect() as con:
        con.execute("set threads to 1")
        for batch in reading.batches(stream, how, _WANTED):
            if isinstance(batch, Reject):
                yield batch
            else:
                con.register("batch", pa.table(batch))
                con.register("states", _states(batch))
                found = con.sql(_query()).to_arrow_table().cast(COUNTRY_YEARS)
                yield from (Tabulated("country_years", some) for some in found.to_batches())


def _query() -> str:
    return (
        " union all ".join(_kind(kind, names) for kind, names in _KINDS.items()) + " order by all"
    )


def _kind(kind: str, names: tuple[str | None, ...]) -> str:
    dyads, *deaths = names
    counted = ", ".join(
        f"{'null' if name is None else f'try_cast({name} as integer)'} as {column}"
        for column, name in zip(_DEATHS, deaths, strict=True)
    )
    return f"""select '{PART}' as part, country_id_cy as country_id, country_cy as country_printed, code as country,
        try_cast(year_cy as integer) as year, '{kind}' as violence, nullif({dyads}, 'NO_DYAD') as dyads, {counted},
        version as dataset_version from batch left join states on printed = country_cy"""


def _states(batch: pa.RecordBatch) -> pa.Table:
    printed = sorted(set(batch.column("country_cy").to_pylist()))
    return pa.table(
        {"printed": printed, "code": pa.array([alpha2(one) for one in printed], pa.string())}
    )


COUNTRY_YEAR = Format("ucdp-country-year", (PART,), recognises, facts, tabulate=tabulate)
