"""An expression that matches is never left out; one whose words a text lacks is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.documents.sieve import Sieve, needed

# Small expressions over few letters, so that many match.
LETTERS = st.sampled_from(["a", "b", "c", "ab", "[ab]", "[^a]", ".", "\\s", "é", "i", "s"])
EXPRESSIONS = st.recursive(
    LETTERS,
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds("(?:{})?".format, inner),
        st.builds("(?:{}){{1,2}}".format, inner),
        st.builds("(?:{})+?".format, inner),
        st.builds("(?!{})".format, inner),
        st.builds("(?={})".format, inner),
        st.builds("(?>{})".format, inner),
        st.builds(r"\b{}".format, inner),
    ),
    max_leaves=8,
)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=4), st.text("abcABC ISisİıſéÉ", max_size=12))
def test_whatever_matches_passes(expressions: list[str], text: str) -> None:
    compiled = [re.compile(one, re.I) for one in expressions]
    passed = Sieve(compiled).passed(text)
    assert {n for n, one in enumerate(compiled) if one.search(text)} <= set(passed)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("(?:split|broke) from", "it was founded in Algiers"),
        ("founded (?:by|in) (?:the )?state", "it was founded in Algiers"),
        (r"⟦[go]\d+⟧ was (?:led|headed) by ⟦p\d+⟧", "⟦g0⟧ was led by ⟦g1⟧"),
    ],
)
def test_what_lacks_a_word_is_left_out(expression: str, text: str) -> None:
    assert Sieve([re.compile(expression, re.I)]).passed(text) == []


def test_what_may_be_absent_is_not_needed() -> None:
    assert needed(re.compile("(?:the )?group")) == (frozenset({"the group", "group"}),)
    assert needed(re.compile(r"(?:the|\w)?")) == ()


def test_an_expression_that_needs_nothing_is_always_tried() -> None:
    assert Sieve([re.compile(r"\d+"), re.compile("died")]).passed("in 1998") == [0]
