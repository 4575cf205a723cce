"""A document read: every sentence with whom, when and how many it speaks of.

Names are resolved by the record and by what else the text names; "the group", "it" and a surname by itself stand for
whoever was last named so. The last date named is carried on, for "the following year".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import structs

from sourcebook.documents import places, quantities, sentences, times
from sourcebook.documents.gazetteer import Bearer, Found, Gazetteer
from sourcebook.documents.language import told
from sourcebook.documents.mention import Mention, MentionKind, ReadSentence, Referent
from sourcebook.documents.passages import Document
from sourcebook.documents.patterns import any_of
from sourcebook.documents.possible import names_in
from sourcebook.documents.reference import Antecedents, apart
from sourcebook.names import words
from sourcebook.record.dates import PartialDate
from sourcebook.record.store import Record

# How much more likely a bearer is whom the text names elsewhere by a name only it bears.
_KNOWN_HERE = 3.0
_SURNAME = 4  # letters at least
_TELLING = 12  # words of a passage that tell its language
_GAP = 40  # characters at most between two lines of one list
_LONG_SHORT = 7  # letters that initials have at most, and one
_ADDED = re.compile(r"\s?\([\"“']?([A-Z][A-Za-z-]{1,6})[\"”']?\)")
_CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Za-z-]*[A-Z](?![\w-])")
_NAME_ON = re.compile(r" (?:(?:al|el|ag|ould|bin|ibn)[- ])?[A-Z]\w+")
_NAME_BEFORE = re.compile(r"\w[^.!?]* [A-Z][a-z]+ $")
_ARTICLE = re.compile(r"(?:al|el|ag|ould)-\w")


# How far reading is: sentences done, and how many there are.
Tell = Callable[[int, int], None]
_TOLD_EACH = 100


def recognise(
    record: Record, document: Document, tell: Tell = lambda *_: None
) -> tuple[ReadSentence, ...]:
    """Read a document with the record's names.

    Args:
        record: The open record.
        document: The text.
        tell: Told how far it is.
    """
    text = "\n".join(passage.text for passage in document.passages)
    code = told(text).code
    gazetteer = names_in(record, text)
    known = places.Places.of(record, re.findall(r"[\w'’-]+", text.lower()))
    return tuple(_Reader(gazetteer, known, code).read(document, tell))


class _Reader:
    """Reads the sentences of one document in order, and remembers what they named."""

    def __init__(self, gazetteer: Gazetteer, known: places.Places, code: str) -> None:
        self._gazetteer = gazetteer
        self._places = known
        self._code = code
        self._certain: dict[str, int] = {}
        self._meant: dict[tuple[Bearer, ...], tuple[MentionKind, tuple[Referent, ...]]] = {}
        self._surnames: dict[str, Mention] = {}
        self._initials: dict[str, Mention] = {}
        self._antecedents = Antecedents(code)
        self._passage = -1
        self._date: PartialDate | None = None

    def read(self, document: Document, tell: Tell) -> Iterator[ReadSentence]:
        """The sentences; the document is gone through twice, first for what it names beyond doubt."""
        codes = [
            told(p.text).code if len(p.text.split()) >= _TELLING else self._code
            for p in document.passages
        ]
        cut = [
            (number, start, passage.text[start:end])
            for number, passage in enumerate(document.passages)
            for start, end in sentences.cut(passage.text, codes[number])
        ]
        found = [self._gazetteer.find(text) for _, _, text in cut]
        for names in found:
            self._note(names)
        self._antecedents = Antecedents(
            self._code, self._about([text for _, _, text in cut], found)
        )
        for number, ((passage, start, text), names) in enumerate(zip(cut, found, strict=True)):
            if passage != self._passage and not _goes_on(document, passage):
                self._antecedents.opens()
                self._date = None  # "on 3 June" goes on from a year of its own paragraph
            if number % _TOLD_EACH == 0:
                tell(number, len(cut))
            self._passage, self._code = passage, codes[passage]
            self._antecedents.speaks(self._code)
            yield self._sentence(text, names, number, passage, start)

    def _about(self, texts: Sequence[str], found: Sequence[Sequence[Found]]) -> Mention | None:
        """The group that a text names more often than all others together, or names first and most often."""
        named = [
            self._named(text, name)
            for text, names in zip(texts, found, strict=True)
            for name in names
        ]
        groups = [m for m in named if m.kind == "group"]
        if not groups:
            return None
        count = Counter(m.referents[0].id for m in groups)
        (first, most), *others = count.most_common()
        alone = most * 2 > len(groups) or (
            first == groups[0].referents[0].id and (not others or most > others[0][1])
        )
        return next(m for m in groups if m.referents[0].id == first) if alone else None

    def _note(self, names: Sequence[Found]) -> None:
        for name in names:
            if len(name.bearers) == 1:
                id_ = name.bearers[0].id
                self._certain[id_] = self._certain.get(id_, 0) + 1

    def _sentence(
        self, text: str, names: list[Found], number: int, passage: int, start: int
    ) -> ReadSentence:
        dated = times.find(text, self._code, self._date)
        if dated:
            last = dated[-1].period
            self._date = last.end or last.start or self._date
        topic = self._antecedents.topic
        counted = quantities.find(text, self._code, [(t.start, t.end) for t in dated])
        return ReadSentence(
            text=text, number=number, passage=passage, start=start, language=self._code,
            mentions=self._mentions(text, names), times=dated, quantities=counted, topic=topic,
        )  # fmt: skip

    def _mentions(self, text: str, names: list[Found]) -> tuple[Mention, ...]:
        named = [self._named(text, name) for name in names]
        kept = list(named)
        for mention in (
            *self._surnamed(text),
            *self._short(text),
            *places.find(text, self._code, self._places),
        ):
            if apart(mention, kept):
                kept.append(mention)
        for mention in named:
            self._learn_surname(mention)
            self._learn_initials(text, mention)
        return tuple(self._antecedents.resolved(text, kept))

    def _named(self, text: str, found: Found) -> Mention:
        if found.bearers not in self._meant:
            self._meant[found.bearers] = self._referents(found.bearers)
        kind, referents = self._meant[found.bearers]
        return Mention(
            start=found.start, end=found.end, text=text[found.start : found.end], kind=kind,
            basis="acronym" if found.acronym else "name", referents=referents, name=found.name,
        )  # fmt: skip

    def _referents(self, bearers: tuple[Bearer, ...]) -> tuple[MentionKind, tuple[Referent, ...]]:
        weights = [self._weight(bearer) for bearer in bearers]
        whole = sum(weights)
        pairs = sorted(zip(bearers, weights, strict=True), key=lambda p: (-p[1], p[0].id))
        referents = tuple(Referent(b.id, b.caption, round(w / whole, 3)) for b, w in pairs)
        return "person" if pairs[0][0].kind == "person" else "group", referents

    def _weight(self, bearer: Bearer) -> float:
        return bearer.weight + (_KNOWN_HERE if bearer.id in self._certain else 0.0)

    def _learn_surname(self, mention: Mention) -> None:
        if mention.kind == "person" and mention.referents:
            for word in mention.text.split():
                plain = word.strip(".,'’")
                if len(plain) >= _SURNAME and (plain[0].isupper() or _ARTICLE.match(plain)):
                    for written in {plain, plain[0].upper() + plain[1:]} if words(plain) else ():
                        self._surnames.setdefault(written, mention)

    def _learn_initials(self, text: str, mention: Mention) -> None:
        """What a text goes on to call a group it has named in full: initials, or what follows in brackets."""
        if mention.kind != "group" or not mention.referents or " " not in mention.text:
            return
        letters = "".join(w[0] for w in re.findall(r"\w+", mention.text) if w[0].isupper())
        added = _ADDED.match(text, mention.end)
        for short in (letters, added[1] if added else ""):
            if 1 < len(short) < _LONG_SHORT:
                self._initials.setdefault(short, mention)

    def _short(self, text: str) -> Iterator[Mention]:
        """Groups named in full before, now by their initials."""
        for match in _CAPITALS.finditer(text) if self._initials else ():
            whole = self._initials.get(match[0])
            if whole is not None:
                yield structs.replace(
                    whole, start=match.start(), end=match.end(), text=match[0], basis="acronym"
                )

    def _surnamed(self, text: str) -> Iterator[Mention]:
        """Persons named in full before, now by one word of their name."""
        if not self._surnames:
            return
        one = any_of(map(re.escape, self._surnames))
        pattern = rf"(?<![\w-])(?P<word>{one})(?: (?:{one}))*(?![\w-])"
        for match in re.finditer(pattern, text):
            whole = self._surnames[match["word"]]
            if _is_of_longer_name(text, match, whole):
                continue
            yield structs.replace(whole, start=match.start(), end=match.end(), text=match[0])


def _is_of_longer_name(text: str, match: re.Match[str], whole: Mention) -> bool:
    """Whether a word is of a name that somebody else bears: "Abubakar" of "Abubakar Janjalani"."""
    after = _NAME_ON.match(text, match.end())
    if after is not None:
        return True
    last = whole.text.split()[-1].strip(".,'’")
    return (
        match["word"].lower() != last.lower()
        and _NAME_BEFORE.search(text, 0, match.start()) is not None
    )


def _goes_on(document: Document, passage: int) -> bool:
    """Whether a passage is about whom the one before it was: that heads it, or no blank line parts them."""
    if passage < 1 or _is_heading(document, passage - 1):
        return passage > 0
    before, after = document.passages[passage - 1], document.passages[passage]
    if document.media != "text/plain" or not before.runs or not after.runs:
        return False
    between = document.text[before.runs[-1].start + before.runs[-1].width : after.runs[0].start]
    return len(between) < _GAP and between.count("\n") == 1


def _is_heading(document: Document, passage: int) -> bool:
    """Whether a passage heads the next: it says whom that is about."""
    if passage < 0:
        return False
    before = document.passages[passage]
    return before.kind == "heading" or not before.text.rstrip().endswith(
        (".", "!", "?", "”", '"', ")", ":")
    )
