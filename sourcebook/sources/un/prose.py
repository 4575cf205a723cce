"""What the narrative comments state in fixed phrases, mined sentence by sentence.

The Council's comments repeat a small vocabulary: "Founded in 2012 as a splinter group of X (QDe.014)", "Headed by Y
(QDi.232)", "Reportedly deceased in June 2020", "Associated with Z (QDe.004)". A rule fires only on the phrase
itself, and every row carries the sentence as its quote and its place in the comment, so that nothing is
stated that the list does not. Cross-references that no rule claims are kept as `associated_with` or by the tie
that opens their sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Relation, Row, Statement
from sourcebook.record.territories import alpha2

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = r"(?:(?:(?P<day>\d{1,2}) )?(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?) )?(?P<year>\d{4})\b"
_REF = r"(?:QD|TA|IQ|LY|SO|CD|CF|SD|SS|HT|YE|KP|IR|ML|GB)[ie]\.\d{3}"
_NAME = r"(?P<name>[A-Z‘’'][^();:]{1,120}?)(?: \([^()]{1,30}\))?(?:, (?:also known as|listed as) [^();]{1,80}?)?"
# A sentence ends at a full stop before a capital, unless the stop ends an abbreviation.
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bNo)(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\b[Aa]\.k\.a)(?<!\bf\.k\.a)\.(?:\s+(?=[A-Z“‘])|(?=[A-Z][a-z])|$)"
)
_ABBREVIATED_MONTH = re.compile(rf"\b(?:{'|'.join(m.title() for m in _MONTHS)}|Sept)\.$")

_FOUNDED = re.compile(
    rf"(?:[Ff]ounded|[Ff]ormed|[Ee]stablished|[Cc]reated|[Ee]merged)[^.;]{{0,60}}? (?:in|on) (?:early |late |mid-)?{_DATE}"
)
_FOUNDERS = re.compile(rf"(?:[Ff]ounded|[Ff]ormed)\b[^.;]{{0,60}}? by {_NAME} \((?P<ref>{_REF})")
_FOUNDER_IS = re.compile(rf"[Tt]he founder is {_NAME} \((?P<ref>{_REF})")
_SPLINTER = re.compile(rf"[Ss]plinter group of (?:the )?{_NAME} \((?P<ref>{_REF})\)")
_HEADED = re.compile(
    rf"\b(?P<role>[Hh]eaded|[Ll]ed) by (?:his son |its |now-)?{_NAME} \((?P<ref>{_REF})"
)
_LEADER_IS = re.compile(
    rf"\b(?:[Ii]ts|[Tt]he) (?P<role>(?:current )?leader|head|emir)(?: of \S+)? is {_NAME} \((?P<ref>{_REF})"
)
_LEADER_OF = re.compile(
    rf"(?:^|, |and |[Aa]s (?:a|the) )(?P<role>(?:A |Acting |Current |Overall |[Oo]perational |Senior |A senior |[Ff]ormer |Deputy |[Ff]ounder and )?"
    rf"(?:[Hh]ead|[Ll]eader|[Ee]mir|Amir)) of (?:the )?{_NAME} \((?P<ref>{_REF})\)"
)  # fmt: skip
_FOUNDER_OF = re.compile(
    rf"(?:^|, |and )(?:[Ff]ounder|[Cc]o-founder)(?: and \w+)? of (?:the )?{_NAME} \((?P<ref>{_REF})\)"
)
_MERGER = re.compile(
    rf"merger between (?:the )?{_NAME} \((?P<ref>{_REF})\) and (?:the )?[^()]*(?:\([^()]{{1,12}}\) )?\((?P<ref2>{_REF})\)"
)
_MERGED = re.compile(
    rf"merged with (?:the )?{_NAME} \((?P<ref>{_REF})\) and established (?:the )?[^()]* \((?P<ref2>{_REF})\)"
)
_DEAD = re.compile(
    rf"^(?:Reportedly|Reported|Believed|Confirmed)[^.;]*?\b(?:deceased|died|killed)\b(?:[^.;]*?\b(?P<how>in|on|as of|as at|by)\b (?:early |late )?{_DATE})?"
)
_STATUS_DEAD = re.compile(r"^(?:Deceased|Believed status/location: deceased)")
_ZONE = re.compile(
    r"^(?:Zone of operation includes|Operates in|Active in|Operates from|Operational in) (?P<where>[^.;]+)"
)
_FORMERLY = re.compile(r"\b(?:f\.k\.a\.?|[Ff]ormerly known as) (?P<name>[A-Z][^();,.]{2,80})")
_NOTICE = re.compile(r"https?://\S+")
_CROSS = re.compile(rf"(?:{_NAME} )?\((?:listed as [^()]*?)?(?P<ref>{_REF})")
_LEAD = re.compile(
    r"^(?:(?:Also|Closely|Senior|Founding|Former|Had been|Has been) )*(?:[Aa]ssociated with|Associate of|Linked to|"
    r"Affiliate of|[Mm]ember of|Subsidiary of|Owned (?:or controlled )?by|Son of|Brother of|Facilitator for|"
    r"Financier for|Related to)(?: the)? "
)
_OPENING = (
    (re.compile(r"^(?:Also |Closely |Had been |Has been )?[Aa]ssociated with|^Associate of|^Linked to"), "associated_with"),
    (re.compile(r"^(?:Senior |Founding |Former )?[Mm]ember of"), "member_of"),
    (re.compile(r"^(?:Owned|Controlled|Subsidiary)"), "owned_by"),
    (re.compile(r"^(?:Acts|Acted|Acting) (?:for|on behalf)"), "acts_for"),
    (re.compile(r"^(?:Son|Brother|Brother-in-law|Father|Father-in-law|Wife|Daughter|Cousin|Nephew|Uncle) of"), "family_of"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a comment and where it stands."""

    text: str
    start: int

    @property
    def place(self) -> dict[str, str]:
        return {
            "locator": f"COMMENTS1[{self.start}:{self.start + len(self.text)}]",
            "quote": self.text,
        }


def sentences(comment: str) -> Iterator[_Sentence]:
    """The sentences of a comment with their places in it."""
    start = 0
    for stop in _END.finditer(comment):
        end = stop.start() + 1
        if end < len(comment) and _ABBREVIATED_MONTH.search(comment[start:end]):
            continue
        if text := comment[start:end].strip():
            yield _Sentence(text, comment.index(text, start))
        start = stop.end()
    if text := comment[start:].strip():
        yield _Sentence(text, comment.index(text, start))


def mine(comment: str, reference: str) -> list[Row]:
    """The rows a comment states.

    Args:
        comment: White space folded.
        reference: Of the record it stands in: `QDe.014`.
    """
    of_group = reference[2] == "e"
    rows: list[Row] = []
    for sentence in sentences(comment):
        found = list(
            _of_group(sentence, reference) if of_group else _of_person(sentence, reference)
        )
        found += _either(sentence)
        claimed = {row.object for row in found if isinstance(row, Relation)} | {
            row.subject for row in found if row.subject is not None
        }
        rows += found
        rows += _cross_references(sentence, {str(c) for c in claimed} | {f"un:{reference}"})
    return rows


def _of_group(sentence: _Sentence, reference: str) -> Iterator[Row]:
    text, founded = sentence.text, None
    if match := _FOUNDED.search(text):
        founded = _date(match)
        if founded is not None:
            yield Statement(prop="sb:formed", value=founded, **sentence.place)
    for pattern in (_FOUNDERS, _FOUNDER_IS):
        if match := pattern.search(text):
            yield _tie("founded_by", match, sentence)
    if match := _SPLINTER.search(text):
        yield _tie("split_from", match, sentence, valid_from=founded)
    for pattern in (_HEADED, _LEADER_IS):
        if match := pattern.search(text):
            yield _tie("led_by", match, sentence, role=match["role"].lower())
    if (founders := _FOUNDERS.search(text)) and re.search(r"and (?:headed|led) by", text):
        yield _tie("led_by", founders, sentence, role="headed" if "headed" in text else "led")
    yield from _mergers(sentence, reference, founded)
    if match := _ZONE.search(text):
        yield from _zone(match["where"], sentence)


def _mergers(sentence: _Sentence, reference: str, founded: str | None) -> Iterator[Row]:
    """A merger stands in the record of the product and in that of each part; either makes the relation."""
    if match := _MERGER.search(sentence.text):
        for part in (match["ref"], match["ref2"]):
            yield Relation(
                kind="merged_into",
                subject=f"un:{part}",
                object=f"un:{reference}",
                valid_from=founded,
                **sentence.place,
            )
    if match := _MERGED.search(sentence.text):
        when = re.search(rf"On {_DATE}", sentence.text)
        date = None if when is None else _date(when)
        for part in (reference, match["ref"]):
            yield Relation(
                kind="merged_into",
                subject=f"un:{part}",
                object=f"un:{match['ref2']}",
                valid_from=date,
                **sentence.place,
            )


def _zone(where: str, sentence: _Sentence) -> Iterator[Row]:
    """The countries a sentence on the zone of operation names."""
    for printed in re.split(r",| and ", where):
        word = re.sub(r"^(?:the|parts of|northern|southern|eastern|western) ", "", printed.strip())
        code = alpha2(word)
        if code is not None and len(word) > 2:
            detail = json.dumps({"role": "operation"})
            yield Statement(
                prop="sb:area", value=code, original=word, detail=detail, **sentence.place
            )


def _of_person(sentence: _Sentence, reference: str) -> Iterator[Row]:
    text = sentence.text
    for match in _LEADER_OF.finditer(text):
        yield _office(match, reference, sentence)
    for match in _FOUNDER_OF.finditer(text):
        yield Relation(
            kind="founded_by",
            subject=f"un:{match['ref']}",
            object=f"un:{reference}",
            **sentence.place,
        )
    yield from _death(sentence)


def _office(match: re.Match[str], reference: str, sentence: _Sentence) -> Relation:
    """Head, leader or emir of a listed group; a former or deputy one is a member, not who leads it."""
    role = match["role"].strip()
    if re.match(r"(?i)former|deputy", role):
        return Relation(
            kind="member_of",
            object=f"un:{match['ref']}",
            object_name=match["name"],
            role=role.lower(),
            **sentence.place,
        )
    return Relation(
        kind="led_by",
        subject=f"un:{match['ref']}",
        object=f"un:{reference}",
        role=role.lower(),
        **sentence.place,
    )


def _death(sentence: _Sentence) -> Iterator[Row]:
    """A reported death; "as of" gives a day by which it was reported, not the day of death."""
    match = _DEAD.search(sentence.text)
    if match is None and not _STATUS_DEAD.search(sentence.text):
        return
    date = None if match is None or match["year"] is None else _date(match)
    if date is None:
        yield Statement(prop="sb:reportedDead", value="reportedly deceased", **sentence.place)
        return
    how = match["how"] if match is not None else ""
    reported = {"reported": True, **({"by": how} if how in ("as of", "as at", "by") else {})}
    yield Statement(
        prop="deathDate", value=date, detail=json.dumps(reported, sort_keys=True), **sentence.place
    )


def _either(sentence: _Sentence) -> Iterator[Row]:
    for match in _FORMERLY.finditer(sentence.text):
        yield Statement(prop="previousName", value=match["name"].strip(), **sentence.place)
    if "INTERPOL" in sentence.text and (link := _NOTICE.search(sentence.text)):
        yield Statement(prop="sourceUrl", value=link[0].rstrip("."), **sentence.place)


def _cross_references(sentence: _Sentence, claimed: set[str]) -> Iterator[Row]:
    """References to other entries, by the tie that opens the sentence, else as associated."""
    kind = next((k for pattern, k in _OPENING if pattern.search(sentence.text)), "associated_with")
    for match in _CROSS.finditer(sentence.text):
        target = f"un:{match['ref']}"
        if target not in claimed:
            claimed.add(target)
            yield Relation(
                kind=kind, object=target, object_name=_bare(match["name"]), **sentence.place
            )


def _bare(name: str | None) -> str | None:
    """A name without the words that lead up to it."""
    if name is None:
        return None
    return _LEAD.sub("", name.split(", ")[-1]).strip() or None


def _tie(
    kind: str,
    match: re.Match[str],
    sentence: _Sentence,
    role: str | None = None,
    valid_from: str | None = None,
) -> Relation:
    return Relation(
        kind=kind, object=f"un:{match['ref']}", object_name=match["name"].strip(), role=role, valid_from=valid_from,
        **sentence.place,
    )  # fmt: skip


def _date(match: re.Match[str]) -> str | None:
    """The date a phrase gives, as EDTF; None where it is none (31 June)."""
    month = None if match["month"] is None else _MONTHS.index(match["month"][:3].lower()) + 1
    day = None if match["day"] is None else int(match["day"])
    try:
        return str(PartialDate.of(int(match["year"]), month, day))
    except ValueError:
        return None
