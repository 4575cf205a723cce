"""Names to train and to measure screening on: aliases held out, halves of two names put together, persons of no list.

An alias of a listed entity is asked about while its own row is taken out of the index. Names of nobody are made in two
ways: the first half of one listed name and the second of another (the hardest there is: every word of it is listed),
and persons put together from common given and family names of many countries, in their own scripts.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from anyascii import anyascii

from bench.screening_matcher import ListedEntity
from sourcebook.names.words import words

SETS = ("ofac_person", "ofac_org", "un_person", "un_org", "un_script")
MOST_ALIASES = 10
SHARE_EXACT = 0.3
_LETTERS = re.compile(r"[a-z0-9]+")

# Common given and family names (or, for Chinese and Korean, syllables) in their own scripts: general knowledge.
_PERSONS: tuple[tuple[str, str], ...] = (
    ("伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 桂英"
     " 志强 建华 淑珍 玉兰 海燕 家豪 志明 雅婷 怡君 俊傑 宗翰",
     "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 林 郭 何 高 罗 陳 張 蔡 呂"),
    ("민준 서준 도윤 예준 시우 지호 지훈 영철 은경 현지 미숙 영호 정숙 수진 동현 성민 지영 은주 상철 민지",
     "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송"),
    ("محمد علی حسین رضا مهدی امیر مریم فاطمه زهرا سارا نرگس سجاد حمید ناصر لیلا پریسا",
     "احمدی محمدی حسینی رضایی موسوی کریمی جعفری صادقی رحیمی قاسمی نجفی شاهی زارع یزدانی"),
    ("أحمد محمود خالد يوسف عمر إبراهيم سعيد حسن ليلى فاطمة مريم نور سلمى طارق وليد ياسين",
     "العلي الحسن المصري الخطيب حداد النجار الشامي خوري سالم منصور عباس الأحمد ناصر درويش"),
    ("अमित राजेश सुनील विजय संजय अनिल सुरेश कविता सुनीता पूजा नेहा रवि मनोज दीपक कान्ती मञ्जुला",
     "शर्मा वर्मा सिंह कुमार गुप्ता यादव पटेल जोशी मिश्रा पाण्डेय राव नायर मुख़र्जी अग्रवाल"),
    ("Александр Сергей Дмитрий Андрей Алексей Максим Елена Ольга Наталья Анна Мария Иван Михаил Татьяна",
     "Смирнов Кузнецов Попов Васильев Соколов Новиков Морозов Волков Лебедев Козлов Павлова Орлова Белова"),
    ("翔太 大輔 健太 直樹 拓也 陽子 美咲 さくら 京助 恵子 由美子 裕子 浩 学 和也",
     "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木"),
    ("Mehmet Mustafa Ahmet Ali Hüseyin Fatma Ayşe Emine Hatice Zeynep Elif Murat Emre Can Burcu",
     "Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Şensoy Duran"),
)  # fmt: skip


class BenchmarkSet(TypedDict):
    """One set of the alias hold-out benchmark."""

    entities: list[ListedEntity]
    positives: list[dict[str, str]]
    negatives: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to ask about, and what is known of it.

    Attributes:
        name: In any script.
        row: Of the name in the table of names, which must not be found; -1: none.
        entity: Whose name it is; None: nobody's.
        weight: How much it counts.
    """

    name: str
    row: int
    entity: str | None
    weight: float


def benchmark_set(folder: Path, name: str) -> BenchmarkSet:
    """A set of the benchmark.

    Args:
        folder: Of the sets.
        name: One of `SETS`.
    """
    found: BenchmarkSet = json.loads(lzma.decompress((folder / f"{name}.json.xz").read_bytes()))
    return found


def training_entities(asked: BenchmarkSet) -> list[ListedEntity]:
    """The entities of a set that it does not ask about, each name of each once."""
    held_out = {positive["id"] for positive in asked["positives"]}
    return [distinct(e) for e in asked["entities"] if e["id"] not in held_out]


def distinct(entity: ListedEntity) -> ListedEntity:
    """An entity with each of its names once, however it is spelt and pointed.

    Args:
        entity: As its list prints it.
    """
    names = {
        " ".join(_LETTERS.findall(anyascii(n).lower())) or n: n for n in reversed(entity["names"])
    }
    return {"id": entity["id"], "schema": entity["schema"], "names": list(reversed(names.values()))}


def cases(entities: Sequence[ListedEntity], persons: Sequence[str], seed: int) -> list[Asked]:
    """What to ask an index of these entities.

    Args:
        entities: Whose names are in the index, in this order.
        persons: Names of nobody.
        seed: Of the choice.
    """
    chance = random.Random(seed)
    found = _aliases(entities, chance)
    listed = sum(one.weight for one in found)
    exact = [e for e in entities if chance.random() < SHARE_EXACT]
    found += [
        Asked(chance.choice(e["names"]), -1, e["id"], 0.4 * listed / len(exact)) for e in exact
    ]
    joined = halves(entities, 6000, chance)
    found += [Asked(name, -1, None, 0.8 * listed / len(joined)) for name in joined]
    nobody = chance.sample(list(persons), 3000) + scripted_persons(1500, chance)
    found += [Asked(name, -1, None, 0.6 * listed / len(nobody)) for name in nobody]
    return found


def _aliases(entities: Sequence[ListedEntity], chance: random.Random) -> list[Asked]:
    found: list[Asked] = []
    row = 0
    for entity in entities:
        names = entity["names"]
        if len(names) > 1:
            chosen = chance.sample(range(len(names)), min(len(names), MOST_ALIASES))
            found += [Asked(names[at], row + at, entity["id"], 1 / len(chosen)) for at in chosen]
        row += len(names)
    return found


def halves(entities: Sequence[ListedEntity], number: int, chance: random.Random) -> list[str]:
    """Names of nobody: the first half of one entity's name, the second of another's.

    What two names of one entity, or two names that begin alike, come to together may be listed: that is left out.

    Args:
        entities: The listed ones.
        number: How many to make.
        chance: Of the choice.
    """
    whole = [n for e in entities for n in e["names"]]
    listed = {_in_any_order(name) for name in whole}
    several = [(at, one) for at, e in enumerate(entities) for one in _of_several_words(e["names"])]
    made: list[str] = []
    while len(made) < number:
        (one, first), (other, second) = chance.choice(several), chance.choice(several)
        cut = (len(first) + chance.choice((0, 1))) // 2
        name = " ".join(first[: max(1, cut)] + second[len(second) // 2 :])
        if one != other and _in_any_order(name) not in listed:
            made.append(name)
    return made


def _of_several_words(names: Sequence[str]) -> list[list[str]]:
    """The words of each name that has several; of `A; B` each spelling is a name."""
    spelt = [part.split() for name in names for part in name.split(";")]
    return [one for one in spelt if len(one) > 1]


def _in_any_order(name: str) -> tuple[str, ...]:
    return tuple(sorted(words(name)))


def scripted_persons(number: int, chance: random.Random) -> list[str]:
    """Persons of no list, in their own scripts.

    Args:
        number: How many to make.
        chance: Of the choice.
    """
    tables = [(given.split(), family.split()) for given, family in _PERSONS]
    made = []
    for _ in range(number):
        given, family = chance.choice(tables)
        many = chance.choice((1, 1, 2))
        made.append(" ".join([*chance.sample(given, many), chance.choice(family)]))
    return made


def persons_of_no_list(path: Path) -> list[str]:
    """The synthetic persons of `names/negatives_us.csv.xz`.

    Args:
        path: The file.
    """
    text = lzma.decompress(path.read_bytes()).decode("utf-8")
    return [row["full_name"] for row in csv.DictReader(io.StringIO(text))]
