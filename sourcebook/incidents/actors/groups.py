"""The groups and states of the record to which names of datasets are resolved.

A group is a canonical id with all names of its entries: what UCDP, the register and the lists call it, and the periods
in which the register says it bore a name. Companies, which the lists hold by the thousand, are left out: what counts is
an entry of UCDP, of the register, of the United Nations or the European Union, or a designated terrorist organisation.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import msgspec
import pyarrow as pa

from sourcebook.incidents.actors.owners import Owner
from sourcebook.names import search_key
from sourcebook.names.forms import split_brackets

Ask = Callable[[str], pa.Table]

SOURCES = ("register", "ucdp", "un", "us_fto", "eu")
OWN_SOURCES = ("ucdp:", "register:")
NAME_PROPS = ("sb:label", "name", "previousName", "alias", "weakAlias")

_KNOWN = f"""
    select i.canonical, i.entry, e.source, e.schema, e.caption
    from identity i join entry e using (entry)
    where e.schema in ('Organization', 'LegalEntity', 'PublicBody')
        and i.canonical in (
            select i.canonical from identity i join entry e using (entry)
            where e.schema in ('Organization', 'LegalEntity', 'PublicBody')
                and (e.source in {SOURCES} or e.entry in (
                    select subject from relations where kind = 'designated_by' and programme = 'FTO'
                ))
        )
"""
_NAMES = f"""
    select distinct s.subject as entry, s.prop, s.value as name, s.valid_from, s.valid_until
    from statements s semi join ({_KNOWN}) k on k.entry = s.subject where s.prop in {NAME_PROPS}
    order by all
"""
_COUNTRIES = f"""
    select distinct k.canonical, s.value as code from statements s join ({_KNOWN}) k on k.entry = s.subject
    where s.prop = 'country' and length(s.value) = 2 and k.source in ('ucdp', 'register') order by all
"""
_YEARS = f"""
    select k.canonical, min(try_cast(substr(coalesce(s.valid_from, s.value), 1, 4) as integer)) as first
    from statements s join ({_KNOWN}) k on k.entry = s.subject
    where s.prop in ('incorporationDate', 'dateFounded') group by k.canonical order by all
"""
_TIES = f"""
    select distinct a.canonical as one, r.kind, coalesce(b.canonical, r.object) as other, r.object_name as named,
        r.grade, r.source
    from relations r join ({_KNOWN}) a on a.entry = r.subject left join identity b on b.entry = r.object
    where (r.grade is not null
            or r.kind in ('split_from', 'joined', 'allied_with', 'part_of', 'pledged_to', 'merged_into'))
        and (r.object is not null or r.object_name is not null)
        and coalesce(json_extract_string(r.detail, '$.object_kind'), 'group') = 'group'
    order by all
"""

_HEADS = f"""
    with led as (
        select distinct k.canonical as led, coalesce(p.canonical, r.object, r.object_name) as person, r.object_name
        from relations r join ({_KNOWN}) k on k.entry = r.subject left join identity p on p.entry = r.object
        where r.kind = 'led_by'
    ), called as (
        select i.canonical, s.value as name from statements s join identity i on i.entry = s.subject
        where s.prop in {NAME_PROPS}
    )
    select led.led as "group", led.person, coalesce(called.name, led.object_name) as name
    from led left join called on called.canonical = led.person
    where coalesce(called.name, led.object_name) is not null group by all order by all
"""


class GroupName(msgspec.Struct, frozen=True, order=True):
    """A name of a group.

    Attributes:
        text: As printed.
        entry: Whose it is.
        prop: What the entry calls it: `name`, `alias`, `previousName`.
        since, until: When it was borne, partial dates; None where nothing is said.
    """

    text: str
    entry: str
    prop: str
    since: str | None = None
    until: str | None = None


class Group(msgspec.Struct, frozen=True):
    """A group, or a state, of the record.

    One without entries is known by name only: a source names it as somebody's wing or ally, and no entry is it.

    Attributes:
        id: Canonical.
        caption: How it is headed.
        entries: Its entries.
        names: All its names.
        countries: Where UCDP and the register place it, ISO codes.
        state: Whether it is a government.
    """

    id: str
    caption: str
    entries: tuple[str, ...]
    names: tuple[GroupName, ...]
    countries: frozenset[str]
    state: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """Its names, each once."""
        return tuple(dict.fromkeys(name.text for name in self.names))

    @property
    def acts(self) -> bool:
        """Whether UCDP counts its deeds as its own."""
        return any(entry.startswith("ucdp:") for entry in self.entries)

    @property
    def owner(self) -> Owner:
        """The group as one side of a comparison."""
        held = [n for n in self.names if n.entry.startswith(OWN_SOURCES)] or self.names
        first = frozenset(n.text for n in held if n.prop in ("sb:label", "name"))
        own = frozenset(n.text for n in held if n.prop != "weakAlias")
        return Owner(self.texts, first, own, self.countries)


class Tie(msgspec.Struct, frozen=True, order=True):
    """What a source says two groups are to each other.

    Attributes:
        one, other: Canonical ids.
        kind: `split_from`, `joined`, `allied_with`, `part_of`, `pledged_to`, `merged_into`.
        source: Who says so.
        grade: As what the other stands to the one, where the source says it: `wing`, `umbrella`, `faction`, `allied`.
    """

    one: str
    other: str
    kind: str
    source: str
    grade: str | None = None


class Head(msgspec.Struct, frozen=True, order=True):
    """Somebody whom a source says to have headed a group.

    Attributes:
        group: Canonical id.
        caption: One of his names.
        names: All of them.
    """

    group: str
    caption: str
    names: tuple[str, ...]


class Groups(msgspec.Struct, frozen=True):
    """All groups of a record, in the order of their ids.

    Attributes:
        groups: The groups.
        ties: Between them.
        heads: Who headed them.
        by_entry: Entry id to the index of its group.
        by_key: Folded name to the groups that bear it.
    """

    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]
    heads: tuple[Head, ...]
    by_entry: dict[str, int]
    by_key: dict[str, tuple[int, ...]]

    @classmethod
    def read(cls, ask: Ask) -> Groups:
        """Read them from a record.

        Args:
            ask: Answers SQL with columns: `Record.arrow`, or a build's connection.
        """
        names = _grouped(ask(_NAMES), "entry")
        countries = _grouped(ask(_COUNTRIES), "canonical")
        known = _grouped(ask(_KNOWN + " order by i.canonical, i.entry"), "canonical")
        groups = tuple(
            _group(canonical, entries, names, countries.get(canonical, []))
            for canonical, entries in known.items()
        )
        named, ties = _ties(groups, ask(_TIES).to_pylist())
        return cls.of((*groups, *named), ties, _heads(ask(_HEADS).to_pylist()))

    @classmethod
    def of(
        cls, groups: tuple[Group, ...], ties: tuple[Tie, ...] = (), heads: tuple[Head, ...] = ()
    ) -> Groups:
        """All groups, with their look-ups."""
        by_key: dict[str, list[int]] = {}
        for at, group in enumerate(groups):
            for key in sorted({search_key(text) for text in group.texts}):
                by_key.setdefault(key, []).append(at)
        return cls(
            groups, ties, heads,
            {entry: at for at, group in enumerate(groups) for entry in group.entries},
            {key: tuple(held) for key, held in by_key.items() if key},
        )  # fmt: skip


Rows = list[dict[str, Any]]


def _grouped(table: pa.Table, column: str) -> dict[str, Rows]:
    rows = sorted(table.to_pylist(), key=lambda row: str(row[column]))
    return {
        key: list(held) for key, held in itertools.groupby(rows, key=lambda row: str(row[column]))
    }


def _group(canonical: str, entries: Rows, names: dict[str, Rows], countries: Rows) -> Group:
    held = [row for entry in entries for row in names.get(entry["entry"], [])]
    first = min(
        entries,
        key=lambda row: (row["source"] != "register", row["entry"] != canonical, row["entry"]),
    )
    return Group(
        id=canonical, caption=first["caption"], entries=tuple(row["entry"] for row in entries),
        names=tuple(
            GroupName(row["name"], row["entry"], row["prop"], row["valid_from"], row["valid_until"])
            for row in held
        ),
        countries=frozenset(row["code"] for row in countries),
        state=any(row["schema"] == "PublicBody" for row in entries),
    )  # fmt: skip


def _heads(rows: Rows) -> tuple[Head, ...]:
    """Heads with all their names; the shortest with a family name stands for the rest."""
    held = itertools.groupby(rows, key=lambda row: (row["group"], row["person"]))
    named = [(group, [row["name"] for row in found]) for (group, _), found in held]
    return tuple(
        Head(
            group,
            min(names, key=lambda n: (" " not in n, not n.isascii(), len(n), n)),
            tuple(names),
        )
        for group, names in named
    )


NAMED = "named:"


def _ties(groups: tuple[Group, ...], rows: Rows) -> tuple[tuple[Group, ...], tuple[Tie, ...]]:
    """Ties, and those at their other ends who are known by name only, at home where who is tied to them is."""
    home = {group.id: group.countries for group in groups}
    bearers = _bearers(groups)
    named: dict[str, Group] = {}
    ties = set()
    for row in rows:
        other = row["other"] or _called(bearers, row) or f"{NAMED}{search_key(row['named'])}"
        if other.startswith(NAMED):
            countries = home.get(row["one"], frozenset())
            named[other] = _named(named.get(other), other, row["named"], countries)
        ties.add(Tie(row["one"], other, row["kind"], row["source"], row["grade"]))
    order = sorted(
        ties, key=lambda tie: (tie.one, tie.other, tie.kind, tie.source, tie.grade or "")
    )
    return tuple(named[key] for key in sorted(named)), tuple(order)


Bearers = dict[str, set[str]]


def _bearers(groups: tuple[Group, ...]) -> tuple[Bearers, Bearers]:
    """Who bears a name, by its key: as the first of their own names, and as any of them.

    Whom a list also calls Black September need not be the one who is meant, so that aliases of lists do not count.
    """
    first: Bearers = {}
    own: Bearers = {}
    for group in groups:
        owner = group.owner
        for held, texts in ((first, owner.first), (own, owner.own if group.acts else owner.first)):
            for text in texts:
                held.setdefault(search_key(text), set()).add(group.id)
    return first, own


def _called(bearers: tuple[Bearers, Bearers], row: dict[str, Any]) -> str | None:
    """The one other group of the record that bears a name: as its first name, else as one of its own.

    `Zimbabwe People's Army (ZIPA)` is looked for as a whole, then without what stands in brackets.
    """
    bare, _ = split_brackets(row["named"])
    for bearing, text in itertools.product(bearers, (row["named"], bare)):
        others = bearing.get(search_key(text), set()) - {row["one"]}
        if len(others) == 1:
            return others.pop()
    return None


def _named(known: Group | None, id: str, name: str, countries: frozenset[str]) -> Group:
    names = (GroupName(name, NAMED, "name"), *(known.names if known else ()))
    home = countries | (known.countries if known else frozenset())
    return Group(id, name, (), tuple(sorted(set(names))), home, state=False)
