"""How alike two names are, and why.

Each word of one name meets at most one of the other: the same, nearly the same letters, the same sound, an initial,
a word of the same meaning, or two words that the other writes as one. The score is the weight of what met against
that and what was left over: words left over on one side only (a father's name more) cost little, on both sides much.

Invariants: the order of the two names does not matter; a name and itself score 1; no score says that two *persons*
are the same, which takes more than a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from sourcebook.names.forms import NameForms, Token, forms, token
from sourcebook.names.skeletons import skeleton
from sourcebook.names.vocabulary import MEANING
from sourcebook.names.words import words

How = Literal["exact", "spelling", "phonetic", "initial", "joined", "meaning", "acronym"]

_SPELLING = 0.72
ACRONYM_SCORE = 0.9
# What a word left over costs: where only one name has more to say, and where each has something else.
EXTENSION, CONFLICT = 0.3, 1.0
CHAIN_TURNED = 0.8


@dataclass(frozen=True, slots=True)
class Meeting:
    """A word of one name that met one of the other.

    Attributes:
        left, right: The words, folded.
        how: In what way.
        likeness: 0 to 1.
    """

    left: str
    right: str
    how: How
    likeness: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two names came to.

    Attributes:
        score: 0 to 1.
        meetings: What met, the best first.
        left_over, right_over: Words of either name that met nothing.
        turned: The same names in another line of descent: Ali ben Salah, Salah ben Ali.
    """

    score: float
    meetings: tuple[Meeting, ...] = ()
    left_over: tuple[str, ...] = ()
    right_over: tuple[str, ...] = ()
    turned: bool = False


def compare(left: str, right: str) -> Comparison:
    """Compare two names.

    Args:
        left: A name in any script.
        right: Another.
    """
    return compare_forms(_known_forms(left), _known_forms(right))


@lru_cache(maxsize=32_768)
def _known_forms(name: str) -> NameForms:
    return forms(name)


def compare_forms(left: NameForms, right: NameForms) -> Comparison:
    """Compare two names that were taken apart before."""
    if not left.tokens or not right.tokens:
        return Comparison(1.0 if left.text == right.text else 0.0)
    if _are_acronyms(left) and _are_acronyms(right) and left.latin != right.latin:
        return Comparison(0.0, (), (left.latin,), (right.latin,))
    return _acronym(left, right) or _by_tokens(left, right)


def _are_acronyms(name: NameForms) -> bool:
    """Whether all there is of a name is an acronym: PLF is not nearly PLFI."""
    return len(name.tokens) == 1 and bool(name.acronyms) and name.script == "Latn"


def _acronym(left: NameForms, right: NameForms) -> Comparison | None:
    """An acronym held against a name that states it or would be abbreviated so."""
    for one, other, swapped in ((left, right, False), (right, left, True)):
        if len(one.tokens) != 1 or len(other.tokens) < 2 or one.acronyms == ():
            continue
        short = one.tokens[0].text
        if short in other.acronyms or (len(short) > 2 and short == other.initials):
            pair = (other.latin, short) if swapped else (short, other.latin)
            return Comparison(ACRONYM_SCORE, (Meeting(*pair, "acronym", ACRONYM_SCORE),))
    return None


def _by_tokens(left: NameForms, right: NameForms) -> Comparison:
    turned = _is_turned(left, right)
    if not left.bracketed and not right.bracketed:
        return _held(left.tokens, right.tokens, turned)
    with_brackets = _held(_all_tokens(left), _all_tokens(right), turned)
    if left.bracketed and right.bracketed:
        return with_brackets
    # What one name has in brackets the other may have outside them, or not at all.
    without = _held(left.tokens, right.tokens, turned)
    return max(with_brackets, without, key=lambda found: found.score)


def _all_tokens(name: NameForms) -> tuple[Token, ...]:
    aside = (token(word) for text in name.bracketed for word in words(text))
    return (*name.tokens, *aside)


def _held(left: Sequence[Token], right: Sequence[Token], turned: bool) -> Comparison:
    """Two rows of words held against each other."""
    met, left_rest, right_rest = _matched(left, right)
    joined, left_rest, right_rest = _joined(left_rest, right_rest)
    met += joined
    gain = sum(weight * m.likeness for m, weight in met)
    loss = sum(weight * (1 - m.likeness) for m, weight in met)
    whole = gain + loss + _left_over(left_rest, right_rest)
    score = (gain / whole if whole else 0.0) * (CHAIN_TURNED if turned else 1.0)
    meetings = sorted((m for m, _ in met), key=lambda m: (-m.likeness, m.left, m.right))
    return Comparison(
        round(score, 4), tuple(meetings), _texts(left_rest), _texts(right_rest), turned
    )


def _left_over(left: Sequence[Token], right: Sequence[Token]) -> float:
    """What words left over cost; a particle or a legal form contradicts nothing."""
    less, more = sorted((_weight(left), _weight(right)))
    small = _weight(left, telling=False) + _weight(right, telling=False)
    return CONFLICT * 2 * less + EXTENSION * (more - less + small)


def _texts(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(t.text for t in tokens)


def _weight(tokens: Sequence[Token], telling: bool = True) -> float:
    return sum(t.weight for t in tokens if t.tells is telling)


Met = list[tuple[Meeting, float]]


def _matched(left: Sequence[Token], right: Sequence[Token]) -> tuple[Met, list[Token], list[Token]]:
    """Words matched one to one: the same ones first, then the likest pairs."""
    met: Met = []
    right_rest, left_rest = list(right), []
    for a in left:
        if a in right_rest:
            right_rest.remove(a)
            met.append((Meeting(a.text, a.text, "exact", 1.0), a.weight))
        else:
            left_rest.append(a)
    found = [(m, a, b) for a in left_rest for b in right_rest if (m := meeting(a, b))]
    found.sort(key=_likest_first)
    for m, a, b in found:
        if a in left_rest and b in right_rest:
            left_rest.remove(a)
            right_rest.remove(b)
            met.append((m, (a.weight + b.weight) / 2))
    return met, left_rest, right_rest


def _likest_first(pair: tuple[Meeting, Token, Token]) -> tuple[float, float, list[str]]:
    m, a, b = pair
    return (-m.likeness, -a.weight - b.weight, sorted((a.text, b.text)))


@lru_cache(maxsize=131_072)
def meeting(a: Token, b: Token) -> Meeting | None:
    """How two words meet, if they do."""
    if a.text in MEANING and MEANING[a.text] == MEANING.get(b.text):
        return Meeting(a.text, b.text, "meaning", 0.9)
    if "initial" in (a.kind, b.kind):
        same = a.text[0] == b.text[0] and a.kind != b.kind
        return Meeting(a.text, b.text, "initial", 0.6) if same else None
    if a.text.isdigit() or b.text.isdigit():
        return None
    spelling = OSA.normalized_similarity(a.text, b.text)
    if a.skeleton == b.skeleton and (sounded := _sounds_alike(a, b, spelling)):
        return Meeting(a.text, b.text, "phonetic", round(sounded, 3))
    if spelling >= _SPELLING and min(len(a.text), len(b.text)) > 4:
        return Meeting(a.text, b.text, "spelling", round(0.95 * spelling, 3))
    return _nearly(a, b)


def _sounds_alike(a: Token, b: Token, spelling: float) -> float | None:
    """How alike two words of one skeleton are: the fewer consonants, the more the letters count."""
    # The skeleton takes kh for h, as Turkish and Russian lists do; in Arabic they are two letters.
    if len(a.skeleton) >= 3 and ("kh" in a.text) == ("kh" in b.text):
        return 0.85 + 0.15 * spelling
    if len(a.skeleton) >= 2:
        return 0.72 + 0.26 * spelling
    return 0.6 + 0.3 * spelling if spelling >= 0.4 else None


def _nearly(a: Token, b: Token) -> Meeting | None:
    """Long words whose consonants differ in one."""
    if min(len(a.skeleton), len(b.skeleton)) < 4:
        return None
    sounded = OSA.normalized_similarity(a.skeleton, b.skeleton)
    return (
        Meeting(a.text, b.text, "phonetic", round(0.85 * sounded, 3)) if sounded >= 0.75 else None
    )


def _joined(left: list[Token], right: list[Token]) -> tuple[Met, list[Token], list[Token]]:
    """Neighbours among the words left over that the other name writes as one: bin laden, binladen."""
    met, left, right = _joined_in(left, right, swap=False)
    more, right, left = _joined_in(right, left, swap=True)
    return met + more, left, right


def _joined_in(
    apart: list[Token], whole: list[Token], swap: bool
) -> tuple[Met, list[Token], list[Token]]:
    met: Met = []
    for one in list(whole):
        for first, second in pairwise(apart):
            text = first.text + second.text
            if text == one.text or (len(one.skeleton) > 2 and skeleton(text) == one.skeleton):
                pair = f"{first.text} {second.text}"
                sides = (one.text, pair) if swap else (pair, one.text)
                met.append((Meeting(*sides, "joined", 0.95), one.weight))
                apart = [t for t in apart if t not in (first, second)]
                whole = [t for t in whole if t != one]
                break
    return met, apart, whole


def _is_turned(left: NameForms, right: NameForms) -> bool:
    """Whether each begins a chain with a name that stands further down in the other's."""
    if len(left.chain) < 2 or len(right.chain) < 2:
        return False
    ours, theirs = _chain_sounds(left), _chain_sounds(right)
    return ours[0] != theirs[0] and ours[0] in theirs[1:] and theirs[0] in ours[1:]


def _chain_sounds(name: NameForms) -> list[str]:
    return [skeleton(word) for link in name.chain for word in link.split()]
