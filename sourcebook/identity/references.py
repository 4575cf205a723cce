"""Entries that carry the same official number: the strongest evidence, and not beyond doubt.

Lists that follow another print its reference: the UK's "UN Ref QE.T.14.01" is the UN's `QDe.014`, FollowTheMoney
streams carry `ofac-6897` and `gb-hmt-7247`, ships an IMO number. About one in forty of the UN references that
the UK printed in 2018 is a slip: another entry's number, or a group's for a person. So a reference is held against
the names, and one that everything else contradicts stays as a lead, too weak to join anything.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb
import msgspec

from sourcebook.identity.clusters import Edge
from sourcebook.names import compare

FIRM, UNCONFIRMED, DOUBTED = 0.99, 0.8, 0.2
CONFIRMING_SCORE, SURE_SCORE = 0.6, 0.9
NAMES_HELD = 12

# Which property of which source carries which kind of number. The UN's data ids and the other lists' own keys appear
# in OpenSanctions' ids: unsc-6908002, ofac-6897, gb-hmt-7247 (https://www.opensanctions.org/docs/identifiers/).
_OWN = """
    select entry, source as scheme, split_part(entry, ':', 2) as number from entry where source in ('un', 'ofac', 'uk')
    union all select subject, 'unsc', value from statements where prop = 'sb:dataId' and source = 'un'
    union all select subject, 'eu', lower(replace(value, '.', '-')) from statements where prop = 'sb:euReference'
"""
_PRINTED = """
    select subject as entry, 'un' as scheme, value as number from statements where prop = 'sb:unReference'
    union all
    select entry, case list when 'gb-hmt' then 'uk' when 'eu-fsf' then 'eu' else list end, number from (
        select subject as entry,
            unnest(regexp_extract(value, '^(ofac|unsc|gb-hmt|eu-fsf)-([a-z0-9-]+)$', ['list', 'number']))
        from statements where prop in ('referents', 'sb:referent') or (prop = 'id' and source = 'ftm')
    ) where list != ''
"""
# Numbers that only one thing in the world has, whoever prints them.
_WORLDWIDE = """
    select subject as entry, prop as scheme, value as number from statements
    where prop in ('imoNumber', 'leiCode', 'wikidataId')
"""


class Shared(msgspec.Struct, frozen=True):
    """Two entries that carry one number.

    Attributes:
        a, b: The entries, the lower first.
        scheme: Whose number it is: `un`, `ofac`, `imoNumber`.
        number: The number.
        alike: Whether both are persons, or both are not.
        sources: Of a and of b.
    """

    a: str
    b: str
    scheme: str
    number: str
    alike: bool
    sources: tuple[str, str]


class Ground(msgspec.Struct, frozen=True):
    """What a link by reference rests on, for the reader.

    Attributes:
        scheme, number: The number both carry.
        score: How well their names agree at best.
    """

    scheme: str
    number: str
    score: float


def references(con: duckdb.DuckDBPyConnection, by_names: Collection[Edge]) -> list[Edge]:
    """Links between entries of different lists that carry one official number.

    Args:
        con: A build's database with `entry`, `name` and `statements` loaded.
        by_names: Links by names, against which a doubtful reference is held.
    """
    shared = _shared(con)
    names = _names(con)
    linked = {pair for edge in by_names for pair in ((edge.a, edge.b), (edge.b, edge.a))}
    partners = {(one, other.partition(":")[0]): other for one, other in sorted(linked)}
    return [_edge(one, names, partners) for one in shared]


def _shared(con: duckdb.DuckDBPyConnection) -> list[Shared]:
    con.execute(f"""
        create or replace temp table link_number as
        select distinct n.entry, n.scheme, n.number, e.source, e.schema = 'Person' as person
        from ({_OWN} union all {_PRINTED} union all {_WORLDWIDE}) n join entry e on e.entry = n.entry
    """)
    rows = con.execute("""
        select x.entry, y.entry, min(x.scheme), min(x.number), bool_and(x.person = y.person), x.source, y.source
        from link_number x join link_number y
            on x.scheme = y.scheme and x.number = y.number and x.entry < y.entry and x.source != y.source
        group by x.entry, y.entry, x.source, y.source order by x.entry, y.entry
    """).fetchall()
    return [
        Shared(a, b, scheme, number, alike, (x, y)) for a, b, scheme, number, alike, x, y in rows
    ]


def _names(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """A few names of each entry that shares a number, the longest first."""
    rows = con.execute(f"""
        select entry, max(struct_pack(letters := length(name), name := name), {NAMES_HELD})
        from name semi join link_number using (entry) group by entry
    """).fetchall()
    return {entry: [one["name"] for one in held] for entry, held in rows}


def _edge(
    shared: Shared, names: dict[str, list[str]], partners: dict[tuple[str, str], str]
) -> Edge:
    score = _best_score(names.get(shared.a, []), names.get(shared.b, []))
    others = (
        partners.get((shared.a, shared.sources[1]), shared.b),
        partners.get((shared.b, shared.sources[0]), shared.a),
    )
    strength = _strength(shared, score, others != (shared.b, shared.a))
    ground = msgspec.json.encode(Ground(shared.scheme, shared.number, score)).decode()
    return Edge(shared.a, shared.b, "reference", strength, ground)


def _strength(shared: Shared, score: float, elsewhere: bool) -> float:
    """How far to trust a number: not from a person to a group, nor where the names lead elsewhere."""
    if not shared.alike:
        return DOUBTED
    if elsewhere and score < SURE_SCORE:
        return DOUBTED
    return FIRM if score >= CONFIRMING_SCORE else UNCONFIRMED


def _best_score(ours: list[str], theirs: list[str]) -> float:
    best = 0.0
    for one in ours:
        for other in theirs:
            best = max(best, compare(one, other).score)
            if best >= SURE_SCORE:
                return best
    return best
