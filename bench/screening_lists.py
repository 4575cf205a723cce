"""The entities of all shared lists with their names, as screening learns from them.

The benchmark's sets are cut from two of these lists. Who is asked about there is not learnt from: every entity that
shares a whole name with one of them is left out, whichever list it is on.
"""

from __future__ import annotations

import io
import lzma
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.screening_cases import BenchmarkSet
from bench.screening_matcher import ListedEntity
from sourcebook.names.vocabulary import LEGAL_FORMS
from sourcebook.names.words import words
from sourcebook.record.rows import Entry, Statement
from sourcebook.screening.listed_names import NAMED
from sourcebook.sources.catalog import recognise
from sourcebook.sources.contract import HEAD_SIZE, Head

# Of each list the newest complete file there is.
FILES = {
    "ofac": (
        "ofac/sdn_2024-05-03.csv.xz", "ofac/alt_2026-06.csv.xz",
        "ofac/ofac_consolidated_nonsdn_2024-05-06.xml.xz",
    ),
    "un": ("un/un_consolidated_2026-02-27.xml.xz",),
    "uk": ("uk/ofsi_conlist_2018-04-13.csv.xz",),
    "eu": ("eu/eu_fsd_global_2016-02-11_partial.xml.xz",),
}  # fmt: skip
PERSON = "Person"
_INVERTED = re.compile(r"([^,]+), ([^,]+)")


def listed(shared: Path, publisher: str) -> list[ListedEntity]:
    """The persons and organisations of a publisher's lists, in the order of their ids.

    Args:
        shared: The shared folder.
        publisher: One of `FILES`.
    """
    schema: dict[str, str] = {}
    names: dict[str, dict[str, None]] = {}
    for file in FILES[publisher]:
        for entry in _entries(shared / "data" / file):
            if entry.main:
                schema[entry.id] = entry.schema
            found = names.setdefault(entry.id, {})
            for row in entry.rows:
                if isinstance(row, Statement) and row.prop in NAMED and row.value.strip():
                    found[row.value] = None
    entities = []
    for one in sorted(names):
        kind = schema.get(one) or _supposed(list(names[one]))
        if kind and names[one]:
            read = [
                _reading_order(n) if one not in schema and kind == PERSON else n for n in names[one]
            ]
            entities.append(ListedEntity(id=one, schema=kind, names=list(dict.fromkeys(read))))
    return entities


def _entries(path: Path) -> Iterator[Entry]:
    content = lzma.decompress(path.read_bytes())
    _, form = recognise(Head(content[:HEAD_SIZE], path.name.removesuffix(".xz")))
    return (item for item in form.parse(io.BytesIO(content)) if isinstance(item, Entry))


def _supposed(names: Sequence[str]) -> str | None:
    """What an entry is whose own row is missing: its aliases are written `FAMILY, Given` or have a legal form."""
    legal = any(word in LEGAL_FORMS for name in names for word in words(name)[-2:])
    if legal:
        return "Organization"
    return PERSON if any(_INVERTED.fullmatch(name) for name in names) else None


def _reading_order(name: str) -> str:
    found = _INVERTED.fullmatch(name)
    return f"{found[2]} {found[1]}" if found else name


def unasked(entities: Sequence[ListedEntity], sets: Sequence[BenchmarkSet]) -> list[ListedEntity]:
    """The entities that no benchmark set asks about.

    Args:
        entities: Of any list.
        sets: The benchmark's.
    """
    asked = {positive["id"] for one in sets for positive in one["positives"]}
    theirs = {_folded(p["q"]) for one in sets for p in one["positives"]}
    theirs |= {
        _folded(n) for one in sets for e in one["entities"] if e["id"] in asked for n in e["names"]
    }
    return [e for e in entities if theirs.isdisjoint(map(_folded, e["names"]))]


def _folded(name: str) -> tuple[str, ...]:
    return tuple(sorted(words(name)))
