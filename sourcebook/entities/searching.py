"""Looking through the entities of the record: by name, country, topic, dataset, kind.

Found are entities that some list carried on the day asked about, by the names it gave them then. What is found is laid
in a temporary table, of which the page and the counts are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from sourcebook.entities.entity import View
from sourcebook.entities.sorting import sorted_by
from sourcebook.entities.terms import Terms
from sourcebook.entities.values import properties_of_type, record_country
from sourcebook.names import search_key, words
from sourcebook.record import territories
from sourcebook.record.schema import is_a, schemata
from sourcebook.record.store import Record
from sourcebook.record.topics import topics_of

_FOUND = "found"
_IN_FORCE = "{0}.known_from <= $known and ({0}.known_until is null or {0}.known_until > $known)"
# A text with single blanks around its words, without case and accents.
_SPACED = r"(' ' || trim(regexp_replace(lower(strip_accents({0})), '[^\pL\pN]+', ' ', 'g')) || ' ')"
# An entry may have left its list and come back: only the runs of its id tell when it stood there.
_STOOD = f"""e.entry in (select s.subject from statements s
    where s.prop = 'id' and s.subject = s.record and {_IN_FORCE.format("s")})"""
SORTS = {"id": "id", "caption": "caption", "schema": "schema", "first_seen": "first_seen", "score": "score",
    "_score": "score", "last_change": "last_change"}  # fmt: skip
FACETS = {
    "countries": "Countries",
    "topics": "Topics",
    "datasets": "Data sources",
    "schema": "Types",
}


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for.

    Attributes:
        text: As typed, for ranking.
        terms: What it means.
        likely: Canonical ids with a score, found otherwise: by the index of screening.
        schema: Entities of this schema or a kind of it.
        exclude_schemata: None of these.
        sources: Only of these; empty: of all.
        exclude_sources: None of these.
        countries: Any of these codes.
        topics: Any of these topics.
        target: Whether designated; None: either.
        changed_since: Of which a list said something new since this day.
        sort: Fields, the weightiest first.
        limit, offset: The page.
        facets: What is counted over all that is found.
    """

    text: str = ""
    terms: Terms = Terms()
    likely: tuple[tuple[str, float], ...] = ()
    schema: str = "Thing"
    exclude_schemata: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    exclude_sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    target: bool | None = None
    changed_since: date | None = None
    sort: tuple[str, ...] = ()
    limit: int = 10
    offset: int = 0
    facets: tuple[str, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """A page of what is found.

    Attributes:
        ids: Canonical ids of the page.
        total: How many there are in all.
        facets: Values and how many entities have them, the most frequent first.
    """

    ids: list[str]
    total: int
    facets: dict[str, list[tuple[str, int]]]


def search(record: Record, asked: Search, view: View) -> Found:
    """Look.

    Args:
        record: The record, for this thread: a temporary table is laid in it.
        asked: What is looked for.
        view: How the record is looked at.

    Raises:
        UsageError: It cannot be sorted so.
    """
    order = _order(asked.sort)
    pairs = topic_pairs(record)
    question = _Question(asked, view, pairs)
    record.lay(_FOUND, question.sql(), question.values)
    try:
        page = record.rows(
            f"select id from {_FOUND} order by {order} limit $limit offset $offset",
            {"limit": asked.limit, "offset": asked.offset},
        )
        total = int(record.value(f"select count(*) from {_FOUND}"))
        facets = {name: _facet(record, name, view, pairs) for name in asked.facets}
        return Found([row["id"] for row in page], total, facets)
    finally:
        record.lift(_FOUND)


class Pairs(msgspec.Struct, frozen=True):
    """Which topics follow from which programme of which source, as three columns."""

    source: list[str]
    programme: list[str]
    topic: list[str]


def topic_pairs(record: Record) -> Pairs:
    """The topics of all programmes in the record."""
    rows = record.rows(
        "select distinct source, coalesce(programme, '') as programme from relations "
        "where kind = 'designated_by' order by all"
    )
    found = [
        (r["source"], r["programme"], topic)
        for r in rows
        for topic in topics_of(r["source"], r["programme"])
    ]
    return Pairs(*([row[column] for row in found] for column in range(3)))


def _facet(record: Record, name: str, view: View, pairs: Pairs) -> list[tuple[str, int]]:
    """How many of what was found have each value."""
    values: dict[str, object] = {"known": view.known, "withheld": sorted(view.withheld)}
    match name:
        case "datasets":
            sql = "select id, source as value from stood"
        case "schema":
            sql = f"select id, schema as value from {_FOUND}"
        case "topics":
            values |= {"source": pairs.source, "programme": pairs.programme, "topic": pairs.topic}
            sql = f"select id, topic as value from stood join {_PAIRED}"
        case _:
            values["props"] = list(properties_of_type("country"))
            sql = f"""select id, lower(s.value) as value from stood join statements s on s.subject = stood.entry
                where s.prop in (select unnest($props)) and {_IN_FORCE.format("s")}"""
    stood = f"""select f.id, e.entry, e.source from {_FOUND} f join identity i on i.canonical = f.id
        join entry e on e.entry = i.entry
        where {_STOOD} and e.source not in (select unnest($withheld::varchar[]))"""
    rows = record.rows(
        f"with stood as materialized ({stood}) select value, count(distinct id) as n from ({sql}) "
        "group by value order by n desc, value",
        {name: value for name, value in values.items() if f"${name}" in stood + sql},
    )
    return [(row["value"], row["n"]) for row in rows]


# Designations in force with the topics that follow from them; `stood` is joined to it.
_PAIRED = f"""relations r on r.subject = stood.entry and r.kind = 'designated_by' and r.delisted_on is null
        and {_IN_FORCE.format("r")}
    join (select unnest($source) as source, unnest($programme) as programme, unnest($topic) as topic) pair
        on pair.source = r.source and pair.programme = coalesce(r.programme, '')"""


def labelled(name: str, value: str) -> str:
    """How a value of a facet is shown."""
    return territories.name(value.upper()) if name == "countries" else value


def _order(sorts: Sequence[str]) -> str:
    """The order of results; the likest first, then by caption."""
    terms = sorted_by(sorts, SORTS, "results", "nulls last")
    return ", ".join([*terms, "score desc", "lower(caption)", "id"])


class _Question:
    """One search as SQL and the values it uses."""

    def __init__(self, asked: Search, view: View, pairs: Pairs) -> None:
        self._asked, self._view, self._pairs = asked, view, pairs
        self.values: dict[str, object] = {"known": view.known}

    def sql(self) -> str:
        """One row for each entity found: id, caption, schema, first_seen, last_change, score."""
        named = self._asked.terms.named or bool(self._asked.likely)
        conditions = " and ".join(["true", *self._conditions()])
        return f"""
            with {self._borne()} stood as materialized (
                select i.canonical as id, e.* from identity i join entry e using (entry) where {self._stands()}
            ), entity as (
                select id, first(caption order by source != 'register', entry) as caption,
                    first(schema order by source != 'register', entry) as schema, min(known_from) as first_seen
                from stood group by id
            ), named as ({self._named() if named else "select id, 1.0 as score from entity"})
            select entity.*, score, {self._last_change()} as last_change
            from entity join (select id, max(score) as score from named group by id) using (id)
            where {conditions}"""

    def _value(self, value: object) -> str:
        """A placeholder for a value."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def _stands(self) -> str:
        """The entries that may be found: on their lists on the day, of the sources and kinds asked for."""
        asked = self._asked
        out = sorted({*asked.exclude_sources, *self._view.withheld})
        kinds = [
            name for name in schemata()
            if is_a(name, asked.schema) and not any(is_a(name, one) for one in asked.exclude_schemata)
        ]  # fmt: skip
        parts = [
            _STOOD,
            f"e.source not in (select unnest({self._value(out)}::varchar[]))",
        ]
        parts.append(f"e.schema in (select unnest({self._value(kinds)}))")
        if asked.terms.named:
            bearers = "select canonical from identity semi join borne using (entry)"
            if asked.likely:
                bearers += f" union select unnest({self._value([id_ for id_, _ in asked.likely])})"
            parts.append(f"i.canonical in ({bearers})")
        if asked.sources:
            parts.append(f"e.source in (select unnest({self._value(list(asked.sources))}))")
        return " and ".join(parts)

    def _named(self) -> str:
        """The entities that bear the words asked for, and how like their names are."""
        likely = ""
        if self._asked.likely:
            ids, scores = zip(*self._asked.likely, strict=True)
            likely = f" union all select unnest({self._value(list(ids))}), unnest({self._value(list(scores))})"
        if not self._asked.terms.named:
            return likely.removeprefix(" union all ")
        key = self._value(search_key(self._asked.text))
        return f"""select id, case when key = {key} then 1.0 else 0.99 * jaro_winkler_similarity(key, {key}) end
                as score from stood join borne using (entry){likely}"""

    def _borne(self) -> str:
        """The names that bear the words: few, so they come first."""
        if not self._asked.terms.named:
            return ""
        return f"borne as materialized (select entry, key from name n where {' and '.join(self._words())}),"

    def _words(self) -> Iterator[str]:
        """What one name must bear. Its key holds the folded words in alphabetical order."""
        terms = self._asked.terms
        for word in terms.words:
            yield f"contains(' ' || n.key || ' ', ' ' || {self._value(word)} || ' ')"
        for word in terms.beginnings:
            yield f"contains(' ' || n.key, ' ' || {self._value(word)})"
        for phrase in terms.phrases:
            yield self._holds(phrase)

    def _holds(self, phrase: str) -> str:
        """A name holds a phrase: all its words, one after the other as printed."""
        folded = [
            f"contains(' ' || n.key || ' ', ' ' || {self._value(word)} || ' ')"
            for word in words(phrase)
        ]
        given = _SPACED.format(self._value(phrase))
        printed = f"contains({_SPACED.format('n.name')}, {given})"
        return f"({' and '.join([*folded, printed])})"

    def _conditions(self) -> Iterator[str]:
        """What an entity must have beside its name."""
        asked = self._asked
        for phrase in asked.terms.without:
            if words(phrase):
                yield f"id not in (select id from stood join name n using (entry) where {self._holds(phrase)})"
        for field, value, no in asked.terms.fields:
            yield f"id {'not ' if no else ''}in ({self._having(field, value)})"
        if asked.countries:
            yield f"id in ({self._of_countries(asked.countries)})"
        if asked.topics:
            yield f"id in ({self._of_topics(asked.topics)})"
        if asked.target is not None:
            yield f"id {'' if asked.target else 'not '}in ({self._listed()})"
        if asked.changed_since is not None:
            yield f"""id in (select id from stood join statements s on s.subject = stood.entry
                where s.known_from >= {self._value(asked.changed_since)} and s.known_from <= $known)"""

    def _having(self, field: str, value: str) -> str:
        """The entities with a value of a property, or in a facet."""
        match field:
            case "countries":
                return self._of_countries((value,))
            case "topics":
                return self._of_topics((value,))
            case "datasets":
                return f"select id from stood where source = {self._value(value)}"
            case "schema":
                return f"select id from stood where schema = {self._value(value)}"
        return self._with_value((field,), value)

    def _with_value(self, props: Sequence[str], value: str) -> str:
        given = self._value(value.removesuffix("*").lower())
        said = (
            f"starts_with(lower(s.value), {given})"
            if value.endswith("*")
            else f"lower(s.value) = {given}"
        )
        return f"""select id from stood join statements s on s.subject = stood.entry
            where s.prop in (select unnest({self._value(list(props))})) and {said} and {_IN_FORCE.format("s")}"""

    def _of_countries(self, codes: Sequence[str]) -> str:
        props = self._value(list(properties_of_type("country")))
        values = self._value([record_country(code) for code in codes])
        return f"""select id from stood join statements s on s.subject = stood.entry
            where s.prop in (select unnest({props})) and s.value in (select unnest({values}))
                and {_IN_FORCE.format("s")}"""

    def _listed(self) -> str:
        return f"""select id from stood join relations r on r.subject = stood.entry
            where r.kind = 'designated_by' and r.delisted_on is null and {_IN_FORCE.format("r")}"""

    def _of_topics(self, topics: Sequence[str]) -> str:
        pairs = self._pairs
        self.values |= {"source": pairs.source, "programme": pairs.programme, "topic": pairs.topic}
        return f"""select id from stood join {_PAIRED}
            where topic in (select unnest({self._value(list(topics))}))"""

    def _last_change(self) -> str:
        if not any(sort.startswith("last_change") for sort in self._asked.sort):
            return "null"
        return """(select max(s.known_from) from stood join statements s on s.subject = stood.entry
            where stood.id = entity.id and s.known_from <= $known)"""
