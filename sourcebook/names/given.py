"""Given names that are one name in several languages, and Slavic patronymics and endings that go with them.

Lists print a person now in Russian, now in Ukrainian or Belarusian (Vladimir Nikolaevich, Volodymyr Mykolayovych,
Uladzimir Mikalaevich), and a prophet's name in Arabic, Hebrew or English. General knowledge; no list was read for it.
What is one name here sounds the same to screening (`screening.sounds`); how it is spelt still counts.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The first spelling stands for all of a row. A star: whatever follows, so that patronymics go along.
_ROWS = """
vladimir* volodymyr* uladzimir* vladymyr*
nikola* mykola* mikala* mikola*
aleksandr* oleksandr* aliaksandr* alyaksandr* alexandr*
alekse* alexe* oleksi* olexi* aliakse* alyakse* aleksi*
serge* serhi* siarhe* syarhe* serhe* sergi*
dmitri* dmitry* dmytro* dmytry* dzmitry* dzmitri* dimitri*
igor* ihor* ihar*
oleg* oleh* aleh*
andrei* andrey* andriy* andrii*
mikhail* mykhailo* mykhaylo* mikhas mikhaylo* michail* mihail*
pavel* pavlo* paval*
evgen* yevgen* yevhen* yauhen* evhen* evgueni*
vasil* vasyl*
petr* pyotr* petro* piotr* pjotr*
grigor* hryhor* ryhor* hrihor*
kirill* kyryl* kiryl*
ignat* ihnat*
bogdan* bohdan*
gennad* hennad* henadz* genad*
georgi* georgy* heorhi* heorhy* georgiy*
oksana aksana
ekaterina kateryna katsiaryna yekaterina katerina catherine
elena olena alena yelena helena
olga olha volha
anna hanna ganna
irina iryna
natalia natalya nataliya natallia
tatiana tatyana tetiana tetyana tatsiana
maria mariia mariya maryia mary marie
svetlana svitlana sviatlana
nikita mykyta mikita
daniil danylo danila daniel
ilya illia iliya ilia elias ilyas
stepan stsiapan stephen steven stefan esteban
fedor fyodor fedir theodor theodore teodor
lev leo leon
viktor* victor*
konstantin* kostiantyn* kanstantsin* constantin*
maksim* maxim* maksym*
artem* artyom* artsiom*
anatol*
valer*
vital*
yuri* yury* iuri* yuriy* iury*
yakov* yaakov* jacob* jakob* iakov*
yosef* joseph* josef* iosif* yossef*
yonatan jonathan jonatan ionatan
ibrahim abraham avraham ibraheem
moshe moses moishe
yitzhak isaac itzhak yitzchak isaak
shlomo solomon
luis luiz louis
jorge georges george
miguel michael michel
juan john jean giovanni
pedro peter pierre pietro
pablo paul paolo paulo
carlos charles carlo karl
guillermo william guilherme wilhelm
enrique henry henri enrico heinrich
francisco francis francois francesco
antonio anthony antoine anton
jose joseph
"""
_STARRED: dict[str, str] = {}
_WHOLE: dict[str, str] = {}
for _row in _ROWS.strip().splitlines():
    _first, *_others = _row.split()
    for _other in _others:
        _table = _STARRED if _other.endswith("*") else _WHOLE
        _table.setdefault(_other.rstrip("*"), _first.rstrip("*"))
    if _first.endswith("*"):
        _STARRED.setdefault(_first.rstrip("*"), _first.rstrip("*"))
_STEM = re.compile("|".join(sorted(_STARRED, key=lambda stem: (-len(stem), stem))))
# What may follow a given name in a patronymic or in the name itself, and no more: Petro is Petr, Petrosyan is nobody's.
_PATRONYMIC = re.compile(r"(?:[aeiouyj]{0,3}(?:v[iy](?:ch|c|tch)|[oaey]?[uv]na|vna))")
_ENDINGS = (
    (re.compile(r"[aeiouyj]{1,4}v[iy]t?ch$"), "ovich"),
    (re.compile(r"[aeiouyj]{1,4}[vu]na$"), "ovna"),
    (re.compile(r"(?<=[a-z]{3})(?<![aeiouy])au$"), "ov"),
    (re.compile(r"(?<=[a-z]{3})enka$"), "enko"),
)
# The Arabic article written on to a name of origin: Alqahtani.
_NISBA = re.compile(r"^al(?=[a-z]{4,}i$)")


@lru_cache(maxsize=131_072)
def one_spelling(word: str) -> str:
    """A folded word in the spelling that stands for all of one name; any other word as it is.

    Args:
        word: As `words.words` folds it.
    """
    word = _WHOLE.get(word) or _stem(word) or _NISBA.sub("", word)
    for pattern, put in _ENDINGS:
        word = pattern.sub(put, word)
    return word


def _stem(word: str) -> str:
    """The name a word is, or is a patronymic of; empty if it is neither."""
    found = _STEM.match(word)
    if not found:
        return ""
    rest = word[found.end() :]
    if not rest.strip("aeiouyj"):
        return _STARRED[found[0]]
    return _STARRED[found[0]] + rest if _PATRONYMIC.fullmatch(rest) else ""
