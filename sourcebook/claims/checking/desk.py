"""What a check has before it: the facts of every group the text names, and how a verdict is put into words.

Facts are read once for each group, as of the day of the check and as known by its day. A verdict is never given without
the case it rests on: the sentence to the writer comes from the language file, the evidence from the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from msgspec import structs

from sourcebook.claims.checking.candidates import Candidates
from sourcebook.claims.checking.coded import Codings
from sourcebook.claims.checking.lists import Lists
from sourcebook.claims.explanations import explain
from sourcebook.claims.language import any_words
from sourcebook.claims.model import Claim, Evidence, Judged, VerdictName
from sourcebook.documents.mention import ReadSentence, Referent
from sourcebook.names import search_key
from sourcebook.profiles import evidence as held
from sourcebook.profiles.facts import GroupFacts
from sourcebook.profiles.gathering import read_groups, read_incidents
from sourcebook.profiles.preference import rank_of, weigh_dates
from sourcebook.profiles.prose import Language, language
from sourcebook.record.dates import PartialDate
from sourcebook.record.dossier import Question
from sourcebook.record.store import Record

_MOST = 6  # pieces of evidence on either side
_AT_ONCE = 500  # groups read at once
_BESIDE = 3  # dates named beside the preferred one
_NAMED = 3  # sources a sentence names


class Desk:
    """The record, the day asked about, and the facts read so far."""

    def __init__(
        self, record: Record, as_of: date, known: date, sentences: Sequence[ReadSentence] = ()
    ) -> None:
        self.record = record
        self.as_of = as_of
        self.known = known
        self.words: Language = language()
        self._sentences = {sentence.number: sentence for sentence in sentences}
        self._facts: dict[str, GroupFacts] = {}
        self._keys: dict[str, frozenset[str]] = {}
        self.lists = Lists(record, as_of, known)
        self.codings = Codings(record, as_of, known)

    def prepare(self, ids: Iterable[str]) -> None:
        """Read several groups or persons at once, of whom something will be asked."""
        new = sorted(set(ids) - set(self._facts))
        for begin in range(0, len(new), _AT_ONCE):
            part = new[begin : begin + _AT_ONCE]
            asked = [Question(id_, self.as_of, self.known) for id_ in part]
            self._facts |= zip(part, read_groups(self.record, asked), strict=True)

    def facts(self, id_: str) -> GroupFacts:
        """What the record says of a group or person."""
        self.prepare([id_])
        return self._facts[id_]

    def sentence(self, claim: Claim) -> ReadSentence | None:
        """The sentence a claim stands in."""
        return self._sentences.get(claim.sentence)

    def said(self, claim: Claim) -> str:
        """The words of the sentence a claim stands in, else its own."""
        found = self.sentence(claim)
        return claim.text if found is None else found.text

    def sentence_has(self, claim: Claim, kind: str) -> bool:
        """Likewise, for the whole sentence."""
        found = self.sentence(claim)
        code = "en" if found is None else found.language
        return any_words(code, kind).search(self.said(claim)) is not None

    def has(self, claim: Claim, kind: str) -> bool:
        """Whether the words of a claim hold one of a list of the language's file."""
        found = self.sentence(claim)
        code = "en" if found is None else found.language
        return any_words(code, kind).search(claim.text) is not None

    def cue_has(self, claim: Claim, kind: str) -> bool:
        """Whether one of a list of words of the language stands in what makes it a claim, its date left out."""
        cue, span = claim.cue or claim.span, claim.span
        words = structs.replace(
            claim, text=claim.text[max(0, cue.start - span.start) : cue.end - span.start]
        )
        return self.has(words, kind)

    def bears(self, meant: Referent, label: str) -> bool:
        """Whether a name that a source prints of somebody it does not identify is one of those meant."""
        return search_key(label) in self.keys(meant.id)

    def keys(self, id_: str) -> frozenset[str]:
        """The keys of all names of a group or person."""
        if id_ not in self._keys:
            self._keys[id_] = frozenset(search_key(n.text) for n in self.facts(id_).names)
        return self._keys[id_]

    @cached_property
    def candidates(self) -> Candidates:
        """Every incident of the register."""
        return Candidates(read_incidents(self.record, self.known))

    def dates(self, claims: Iterable[held.Claim[PartialDate]]) -> str:
        """The preferred date in words, and in brackets what other sources say that cannot be so as well."""
        given = list(claims)
        if not given:
            return ""
        weighed = weigh_dates(given)
        others = [b for b in weighed.others if not b.value.overlaps(weighed.first)]
        first = self.words.date(weighed.first)
        if not others:
            return first
        listed = self.words.listed([self.words.date(b.value) for b in others[:_BESIDE]], "or")
        who = {name for b in others for name in b.publishers}
        case = "date_other" if len(who) == 1 else "date_others"
        return explain(case, date=first, others=listed, source=next(iter(sorted(who))))

    def each(self, several: Iterable[Iterable[held.Claim[PartialDate]]]) -> str:
        """The preferred dates of several things of a kind, the earliest first, in words."""
        firsts = sorted({weigh_dates(given).first for one in several if (given := list(one))})
        apart = [d for n, d in enumerate(firsts) if not any(d.overlaps(e) for e in firsts[:n])]
        return self.words.listed([self.words.date(day) for day in apart[:_BESIDE]])


def judged(
    claim: Claim,
    verdict: VerdictName,
    case: str,
    evidence: Sequence[Evidence] = (),
    /,
    **slots: object,
) -> Judged:
    """A verdict with its sentence and evidence.

    Args:
        claim: What the text says.
        verdict: How the record stands to it.
        case: The sentence of the language file.
        evidence: For and against.
        slots: The values of the sentence; `sources` is filled from the evidence where it is not given.
    """
    preferred = slots.pop("preferred", None)
    deciding = [
        e for e in evidence if e.stance == ("for" if verdict == "supported" else "against")
    ] or evidence
    slots.setdefault("sources", sources(deciding))
    return Judged(
        claim=claim, verdict=verdict, explanation=explain(case, **slots),
        preferred=None if preferred is None else str(preferred), evidence=tuple(evidence),
    )  # fmt: skip


def sources(evidence: Sequence[Evidence]) -> str:
    """Who says so, in words: the first few publishers, each once."""
    names = list(dict.fromkeys(e.source.partition(":")[0] for e in evidence))
    if not names:
        return "The record"
    shown = names[:_NAMED] + ([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


Found = Iterable[held.Evidence | held.Claim[PartialDate]]


def pro(found: Found, value: object = "") -> tuple[Evidence, ...]:
    """Rows that speak for a claim, each once, the best sources first.

    Args:
        found: Rows; or dated claims, each of which is shown with its own date.
        value: What the rows say, in the terms of the claim.
    """
    return _told(found, "for", value)


def contra(found: Found, value: object = "") -> tuple[Evidence, ...]:
    """Rows that speak against a claim; otherwise as `pro`."""
    return _told(found, "against", value)


def _told(found: Found, stance: str, value: object) -> tuple[Evidence, ...]:
    rows: dict[str, tuple[held.Evidence, str]] = {}
    for one in found:
        row = one.evidence if isinstance(one, held.Claim) else one
        rows.setdefault(row.row, (row, str(one.value if isinstance(one, held.Claim) else value)))
    ranked = sorted(rows.values(), key=lambda pair: rank_of(pair[0]))
    return tuple(_evidence(row, stance, said) for row, said in ranked[:_MOST])


def _evidence(e: held.Evidence, stance: str, value: str) -> Evidence:
    return Evidence(
        stance="for" if stance == "for" else "against", source=f"{e.short}: {e.title}" if e.title else e.short,
        date=str(e.version or ""), locator=" ".join(filter(None, (e.record, e.locator))),
        quote=e.quote or e.printed or value, value=value, row_id=e.row, url=e.url,
    )  # fmt: skip
