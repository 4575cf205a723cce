"""What the column "Other Information" says in fixed phrases.

The column is prose, kept whole as a note. A few phrases recur word for word, "Headed by X.", "Father's name is X.",
"IMO: 8937675", and are read as well, each with the sentence as its quote. A phrase that is not word for word one of
these is left to the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourcebook.record.rows import Reject, Relation, Row, Statement
from sourcebook.sources.uk import values

_LEAD = r"(?:^|(?<=[.;:\])]))\s*"
_HEADED = re.compile(_LEAD + r"(?:Headed|Led) by .+?\.(?=\s|$)")
_OFFICE = re.compile(_LEAD + r"(?P<role>Head|Leader) of (?:the )?(?P<group>[A-Z].+?)\.(?=\s|$)")
_NAME = re.compile(
    r"(?:Headed|Led|and) by (?P<name>[A-Z][^,.;]*?)(?=,|;|\.$| and | since | as at |$)"
)
_SINCE = re.compile(r"since (?:at least )?((?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})")
_GROUP_ENDS = re.compile(r",| as (?:at|of) | since ")
_PARENT = re.compile(
    r"(?P<parent>Father|Mother)['’]?s name(?: is|:) (?P<name>[A-Z][^.;,()]*)[.;,(]?"
)
_IMO = re.compile(r"\bIMO(?: number)?\)?:? ?(?P<number>\d{7})\b", re.IGNORECASE)
# A note on a shipping company names the ships it owns or runs: their numbers are not its own.
_ANOTHERS = re.compile(
    r"\b(?:own(?:s|er)|vessels?|ships?|tankers?|manager|operat\w+)\b", re.IGNORECASE
)
_GENDER = re.compile(r"\bGender\)?: ?(?P<gender>male|female)\b", re.IGNORECASE)
_UNIQUE = re.compile(r"\(UK Sanctions List Ref\): ?(?P<id>[A-Z]{3}\d{4})\b")
_LOW = re.compile(r"Low quality A\.?K\.?A\.?:? (?P<names>\(a\).+?)\.(?=\s|$)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:\bUN\s*Ref(?:erence)?\.?(?:\s*(?:No|Number)\b\.?)?[\s.:)]*|^|^UN listing\.\s*|\bUN listing\.\s+)"
    r"(?P<code>[A-Z]{2}[IE](?:\. ?| )\d{1,3}\b|[A-Z]\.?[IE]\.[A-Z]\.\d+\.\d+|[IE]\.\w+\.\w+(?:\.\w+)*(?:\.\(\d+\))?)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"\bUN\s*Ref(?:erence)?\b.{0,20}", re.IGNORECASE)


def read(record: str, text: str, schema: str, column: str) -> Iterator[Row | Reject]:
    """The note, and the rows of the phrases in it.

    Args:
        record: The entry's id, for what cannot be read.
        text: The column, white space folded.
        schema: The entry's schema: a father is a person's.
        column: The name of the column.
    """
    yield from _references(record, text, column)
    yield Statement(prop="notes", value=text, locator=column, quote=text)
    yield from (_leaders if schema != "Person" else _offices)(text, column)
    yield from _identity(text, schema, column)
    yield from _weak_names(text, column)


def _references(record: str, text: str, column: str) -> Iterator[Row | Reject]:
    codes = list(dict.fromkeys(found["code"] for found in _REFERENCE.finditer(text)))
    for code in codes:
        try:
            value = values.un_reference(code)
        except ValueError as error:
            yield Reject(record=record, reason=str(error), locator=column, printed=code)
            continue
        yield Statement(
            prop="sb:unReference", value=value, original=_other(code, value), locator=column
        )
    announced = _ANNOUNCED.search(text)
    if announced is not None and not codes:
        reason = "a UN reference is announced and none can be read"
        yield Reject(record=record, reason=reason, locator=column, printed=announced[0])


def _other(printed: str, value: str) -> str | None:
    """The printed form, where it differs from the value."""
    return None if printed == value else printed


def _leaders(text: str, column: str) -> Iterator[Row]:
    for sentence in _HEADED.finditer(text):
        quote = sentence[0].strip()
        for part in re.split(r"(?=\band by )", quote):
            found = _NAME.match(part)
            if found is not None:
                yield Relation(
                    kind="led_by", object_name=found["name"].strip(), valid_from=_begun(part),
                    locator=_span(column, sentence), quote=quote,
                )  # fmt: skip


def _offices(text: str, column: str) -> Iterator[Row]:
    """A person's own entry names the group: the tie is read from the person, who is a member with that role."""
    for found in _OFFICE.finditer(text):
        group = _GROUP_ENDS.split(found["group"])[0].strip()
        yield Relation(
            kind="member_of", object_name=group, role=found["role"], valid_from=_begun(found[0]),
            locator=_span(column, found), quote=found[0].strip(),
        )  # fmt: skip


def _begun(phrase: str) -> str | None:
    found = _SINCE.search(phrase)
    if found is None:
        return None
    try:
        return values.worded_date(found[1])
    except ValueError:
        return None


def _identity(text: str, schema: str, column: str) -> Iterator[Row]:
    for found in _UNIQUE.finditer(text):
        yield _phrase("sb:uniqueId", found["id"], found, column)
    for found in _IMO.finditer(text) if schema != "Person" else ():
        if _ANOTHERS.search(text[: found.start()]) is None:
            yield _phrase("imoNumber", found["number"], found, column)
    for found in _GENDER.finditer(text) if schema == "Person" else ():
        yield _phrase("gender", found["gender"].lower(), found, column)
    for found in _PARENT.finditer(text) if schema == "Person" else ():
        yield _phrase(f"{found['parent'].lower()}Name", found["name"].strip(), found, column)


def _phrase(prop: str, value: str, found: re.Match[str], column: str) -> Statement:
    return Statement(prop=prop, value=value, locator=_span(column, found), quote=found[0].strip())


def _weak_names(text: str, column: str) -> Iterator[Row]:
    for found in _LOW.finditer(text):
        for _, name in values.items(found["names"]):
            yield Statement(
                prop="weakAlias",
                value=name,
                grade="low",
                locator=_span(column, found),
                quote=found[0].strip(),
            )


def _span(column: str, found: re.Match[str]) -> str:
    return f"{column} [{found.start()}:{found.end()}]"
