"""Keys under which a name is found: one to look it up exactly, a few to find what may be the same.

`search_key` folds case, accents, article, apostrophes, brackets' signs and the order of words, and nothing that
sounds: whoever types *DROUKDEL, Abdelmalek* finds *Abdelmalek Droukdel*. `block_keys` go by sound. They are pairs of
words wherever a name has two that tell something, because a single given name is borne by thousands; two names that
share no block key are never compared, and that is the price of not comparing all pairs.
"""

from __future__ import annotations

from itertools import combinations

from sourcebook.names.forms import (
    TELLING,
    Token,
    aside_names,
    initials,
    is_acronym,
    split_brackets,
    token,
)
from sourcebook.names.vocabulary import MEANING
from sourcebook.names.words import words

PERSON = "Person"
MOST_WORDS = 6
MOST_GROUP_WORDS = 4
MOST_KEYS = 15


def search_key(name: str) -> str:
    """The folded key of a name, for exact lookup.

    Args:
        name: In any script.

    Returns:
        Folded words in alphabetical order; empty where the name has no letter or digit.
    """
    folded = words(name)
    kept = [word for word in folded if word != "the"]
    return " ".join(sorted(kept or folded))


def search_keys(name: str) -> tuple[str, ...]:
    """All keys a name should be found under: the whole, the name without brackets, what is in them.

    Args:
        name: In any script: `GROUPE SALAFISTE … (GSPC)`.
    """
    keys = [search_key(name)]
    if "(" in name or "[" in name:
        plain, asides = split_brackets(name)
        keys += [search_key(plain), *(search_key(a) for a in aside_names(asides))]
    return tuple(dict.fromkeys(key for key in keys if key))


def block_keys(name: str, schema: str) -> tuple[str, ...]:
    """The keys under which a name meets those that may be the same.

    Args:
        name: In any script.
        schema: FollowTheMoney schema; persons and everything else never meet.

    Returns:
        A few keys, without order of their own but always in the same one.
    """
    if schema == PERSON:
        return _person_keys([token(word) for word in words(name)])
    return _group_keys(name)


def _person_keys(tokens: list[Token]) -> tuple[str, ...]:
    sounds = _sounds([t for t in tokens if t.weight >= TELLING and t.kind != "initial"], MOST_WORDS)
    if len(sounds) < 2:
        return tuple(f"p:{sound}" for sound in sounds)
    return tuple(f"p:{a}:{b}" for a, b in combinations(sounds, 2))


def _group_keys(name: str) -> tuple[str, ...]:
    plain, asides = split_brackets(name)
    folded = words(plain)
    keys = [*_word_keys(folded), *(f"a:{short}" for short in _acronyms(plain, folded, asides))]
    for aside in aside_names(asides):
        keys += _word_keys(words(aside))
    return tuple(dict.fromkeys(keys))[:MOST_KEYS]


def _word_keys(folded: list[str]) -> list[str]:
    own = [token(word) for word in folded]
    telling = [_meant(t) for t in own if t.weight >= TELLING] or own
    pairs = combinations(_sounds(telling, MOST_GROUP_WORDS), 2)
    # A group is often named by one word of its own, so that word alone is a key unless it is a generic one.
    alone = _sounds([t for t in own if t.kind in ("word", "kunya")], 2)
    return [*(f"g:{a}:{b}" for a, b in pairs), *(f"g:{sound}" for sound in alone)]


def _meant(word: Token) -> Token:
    """The word that stands for all of its meaning: jabhat and front have one key."""
    return token(MEANING[word.text]) if word.text in MEANING else word


def _acronyms(plain: str, folded: list[str], asides: list[str]) -> tuple[str, ...]:
    """What the name is abbreviated to, by its own word or by its initials."""
    stated = ["".join(words(aside)) for aside in asides if is_acronym(aside)]
    if len(folded) == 1 and is_acronym(plain.strip()):
        stated.append(folded[0])
    return tuple(dict.fromkeys(a for a in (*stated, initials(folded)) if len(a) > 2))


def _sounds(tokens: list[Token], most: int) -> list[str]:
    """The sounds of the words that tell most, each once, in alphabetical order."""
    if len(tokens) > most:
        tokens = sorted(tokens, key=lambda t: (-t.weight, -len(t.text), t.text))[:most]
    return sorted({t.skeleton for t in tokens if t.skeleton})
