"""What the words of companies' and organisations' names mean, and which of them say only in what form it is set up.

`OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU` is `limited liability company` word by word and `ooo` for short; a list
prints now one, now the other. The glossary (`glossary.txt`) is general vocabulary of the languages lists are written
in: no name of anybody is in it. Stems are compared in a spelling in which the ways of writing Russian in Latin letters
are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from sourcebook.names.vocabulary import PARTICLES

_SHORTEST_STEM = 3
_LONGEST = 24
# What a word must have for a fold to be tried (most have none of it), the fold, and what is put.
_FOLDS = tuple(
    (need, re.compile(pattern), put)
    for need, pattern, put in (
        ("sh", "sh(?:ch)?", "s"), ("sch", "sch", "s"), ("zh", "zh", "z"), ("kh", "kh", "h"), ("t", "t[sc]", "s"),
        ("ck", "ck", "k"), ("c", "c(?=[eiy])", "s"), ("ch", "ch", "x"), ("c", "c", "k"), ("q", "q", "k"),
        ("", "[yij]+(?=[aeou])", ""), ("", "[yij]+", "i"), ("o", "o[uo]", "u"), ("w", "w", "v"), ("ph", "ph", "f"),
        ("", r"(.)\1+", r"\1"),
    )
)  # fmt: skip

# A phrase of meanings (or words) and the one word it comes to. Longer ones first.
_PHRASES = """
company s limited liability = llc
company with limited liability = llc
company z limited liability = llc
limited liability company = llc
limited liability partnership = llc
limited liability corporation = llc
company of limited liability = llc
company mit limited liability = llc
company cu liability limited = llc
public joint stock company = jsc
open joint stock company = jsc
closed joint stock company = jsc
private joint stock company = jsc
joint stock company = jsc
public stock company = jsc
open stock company = jsc
closed stock company = jsc
private stock company = jsc
stock company = jsc
company stock = jsc
limited company = ltd
public limited company = ltd
private limited = ltd
company limited = ltd
co limited = ltd
co ltd = ltd
company ltd = ltd
company inc = ltd
pte ltd = ltd
pty ltd = ltd
pvt ltd = ltd
sdn bhd = ltd
stock company limited = jsc
sa de cv = sa
s de rl de cv = srl
de rl de cv = srl
de cv = sa
s de rl = srl
de rl = srl
company de liability limited = srl
company de responsabilidad limitada = srl
company por acciones simplificada = sas
limited company of liability = llc
foreign limited liability company = llc
limited trade company = ltd
industrial ve trade limited company = ltd
industrial ve trade ltd sti = ltd
trade ltd sti = ltd
ltd sti = ltd
industrial ve trade stock company = jsc
industrial ve trade a s = jsc
trade limited company = ltd
s en c = srl
s en cs = srl
you xian gong si = ltd
youxian gongsi = ltd
gong si = co
federal state unitary enterprise = fgup
federal state budgetary institution of science = fgbun
federal state budgetary institution = fgbu
federal state autonomous institution = fgau
federal state institution = fgu
state unitary enterprise = gup
republican unitary enterprise = rup
scientific production association = npo
research and production association = npo
research production association = npo
scientific and production association = npo
scientific industrial association = npo
research and industrial association = npo
scientific production enterprise = npp
research and production enterprise = npp
research production enterprise = npp
scientific and production enterprise = npp
scientific production complex = npk
research and production complex = npk
scientific production company = npk
research and production company = npk
scientific and production company = npk
scientific production corporation = npk
research and production corporation = npk
research production corporation = npk
scientific production center = npts
research and production center = npts
scientific production firm = npf
research and production firm = npf
scientific research institute = nii
scientific and research institute = nii
research and development institute = nii
research institute = nii
scientific research center = nits
research center = nits
scientific technical center = ntc
scientific and technical center = ntc
science and technology center = ntc
special design bureau = skb
specialized design bureau = skb
experimental design bureau = okb
experimental and design bureau = okb
central design bureau = tskb
design bureau = kb
production association = po
production and trade company = tpk
trade production company = tpk
trade and production company = tpk
trade industrial company = tpk
trade house = td
management company = uk
named after =
named for =
in the name of =
"""
# Short forms that lists use for the same.
_SHORT_FORMS = """
llc: ooo too tov doo tovarystvo sarl gmbh osoo tdoo fllc iooo dmcc fze fzco fzc fzllc youxianzerengongsi
jsc: gufenyouxiangongsi zhushihuishe ao oao pao zao nao pjsc ojsc cjsc aat pat prat vat zat oaa pjs
ltd: limited incorporated inc ltda limitada pvt lda lmt ltd sirketi youxiangongsi
ag: aktiengesellschaft aktiengeselschaft
co: company corporation corp cia cie gongsi zonggongsi hoesa chonghoesa huishe
ntc: ntts
nits: nic
npts: npc
tskb: ckb
td: th
: im imeni
"""
_SHORT = {
    word: row.partition(":")[0]
    for row in _SHORT_FORMS.strip().splitlines()
    for word in row.partition(":")[2].split()
}
LEGAL = frozenset({"llc", "jsc", "ltd", "sa", "srl", "ag", "co"})


@lru_cache(maxsize=65_536)
def spelt(word: str) -> str:
    """A folded word in the spelling of the glossary."""
    for need, pattern, put in _FOLDS:
        if need in word:
            word = pattern.sub(put, word)
    return word


def _read() -> tuple[dict[str, str], dict[str, str]]:
    whole: dict[str, str] = {}
    stems: dict[str, str] = {}
    text = (resources.files("sourcebook.screening") / "glossary.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#") or ":" not in line:
            continue
        meaning, others = line.split(":")
        whole.setdefault(spelt(meaning), meaning)
        for word in others.split():
            stem = word.endswith("*")
            table = stems if stem else whole
            table.setdefault(spelt(word.rstrip("*")), meaning)
    return whole, stems


_WHOLE, _STEMS = _read()


@lru_cache(maxsize=131_072)
def meaning(word: str) -> str:
    """What a word of an organisation's name means, in English; empty where the glossary does not have it.

    Args:
        word: As `names.words` folds it.
    """
    if word in PARTICLES:
        return ""
    key = spelt(word)
    if key in _WHOLE:
        return _WHOLE[key]
    if len(key) < _SHORTEST_STEM + 1:
        return ""
    for length in range(min(len(key), _LONGEST), _SHORTEST_STEM - 1, -1):
        if key[:length] in _STEMS and (length >= 4 or len(key) - length <= 3):
            return _STEMS[key[:length]]
    return ""


def meanings() -> frozenset[str]:
    """Every meaning of the glossary."""
    return frozenset({*_WHOLE.values(), *_STEMS.values()})


def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in _PHRASES.strip().splitlines():
        phrase, _, put = line.partition("=")
        parts = tuple(phrase.split())
        table.setdefault(parts[0], []).append((parts, put.strip()))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


_BY_FIRST = _phrases()


def phrase_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of phrases that state a legal form, and the first words of other phrases that are put short."""
    every = [row for rows in _BY_FIRST.values() for row in rows]
    legal = (part for parts, put in every if put in LEGAL for part in parts)
    others = (parts[0] for parts, put in every if put not in LEGAL)
    return frozenset(legal), frozenset(others)


def legal_words() -> frozenset[str]:
    """The words that state a legal form by themselves."""
    return LEGAL | {word for word, put in _SHORT.items() if put in LEGAL}


def shortened(words: Sequence[str]) -> list[str]:
    """A name's words with the phrases that state its form, or what sort of house it is, put short.

    Args:
        words: As `names.words` folds them.
    """
    meant = [meaning(word) or word for word in words]
    if _BY_FIRST.keys().isdisjoint(meant) and _SHORT.keys().isdisjoint(words):
        return list(words)
    out: list[str] = []
    place = 0
    while place < len(words):
        found = _phrase_at(meant, words, place)
        if found:
            length, put = found
            place += length
        else:
            put = _SHORT.get(words[place], words[place])
            place += 1
        if put:
            out.append(put)
    return out or list(words)


def _phrase_at(meant: Sequence[str], words: Sequence[str], place: int) -> tuple[int, str] | None:
    for first in dict.fromkeys((meant[place], words[place])):
        for parts, put in _BY_FIRST.get(first, ()):
            end = place + len(parts)
            if end <= len(words) and all(
                part in (meant[at], words[at]) for at, part in enumerate(parts, place)
            ):
                return len(parts), put
    return None
