"""How the UK's lists write values: partial dates, numbered lists in one cell, countries, documents, UN references.

A cell may hold several values, "1) Saudi Arabia 2) Qatar", lettered or with ranges, "(1)-(2) Tunisia (3) Libya"; a
dash stands for one that is missing. A day or month that is not known is printed 00 (ConList) or dd, mm (UK
Sanctions List). What cannot be read with certainty raises `ValueError`: nothing is guessed.
"""

from __future__ import annotations

import re

from sourcebook.record.dates import PartialDate
from sourcebook.record.territories import alpha2
from sourcebook.sources.xml import fold

_DATE = re.compile(r"(\d{2}|dd)/(\d{2}|mm)/(\d{4})", re.IGNORECASE)
_WORDED = re.compile(r"(?:(?:(\d{1,2})[ -])?([A-Za-z]{3,9})\.?[ -])?(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MARKER = re.compile(r"(?<!\w)\(?(\d{1,2}|[a-z])\)(?:\s*-\s*\(?(\d{1,2}|[a-z])\))?")
_EDGE = " -,;"
_BRACKET = re.compile(r"\s*\([^()]*\)?\s*\.?$")
_CITIZEN = re.compile(r"\s+(?:citizenship|nationality|national)$", re.IGNORECASE)
_SINCE = re.compile(r"\((?:since|from) ([A-Za-z0-9 .]+?)\)", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Z0-9][A-Z0-9/.\-]*")
_NUMBERED = re.compile(
    r"(?<=[a-z])\s*(?:[.:]+\s*)+(?=\d|[A-Z]+\d)|\b(?:no|number)\s*[.:]+", re.IGNORECASE
)
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_CARD = re.compile(
    r"\b(?:national|identity|identification) (?:id|card|number|no|identity)\b", re.IGNORECASE
)
_LABELS = frozenset({"PASSPORT", "NO", "NUMBER", "ID", "DPRK", "USA", "US", "UK", "UN", "SSN"})
_AFTER = re.compile(r"\b(?:issued|expir\w+|valid|dated?|born)\b", re.IGNORECASE)
_NEW_REFERENCE = re.compile(r"([A-Z]{2})([IE])[. ]+(\d{1,3})", re.IGNORECASE)
_OLD_REFERENCE = re.compile(r"([QT])\.?([IE])\.[A-Z]\.(\d{1,3})\.\d{2}")
_OTHER_REFERENCE = re.compile(r"[IE]\.(?:[0-9A-Z]+\.)+(?:\(\d+\)|[0-9A-Z]+)")
# The Security Council's committees, by the letters of their references
# (https://main.un.org/securitycouncil/en/sanctions/information). Another pair of letters is a misprint.
_COMMITTEES = frozenset(
    {"CD", "CF", "GB", "HT", "IQ", "IR", "KP", "LY", "ML", "QD", "SD", "SO", "SS", "TA", "YE"}
)

# Languages the lists name beside a name in another script, by ISO 639-3 code.
_LANGUAGES = {
    "arabic": "ara", "russian": "rus", "ukrainian": "ukr", "belarusian": "bel", "persian": "fas", "farsi": "fas",
    "korean": "kor", "chinese": "zho", "pashto": "pus", "dari": "prs", "urdu": "urd", "burmese": "mya",
    "serbian": "srp", "hebrew": "heb", "georgian": "kat", "kurdish": "kur", "somali": "som",
}  # fmt: skip


def items(printed: str) -> list[tuple[str, str]]:
    """The values of a cell with the markers they stand behind; one without a marker where it is not a list.

    Only markers in sequence count, beginning with 1 or a at the head of the cell: a bracketed "(2)" elsewhere is text.
    """
    whole = fold(printed)
    if whole is None or whole.strip(_EDGE) == "":
        return []
    marks = _sequence(whole)
    if not marks:
        return [("", whole)]
    ends = [mark.start() for mark in marks[1:]] + [len(whole)]
    found = (
        (mark, whole[mark.end() : end].strip(_EDGE)) for mark, end in zip(marks, ends, strict=True)
    )
    return [(mark[0].strip("()") + ")", value) for mark, value in found if value]


def _sequence(text: str) -> list[re.Match[str]]:
    """The markers that count up from 1 (or a) at the very beginning of the text."""
    found: list[re.Match[str]] = []
    place = 0
    for mark in _MARKER.finditer(text):
        if _ordinal(mark[1]) == place + 1 and (found or mark.start() == 0):
            found.append(mark)
            place = _ordinal(mark[2] or mark[1])
    return found


def _ordinal(label: str) -> int:
    return int(label) if label.isdigit() else ord(label) - ord("a") + 1


def date(printed: str) -> str:
    """A date in EDTF: `00/03/1980` is the month, `00/00/1980` or `dd/mm/1980` the year.

    Raises:
        ValueError: It is no date.
    """
    found = _DATE.fullmatch(printed.strip())
    if found is None:
        return worded_date(printed)
    day, month = (int(part) if part.isdigit() else 0 for part in found.group(1, 2))
    if day and not month:
        raise ValueError(f"{printed!r} has a day and no month")
    return str(PartialDate.of(int(found[3]), month or None, day or None))


def worded_date(printed: str) -> str:
    """A date in words, `13-Feb-2026`, `12 December 1986`, `Nov 2008` or `2008`, in EDTF.

    Raises:
        ValueError: It is no date.
    """
    found = _WORDED.fullmatch(printed.strip())
    if found is None:
        raise ValueError(f"{printed!r} is not a date as the list writes them")
    if found[2] is None:
        return str(PartialDate.of(int(found[3])))
    month = _MONTHS.index(found[2][:3].lower()) + 1
    return str(PartialDate.of(int(found[3]), month, int(found[1]) if found[1] else None))


def country(printed: str) -> str:
    """The ISO 3166 alpha-2 code of a country or nationality, or the words themselves where none is known."""
    plain = _CITIZEN.sub("", _BRACKET.sub("", printed).rstrip("."))
    return alpha2(printed) or alpha2(plain) or printed


def since(printed: str) -> str | None:
    """The date behind "(since Nov 2008)", where one can be read."""
    found = _SINCE.search(printed)
    if found is None:
        return None
    try:
        return worded_date(found[1].replace(".", ""))
    except ValueError:
        return None


def document_number(printed: str) -> str | None:
    """The number of an identity document, or None where none can be told from the words around it.

    It is the first run of tokens in capitals and digits that has four digits, before any word on issue or expiry:
    "Italian Fiscal Code LBR HBB 61S17 Z352F", "R512768 (Afghan)".
    """
    run: list[str] = []
    plain_text = _NUMBERED.sub(" no ", _AFTER.split(printed)[0]).replace("(", " (")
    for token in [*plain_text.split(), ""]:
        plain = token.strip("(),;:.")
        if _is_number(plain) and token[:1] != "(":
            run.append(plain)
        if not run or (run[-1] == plain and not token.endswith((",", ";", ":", ")"))):
            continue
        if sum(char.isdigit() for part in run for char in part) >= 4:
            return " ".join(run)
        run = []
    return None


def _is_number(token: str) -> bool:
    """Whether a token can be a part of a document's number."""
    return (
        _TOKEN.fullmatch(token) is not None and token not in _LABELS and not _DAY.fullmatch(token)
    )


def is_identity_card(printed: str) -> bool:
    """Whether the words on a document say that it is a national identity card, and no passport."""
    return _CARD.search(printed) is not None and "passport" not in printed.lower()


def un_reference(printed: str) -> str:
    """A UN reference in today's writing, where the older one maps to it with certainty.

    Until 2014 the Al-Qaida and Taliban lists wrote QI.D.232.07 for what is QDi.232 today: the number stayed. The
    old numbers of the Iran list do not map; they are returned as printed.

    Raises:
        ValueError: It is no UN reference.
    """
    old = _OLD_REFERENCE.fullmatch(printed)
    if old is not None:
        return f"{'QD' if old[1] == 'Q' else 'TA'}{old[2].lower()}.{int(old[3]):03}"
    new = _NEW_REFERENCE.fullmatch(printed)
    if new is not None and new[1].upper() in _COMMITTEES:
        return f"{new[1].upper()}{new[2].lower()}.{int(new[3]):03}"
    if _OTHER_REFERENCE.fullmatch(printed):
        return printed
    raise ValueError(f"{printed!r} is not a reference of the Security Council's lists")


def language(row: dict[str, str]) -> str:
    """The ISO 639-3 code of the language a row gives for its name in another script, or an empty string."""
    columns = ("Non-latin script language", "Non-Latin Script Language")
    named = next((row[column] for column in columns if row.get(column)), "")
    return _LANGUAGES.get(named.lower(), "")
