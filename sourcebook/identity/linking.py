"""Links by names: entries of different lists that agree in names and do not disagree in births or countries.

Candidates come from shared blocks (`candidates`), each is weighed (`weighing`), and of those that are likely enough
each entry keeps one in each other list: a list names a person once, so the second best is another person.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log2
from typing import Any, NamedTuple

import duckdb
import msgspec

from sourcebook.identity.candidates import batches, block, insert
from sourcebook.identity.clusters import Edge
from sourcebook.identity.weighing import (
    OFFICES,
    OWN_WORD_BITS,
    SAME_NAME_BITS,
    SAME_SCORE,
    SOLE_NAME_BITS,
    Births,
    Countries,
    Grounds,
    bits,
    name_bits,
    only_kind,
    probability,
    rarity,
)
from sourcebook.names import Comparison, compare, search_key
from sourcebook.names.forms import token
from sourcebook.record.dates import PartialDate
from sourcebook.record.territories import named

LIKELY = 0.88
LEAST_SCORE = 0.78
# Names of a pair that are compared word by word: the likest few.
NAMES_COMPARED = 3
_COUNTRIES = "('nationality', 'citizenship', 'birthCountry', 'country', 'jurisdiction')"


def link(con: duckdb.DuckDBPyConnection) -> tuple[list[Edge], list[str]]:
    """Link the entries of a build by their names.

    Args:
        con: A build's database with `entry`, `name` and `statements` loaded.

    Returns:
        The links, and what was not compared, a line each.
    """
    capped = block(con)
    _load_facts(con)
    _load_candidates(con)
    con.execute(
        "create or replace temp table link_weighed (a varchar, b varchar, bits double, grounds varchar)"
    )
    weigher = Weigher(con)
    for rows in batches(con, "link_candidate", "select * from link_candidate"):
        insert(
            con, "link_weighed", [kept for row in rows if (kept := weigher.weigh(Candidate(*row)))]
        )
    return _best(con), capped


def _load_facts(con: duckdb.DuckDBPyConnection) -> None:
    """Births as intervals of days, and countries."""
    con.execute(
        "create or replace temp table link_date (value varchar, earliest date, latest date)"
    )
    values = con.execute(
        "select distinct value from statements where prop = 'birthDate' order by value"
    ).fetchall()
    insert(con, "link_date", [row for (value,) in values for row in _interval(value)])
    con.execute(f"""
        create or replace temp table link_birth as
        select distinct subject as entry, earliest, latest
        from statements join link_date using (value) where prop = 'birthDate';
        create or replace temp table link_country as
        select subject as entry, list_sort(list(distinct lower(value))) as countries
        from statements where prop in {_COUNTRIES} and length(value) = 2 group by subject
    """)


def _interval(value: str) -> Iterator[tuple[Any, ...]]:
    try:
        date = PartialDate.parse(value)
    except ValueError:
        return
    yield value, date.earliest, date.latest


_DAYS = "x.earliest = x.latest and y.earliest = y.latest"
# How two sets of dates agree at best. A year overlaps any day in it; "near" is a slip: a year off, or the
# right year with another day, or the right day with another year.
_BIRTHS = f"""case
    when bool_or(x.earliest = y.earliest and {_DAYS}) then 'same_day'
    when bool_or(x.earliest <= y.latest and y.earliest <= x.latest) then 'overlapping'
    when bool_or(abs(year(x.earliest) - year(y.earliest)) <= 1
        or (strftime(x.earliest, '%m%d') = strftime(y.earliest, '%m%d') and {_DAYS})) then 'near'
    else 'apart' end"""


def _load_candidates(con: duckdb.DuckDBPyConnection) -> None:
    """Pairs of entries, each with the likest of the names they met by and what else is known of both."""
    con.execute(f"""
        create or replace temp table link_entries as
        select least(x.entry, y.entry) as a, greatest(x.entry, y.entry) as b, min(t.class) as class,
            max(struct_pack(likeness := m.likeness, strong := not (x.weak or y.weak),
                letters := length(x.name) + length(y.name),
                one := if(x.entry < y.entry, x.name, y.name), other := if(x.entry < y.entry, y.name, x.name)),
                {NAMES_COMPARED}) as met,
            count(distinct m.a) - 1 as further
        from link_met m join link_bearer x on x.id = m.a join link_bearer y on y.id = m.b
            join link_text t on t.id = m.a
        where x.source != y.source group by 1, 2;
        create or replace temp table link_births as
        select e.a, e.b, {_BIRTHS} as births
        from link_entries e join link_birth x on x.entry = e.a join link_birth y on y.entry = e.b
        group by e.a, e.b;
        {_SOLE};
        create or replace temp table link_candidate as
        select e.*, coalesce(births, 'unknown') as births,
            case when x.countries is null or y.countries is null then 'unknown'
                when list_has_any(x.countries, y.countries) then 'shared' else 'different' end as countries
        from link_entries e left join link_births using (a, b)
            left join link_country x on x.entry = e.a left join link_country y on y.entry = e.b
        order by a, b
    """)


# Names that each of two lists has once, of groups; an acronym can stand for another group.
_SOLE = f"""
    create or replace temp table link_sole as
    with bearing as (
        select n.key, e.source, min(n.entry) as entry
        from name n join entry e using (entry)
        where e.schema != 'Person' and n.prop != 'weakAlias' and not regexp_matches(n.key, '\\b({OFFICES})\\b')
        group by n.key, e.source
        having count(distinct n.entry) = 1 and bool_or(length(n.name) > 6 and n.name != upper(n.name)
            or length(n.name) > 8)
    )
    select least(x.entry, y.entry) as a, greatest(x.entry, y.entry) as b, x.key
    from bearing x join bearing y using (key) where x.source < y.source
"""

Told = tuple[float, float, dict[str, Any]]


def _best_told(one: Told) -> tuple[float, float, str, str]:
    """What tells most first; the names themselves break ties."""
    return one[0], one[1], one[2]["one"], one[2]["other"]


class Candidate(NamedTuple):
    """Two entries to weigh: the names they met by, and what their births and countries say."""

    a: str
    b: str
    kind: str
    met: list[dict[str, Any]]
    further: int
    births: Births
    countries: Countries


class Weigher:
    """Weighs candidates against how common each word is in the names of its class."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._sole = set(con.execute("select a, b, key from link_sole").fetchall())
        self._entries = dict(
            con.execute(
                "select class, count(distinct entry) from link_class group by class"
            ).fetchall()
        )
        counts = con.execute("""
            select class, word, count(distinct entry) from (
                select id, class, unnest(string_split(spelt, ' ')) as word from link_name join link_text using (id)
            ) join link_bearer using (id) group by class, word
        """).fetchall()
        self._rarity: dict[str, dict[str, float]] = {kind: {} for kind in self._entries}
        for kind, word, count in counts:
            self._rarity[kind][word] = rarity(count, self._entries[kind])

    def weigh(self, pair: Candidate) -> tuple[str, str, float, str] | None:
        """A candidate with its odds, if it is worth keeping."""
        told, score, best = max(self._compared(pair), key=_best_told)
        if score < LEAST_SCORE:
            return None
        grounds = Grounds(
            names=(best["one"], best["other"]), score=score, further=pair.further, births=pair.births,
            countries=self._countries(pair, best), weak=not best["strong"],
        )  # fmt: skip
        odds = bits(grounds, told, log2(self._entries[pair.kind] + 1), pair.kind == "p")
        return (pair.a, pair.b, odds, msgspec.json.encode(grounds).decode()) if odds > 0 else None

    def _countries(self, pair: Candidate, best: dict[str, Any]) -> Countries:
        """What countries say; of a name without a word of its own, what the states say that other names speak of.

        A People's Liberation Army of a list that also calls it the Communist Party of Peru is not Colombia's.
        """
        if pair.kind == "p" or pair.countries != "unknown" or not only_kind(best["one"]):
            return pair.countries
        one, other = self._states(pair.a), self._states(pair.b)
        return "different" if one and other and one.isdisjoint(other) else "unknown"

    def _states(self, entry: str) -> frozenset[str]:
        """Where a group is: as stated, else the states that its names say."""
        stated = self._con.execute(
            "select unnest(countries) from link_country where entry = ?", [entry]
        ).fetchall()
        names = self._con.execute("select name from name where entry = ?", [entry]).fetchall()
        codes = (str(code).lower() for (name,) in names for code in named(name))
        return frozenset(code for (code,) in stated) or frozenset(codes)

    def _compared(self, pair: Candidate) -> Iterator[Told]:
        for names in pair.met:
            found = compare(names["one"], names["other"])
            sole = (pair.a, pair.b, search_key(names["one"])) in self._sole
            yield self._told(pair.kind, found, sole), found.score, names

    def _told(self, kind: str, found: Comparison, sole: bool) -> float:
        told = name_bits(found, self._rarity[kind], rarity(1, self._entries[kind]))
        if kind == "p":
            return told
        own = sum(token(word).kind == "word" for word in (*found.left_over, *found.right_over))
        if found.score < SAME_SCORE:
            return told - OWN_WORD_BITS * own
        return told + SAME_NAME_BITS + (SOLE_NAME_BITS if sole else 0.0)


def _best(con: duckdb.DuckDBPyConnection) -> list[Edge]:
    """Of the links likely enough, the best of each entry with each list: the likeliest first, one to one."""
    rows = con.execute("""
        select a, b, x.source, y.source, bits, grounds
        from link_weighed join entry x on x.entry = a join entry y on y.entry = b order by bits desc, a, b
    """).fetchall()
    taken: set[tuple[str, str]] = set()
    edges = []
    for a, b, list_of_a, list_of_b, odds, grounds in rows:
        if probability(odds) < LIKELY:
            break
        ends = {(a, list_of_b), (b, list_of_a)}
        if taken.isdisjoint(ends):
            taken |= ends
            edges.append(Edge(a, b, "names", probability(odds), grounds))
    return edges
