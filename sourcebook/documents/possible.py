"""The names of the record that a text could hold: those all of whose words stand in it.

What is held in memory for a text grows with the text, not with the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourcebook.documents.folding import ELISION, POSSESSIVE
from sourcebook.documents.gazetteer import CURATED, GROUP, PERSON, TOKEN, Bearer, Gazetteer
from sourcebook.names import words
from sourcebook.record.lookup import GROUP_SCHEMATA
from sourcebook.record.store import Record

_SECTION = 20_000  # characters of text whose words are asked for at once


def names_in(record: Record, text: str) -> Gazetteer:
    """The names of the record all of whose words stand in a text.

    Args:
        record: The open record.
        text: All of it.
    """
    bare = POSSESSIVE.sub(" ", ELISION.sub(" ", text))
    held = sorted(
        {word for part in _parts(bare) for word in words(part)}
        | {word for owner in _OWNER.findall(text) for word in words(owner)}
        | {w.lower().removesuffix("s") for w in TOKEN.findall(bare) if w[0].isupper()}
        | {w.lower() for w in TOKEN.findall(bare)}
        | {"group", "brigade", "battalion"}
    )
    rows = record.rows(
        _POSSIBLE,
        {"words": held, "groups": list(GROUP_SCHEMATA)},
    )
    return Gazetteer((row["name"], _bearer(row)) for row in rows)


# "The Lord's Resistance Army" has a possessive in its name.
_OWNER = re.compile(r"(?<!\w)\w+['’]s(?!\w)")
# Spellings that differ in vowels alone are let through here, and compared word by word when they are found.
_BARE = "regexp_replace({}, '[aeiouyw]+', '', 'g')"
_POSSIBLE = (
    """with word as (select unnest($words) as word), said as (
            select distinct key from name
        ), apart as (
            select key, unnest(string_split(key, ' ')) as word from said
        ), whole as (
            select key from apart where word in (select word from word) or (
                length(bare(word)) > 1 and bare(word) in (select bare(word) from word)
            ) group by key having count(*) = any_value(length(key) - length(replace(key, ' ', '')) + 1)
        ), possible as (
            select distinct name, entry from name
            where key in (select key from whole) or lower(name) in (select word from word)
                or (entry in (select entry from entry where source = 'register' and schema = 'Person')
                    and list_has_any(string_split(key, ' '), $words))
        ), known as (
            select canonical, count(*) as entries, first(caption order by e.source != 'register', entry) as caption,
                bool_or(source = 'register') as curated, first(schema order by e.source != 'register', entry) as schema
            from identity i join entry e using (entry)
            where canonical in (select canonical from identity join possible using (entry)) group by canonical
        )
        select distinct p.name, k.* from possible p join identity i using (entry) join known k using (canonical)
        where k.schema = 'Person' or k.schema in (select unnest($groups)) order by p.name, canonical"""
).replace("bare(word)", _BARE.format("word"))


def _bearer(row: dict[str, object]) -> Bearer:
    kind = PERSON if row["schema"] == "Person" else GROUP
    weight = (CURATED if row["curated"] else 0.0) + min(float(str(row["entries"])), 4.0)
    return Bearer(str(row["canonical"]), str(row["caption"]), kind, weight)


def _parts(text: str) -> Iterator[str]:
    """A text in parts that end at a blank."""
    begin = 0
    while begin < len(text):
        end = begin + _SECTION
        if end < len(text):
            blank = text.rfind(" ", begin + 1, end)
            end = blank if blank > begin else end
        yield text[begin:end]
        begin = end
