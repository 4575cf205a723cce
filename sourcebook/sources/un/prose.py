"""What the narrative comments state in fixed phrases, mined sentence by sentence.

The Council's comments repeat a small vocabulary: "Founded in 2012 as a splinter group of X (QDe.014)", "Headed by Y
(QDi.232)", "Reportedly deceased in June 2020", "Associated with Z (QDe.004)". A rule fires only on the phrase
itself, and every row carries the sentence as its quote and its place in the comment, so that nothing is
stated that the list does not. A reference that no phrase claims is kept as `associated_with`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Event, Relation, Row, row_id
from sourcebook.record.territories import alpha2
from sourcebook.sources.un import phrases as p
from sourcebook.sources.un.references import references
from sourcebook.sources.un.sentences import Sentence, sentences

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FOUNDING = re.compile(r"(?i)found|formed|establish|created|emerged|splinter")
_IMPERSONAL = re.compile(r"(?i)(?:(?:it|the (?:group|organization|entity|company)) )?(?:was|co-|)")
_WHO = re.compile(r"(?:The )?(?P<who>.+?)(?:,| is\b| was\b| has\b)")
_A_DATE = re.compile(p.DATE)
_SMALL_WORDS = frozenset({"the", "of", "in", "and", "for", "a"})


def mine(comment: str, reference: str, name: str = "") -> list[Row]:
    """The rows a comment states.

    Args:
        comment: White space folded.
        reference: Of the record it stands in: `QDe.014`.
        name: The record's primary name, by which a sentence may speak of it.
    """
    rows: dict[str, Row] = {}
    words = _words(name)
    for sentence in sentences(comment):
        for row in _stated(sentence, reference, words):
            rows.setdefault(row_id("un", reference, row), row)
    return list(rows.values())


def _stated(sentence: Sentence, reference: str, name: set[str]) -> Iterator[Row]:
    """What one sentence states: by phrase, then each reference that no phrase has claimed."""
    own = _of_group if reference[2:3] == "e" else _of_person
    found = list(own(sentence, reference, name))
    yield from found
    if "INTERPOL" in sentence.text and (link := p.LINK.search(sentence.text)):
        yield sentence.says("sourceUrl", link[0].rstrip("."))
    if p.REFERENCE.search(sentence.text):
        named = {row.object for row in found if isinstance(row, Relation)}
        named |= {row.subject for row in found if not isinstance(row, Event)}
        claimed = {str(one).removeprefix("un:") for one in named} | {reference}
        yield from references(sentence, reference, claimed, partial(_is_his, name))


def _of_group(sentence: Sentence, reference: str, name: set[str]) -> Iterator[Row]:
    text = sentence.text
    founded = None
    if _FOUNDING.search(text):
        if (match := p.FOUNDED.search(text)) and _of_itself(text[: match.start()], name):
            founded = _date(match)
            if founded is not None:
                yield sentence.says("sb:formed", founded)
        yield from _founders(sentence, name)
        if (match := p.SPLINTER.search(text)) and _of_itself(text[: match.start()], name):
            yield sentence.ties("split_from", match["ref"], match["name"], since=founded)
    yield from _leaders(sentence, name)
    if "merge" in text:
        yield from _mergers(sentence, reference, founded)
    if match := p.ZONE.match(text):
        yield from _zone(match["where"], sentence)
    for match in p.FORMERLY.finditer(text):
        yield sentence.says("previousName", match["name"].strip())


def _founders(sentence: Sentence, name: set[str]) -> Iterator[Row]:
    match = p.FOUNDERS.search(sentence.text)
    if match and _of_itself(sentence.text[: match.start()], name):
        yield sentence.ties("founded_by", match["ref"], match["name"])
        if match["led"]:
            yield sentence.ties("led_by", match["ref"], match["name"], role=match["led"])
    if match := p.FOUNDER_IS.match(sentence.text):
        yield sentence.ties("founded_by", match["ref"], match["name"])
    if match := p.DEAD_FOUNDERS.match(sentence.text):
        for one in p.DEAD_NAME.finditer(match["names"]):
            yield sentence.ties("founded_by", None, one["name"])


def _leaders(sentence: Sentence, name: set[str]) -> Iterator[Row]:
    for pattern in (p.HEADED, p.LEADER_IS):
        if match := pattern.search(sentence.text):
            yield sentence.ties("led_by", match["ref"], match["name"], role=match["role"].lower())
    if match := p.LEADER_ONLY_NAMED.match(sentence.text):
        yield sentence.ties("led_by", None, match["name"], role=match["role"])
    match = p.IS_LEADER_OF.search(sentence.text)
    if match and _words(" ".join(w for w in match["what"].split() if w[0].isupper())) <= name:
        yield sentence.ties("led_by", match["ref"], match["name"], role=match["role"])


def _mergers(sentence: Sentence, reference: str, founded: str | None) -> Iterator[Row]:
    """A merger stands in the record of the product and in that of each part; either makes the relation."""
    if match := p.MERGER.search(sentence.text):
        for part in (match["ref"], match["ref2"]):
            yield sentence.ties("merged_into", reference, subject=part, since=founded)
    if match := p.MERGED.search(sentence.text):
        when = p.ON_DATE.match(sentence.text)
        date = None if when is None else _date(when)
        for part in (reference, match["ref"]):
            yield sentence.ties("merged_into", match["ref2"], subject=part, since=date)


def _zone(where: str, sentence: Sentence) -> Iterator[Row]:
    """The countries a sentence on the zone of operation names."""
    for printed in re.split(r",| and ", where):
        word = re.sub(
            r"^(?:(?:including|the|parts of|northern|southern|eastern|western) )*",
            "",
            printed.strip(),
        )
        code = alpha2(word)
        if code is not None and len(word) > 2:
            detail = json.dumps({"role": "operation"})
            yield sentence.says("sb:area", code, original=word, detail=detail)


def _of_person(sentence: Sentence, reference: str, name: set[str]) -> Iterator[Row]:
    text, his = sentence.text, partial(_is_his, name)
    if p.REFERENCE.search(text):
        for pattern in (p.OFFICE, p.HEADING):
            for match in pattern.finditer(text):
                if his(text[: match.start()]) and not p.PART_OF_GROUP.search(match["name"]):
                    yield from _office(match, reference, sentence)
        for match in p.FOUNDER_OF.finditer(text):
            if his(text[: match.start()]) and not p.PART_OF_GROUP.search(match["name"]):
                yield sentence.ties("founded_by", reference, subject=match["ref"])
        if formed := p.FORMED_IT.match(text):
            date = _date(formed) if formed["year"] else None
            yield sentence.ties("founded_by", reference, subject=formed["ref"], since=date)
    yield from _death(sentence, name)


def _office(match: re.Match[str], reference: str, sentence: Sentence) -> Iterator[Row]:
    """Head, leader or emir of a listed group; a former, deputy or regional one is a member, not who leads it."""
    role = match["role"].strip().lower().removeprefix("the ")
    if "founder" in role:
        yield sentence.ties("founded_by", reference, subject=match["ref"])
    after = sentence.text[match.start("after") :]
    region = p.REGION.match(after)
    since = p.SINCE.match(after[region.end() :] if region else after)
    date = _date(since) if since else None
    if region or re.search(r"\b(?:former|deputy)\b", role):
        where = f"{role} {region['region']}" if region else role
        yield sentence.ties("member_of", match["ref"], match["name"], role=where, since=date)
        return
    yield sentence.ties("led_by", reference, subject=match["ref"], role=role, since=date)
    for other in _and_of(sentence.text, match.end("after") - 1):
        yield sentence.ties("led_by", reference, subject=other, role=role)


def _and_of(text: str, end: int) -> Iterator[str]:
    """The groups named straight after one: "Head of A (QDe.139), B (QDe.140) and C (QDe.141)"."""
    for match in p.REFERENCE.finditer(text, end):
        if match["ref"][2] != "e" or not p.AND_ALSO.fullmatch(text[end : match.start()]):
            return
        yield match["ref"]
        end = match.end()


def _death(sentence: Sentence, name: set[str]) -> Iterator[Row]:
    """A reported death; "as of" gives a day by which it was reported, not the day of death."""
    match = p.DEAD.match(sentence.text)
    if match is None and (believed := p.BELIEVED_DEAD.search(sentence.text)):
        match = believed if name & _words(sentence.text[: believed.start()]) else None
    if match is None:
        if status := p.STATUS_DEAD.match(sentence.text):
            yield sentence.says("sb:reportedDead", status[0])
        return
    on = p.DIED_ON.match(sentence.text, match.end())
    date, how = (None, "") if on is None else (_date(on), on["how"])
    if date is None and match.re is p.DEAD and match["asof"]:
        date, how = _date(match), "as of"
    if date is None:
        yield sentence.says("sb:reportedDead", match[0])
        return
    reported = {"by": how} if how in ("as of", "as at", "by") else {}
    detail = json.dumps({"reported": True, **reported}, sort_keys=True)
    yield sentence.says("deathDate", date, detail=detail)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _SMALL_WORDS


def _of_itself(before: str, name: set[str]) -> bool:
    """Whether a verb speaks of the entry: nothing stands before it, or the entry's name, or no name at all."""
    before = _A_DATE.sub("", before).strip()
    if _IMPERSONAL.fullmatch(before):
        return True
    if who := _WHO.match(before):
        return _words(who["who"]) <= name
    return not re.search(r"[A-ZÀ-Þ]", before[1:])


def _is_his(name: set[str], before: str) -> bool:
    """Whether the words before an office or a tie make it the entry's own."""
    if p.OWN.match(before.strip()):
        return True
    who = _WHO.match(before)
    return who is not None and _words(who["who"]) <= name


def _date(match: re.Match[str]) -> str | None:
    """The date a phrase gives, as EDTF; None where it is none (31 June)."""
    printed = match["month"] or match["month_first"]
    day = match["day"] or match["day_second"]
    month = None if printed is None else _MONTHS.index(printed[:3].lower()) + 1
    try:
        return str(PartialDate.of(int(match["year"]), month, None if day is None else int(day)))
    except ValueError:
        return None
