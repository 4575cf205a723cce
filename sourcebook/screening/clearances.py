"""Clearances: somebody judged that an entity is not whom a screened name means.

A clearance holds for the same question (the same names and particulars, however they are written) as long as the lists
say of the entity what they said when it was judged; an amendment, a new entry or another link withdraws it. What was
screened is private: the journal names it by a keyed hash (BLAKE2, RFC 7693), whose key stays in the home. Without the
key nobody can test whether a name was screened; whoever holds the home can.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path

import msgspec

from sourcebook.identity.journal import Journal, Judgement
from sourcebook.names import search_key
from sourcebook.record.store import Record, among
from sourcebook.screening.hit import Clearance
from sourcebook.screening.marks import country_code, plain_number
from sourcebook.screening.query import Query

KEY_FILE = "privacy.key"
_KEY_SIZE = 32
_DIGEST_SIZE = 16


def private_key(home: Path) -> bytes:
    """The key of this home's hashes, made when it is first needed and readable by its owner only."""
    path = home / KEY_FILE
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _new_key(path)


def _new_key(path: Path) -> bytes:
    """A key on disk before it is used; where two make one at once, the first one's."""
    key = secrets.token_bytes(_KEY_SIZE)
    rough = path.with_name(f".{path.name}-{os.getpid()}")
    rough.touch(0o600)
    with rough.open("wb") as target:
        target.write(key)
        target.flush()
        os.fsync(target.fileno())
    try:
        os.link(rough, path)
    except FileExistsError:
        return path.read_bytes()
    finally:
        rough.unlink()
    return key


def asked_hash(query: Query, key: bytes) -> str:
    """The keyed hash of a question: the same for the same person asked about, however it is written.

    Args:
        query: What is asked; its `ref` and `schema` are no part of who is meant.
        key: Of the home (`private_key`).
    """
    meant = (
        _folded(search_key(name) or name.casefold() for name in query.names),
        _folded(day.strip() for day in query.born),
        _folded(country_code(country) for country in query.countries),
        _folded(search_key(place) for place in query.birth_places),
        (query.gender or "").strip().lower(),
        _folded(plain_number(number) for number in query.identifiers),
    )
    return blake2b(msgspec.json.encode(meant), key=key, digest_size=_DIGEST_SIZE).hexdigest()


def _folded(values: Iterable[str]) -> list[str]:
    return sorted({value.encode("utf-8", "replace").decode() for value in values if value})


class Clearances:
    """The clearances of a home, by question and entity: any number, looked up by hash."""

    def __init__(self, judgements: Sequence[Judgement], key: bytes) -> None:
        self._key = key
        self._of: dict[str, dict[str, Judgement]] = {}
        for one in judgements:
            if one.verdict == "clear":
                self._of.setdefault(one.a, {})[one.b] = one

    @classmethod
    def open(cls, home: Path, lines: int | None = None) -> Clearances:
        """Those in force.

        Args:
            home: With the journal.
            lines: Only the first so many lines of it: as it was when something was decided.
        """
        held = [line for line in Journal(home, until=lines).in_force() if line.verdict == "clear"]
        return cls(held, private_key(home) if held else b"")

    def on(self, query: Query) -> dict[str, Judgement]:
        """The clearances of a question, by canonical id."""
        return self._of.get(asked_hash(query, self._key), {}) if self._of else {}


def fingerprints(record: Record, ids: Sequence[str], known: date) -> dict[str, str]:
    """What the lists say of entities on a day, as one hash for each.

    Args:
        record: The open record.
        ids: Canonical ids.
        known: The day.

    Returns:
        By canonical id; of the ids of the rows that stood on that day.
    """
    if not ids:
        return {}
    listed, values = among(ids)
    stands = "known_from <= $known and (known_until is null or known_until > $known)"
    rows = record.rows(
        f"""with member as (select canonical, entry from identity where canonical in ({listed})), said as (
            select subject, row_id from statements where subject in (select entry from member) and {stands}
            union select subject, row_id from relations where subject in (select entry from member) and {stands}
        ) select canonical, list(distinct row_id order by row_id) as rows
        from said join member on entry = subject group by canonical""",
        {**values, "known": known},
    )
    digest = {row["canonical"]: "\n".join(row["rows"]).encode() for row in rows}
    return {one: blake2b(digest.get(one, b""), digest_size=_DIGEST_SIZE).hexdigest() for one in ids}


def clear(record: Record, home: Path, query: Query, entity: str, by: Clearance) -> Judgement:
    """Record that an entity is not whom a question means.

    Args:
        record: The open record, with the judgements of the home.
        home: Whose journal.
        query: The question.
        entity: Canonical id.
        by: Who judged so, why and when.
    """
    seen = fingerprints(record, [entity], record.known)[entity]
    asked = asked_hash(query, private_key(home))
    return Journal(home, by.when).clear(asked, entity, seen, by.who, by.why)


def as_shown(judgement: Judgement) -> Clearance:
    """A clearance for the reader of a hit."""
    return Clearance(
        who=judgement.who, why=judgement.why, when=judgement.at, judgement=judgement.id
    )
