"""Which of many expressions can match a text at all: those whose words stand in it.

Most of some hundreds of expressions say words that a given sentence lacks. What an expression cannot match without is
read off its own parse tree (as in the prefilter of RE2), all such words are looked for at once (Aho and Corasick 1975,
doi:10.1145/360825.360855), and only expressions that lack none are tried. Nothing that matches is ever left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants, _parser  # type: ignore[attr-defined]  # the standard library's own, not in its stubs
from typing import Any

from ahocorasick_rs import AhoCorasick

# So many words at most are kept for one place of an expression.
_MOST = 256
Clause = frozenset[str]
_NOTHING = frozenset({""})
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_GROUPS = (_constants.SUBPATTERN, _constants.ATOMIC_GROUP)
_WIDTHLESS = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
# Letters that an expression without regard to case takes for others, and `lower` does not.
_SAME = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})


class Sieve:
    """Expressions to be tried in turn."""

    def __init__(self, expressions: Iterable[re.Pattern[str]]) -> None:
        needs = [needed(expression) for expression in expressions]
        numbers = {c: n for n, c in enumerate(dict.fromkeys(c for need in needs for c in need))}
        self._needs = [sum(1 << numbers[c] for c in set(need)) for need in needs]
        words = sorted({word for clause in numbers for word in clause})
        self._clauses = [sum(1 << n for c, n in numbers.items() if word in c) for word in words]
        self._words = AhoCorasick(words)

    def passed(self, text: str) -> list[int]:
        """The numbers of the expressions that may match a text, in order."""
        found = self._words.find_matches_as_indexes(lowered(text), overlapping=True)
        met = 0
        for word in {word for word, _, _ in found}:
            met |= self._clauses[word]
        return [number for number, need in enumerate(self._needs) if need & met == need]


def lowered(text: str) -> str:
    """A text in small letters, as an expression without regard to case reads it."""
    return text.lower() if text.isascii() else text.translate(_SAME).lower()


def needed(expression: re.Pattern[str]) -> tuple[Clause, ...]:
    """Sets of words, in small letters; of each set one stands in whatever the expression matches."""
    whole, clauses = _walked(_parser.parse(expression.pattern, expression.flags))
    return tuple(clauses if whole is None else _telling(whole))


def _telling(words: Clause) -> list[Clause]:
    """A clause of some words without those that another one begins; none where nothing need be there."""
    kept: list[str] = []
    for word in sorted(words):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return [] if "" in words else [frozenset(kept)]


def _walked(nodes: Sequence[tuple[Any, Any]]) -> tuple[Clause | None, list[Clause]]:
    """All that a row of nodes can be, where that is few words; and the clauses of whatever it is."""
    clauses: list[Clause] = []
    run, whole = _NOTHING, True
    for operator, argument in nodes:
        exact, more = _node(operator, argument)
        clauses += more
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(a + b for a, b in product(run, exact))
            continue
        clauses += _telling(run)
        run, whole = exact or _NOTHING, False
    return (run, []) if whole else (None, clauses + _telling(run))


def _node(operator: Any, argument: Any) -> tuple[Clause | None, list[Clause]]:
    if operator in _GROUPS:
        return _walked(argument[-1] if operator is _constants.SUBPATTERN else argument)
    if operator is _constants.BRANCH:
        return _branched([_walked(branch) for branch in argument[1]])
    if operator in _REPEATS:
        return _repeated(*argument)
    return (_NOTHING if operator in _WIDTHLESS else _characters(operator, argument)), []


def _characters(operator: Any, argument: Any) -> Clause | None:
    """What a character, or a class that lists a few, can be."""
    listed = argument if operator is _constants.IN else [(operator, argument)]
    if any(kind is not _constants.LITERAL for kind, _ in listed):
        return None
    return frozenset(lowered(chr(code)) for _, code in listed)


def _repeated(least: int, most: int, inner: Any) -> tuple[Clause | None, list[Clause]]:
    whole, clauses = _walked(inner)
    if most == 1 and whole is not None:
        return whole | (_NOTHING if least == 0 else frozenset()), []
    if least == 0:
        return None, []
    return None, clauses if whole is None else _telling(whole)


def _branched(
    branches: Sequence[tuple[Clause | None, list[Clause]]],
) -> tuple[Clause | None, list[Clause]]:
    exact = [whole for whole, _ in branches if whole is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= _MOST:
        return frozenset().union(*exact), []
    best = [_rarest(clauses if whole is None else _telling(whole)) for whole, clauses in branches]
    known = [clause for clause in best if clause is not None]
    return None, [frozenset().union(*known)] if len(known) == len(best) else []


def _rarest(clauses: Sequence[Clause]) -> Clause | None:
    """The clause that says most: of the longest words, and of these the fewest."""
    return max(clauses, key=lambda c: (min(map(len, c)), -len(c), sorted(c)), default=None)
