"""Write a synthetic FollowTheMoney stream: as many entities as asked for, the same for the same seed.

It is shaped like OpenSanctions' default collection: persons and companies with names in several scripts, births,
countries and topics, one sanction for every third of them, ownership, family and membership between them, datasets
and referents; about ten values an entity. Nobody in it exists: names are drawn from lists of common ones.

    python bench/ftm_stream.py 1000000 /tmp/entities.ftm.json [--seed 7]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Entity = dict[str, Any]

# Given names and family names in Latin letters with the spelling in their own script.
GIVEN = (
    ("Mohamed", "محمد"), ("Ahmed", "أحمد"), ("Abdelmalek", "عبد المالك"), ("Yusuf", "يوسف"), ("Ibrahim", "إبراهيم"),
    ("Fatima", "فاطمة"), ("Khadija", "خديجة"), ("Omar", "عمر"), ("Sergei", "Сергей"), ("Natalia", "Наталья"),
    ("Dmitri", "Дмитрий"), ("Olga", "Ольга"), ("Aleksandr", "Александр"), ("Kim", "김"), ("Min-jun", "민준"),
    ("Wei", "伟"), ("Xiaoming", "小明"), ("Amadou", "Amadou"), ("Boubacar", "Boubacar"), ("Aminata", "Aminata"),
    ("María", "María"), ("José", "José"), ("Nikolaos", "Νικόλαος"), ("Giorgi", "გიორგი"), ("Arash", "آرش"),
    ("David", "דוד"), ("Rajesh", "राजेश"), ("Thaw", "သော"), ("Haile", "ኃይሌ"), ("Marie", "Marie"),
)  # fmt: skip
FAMILY = (
    ("Belkacem", "بلقاسم"), ("Haddad", "حداد"), ("Al-Rashid", "الرشيد"), ("Mansouri", "منصوري"), ("Saleh", "صالح"),
    ("Ivanov", "Иванов"), ("Petrova", "Петрова"), ("Kuznetsov", "Кузнецов"), ("Jong-un", "정은"), ("Li", "李"),
    ("Wang", "王"), ("Traoré", "Traoré"), ("Diallo", "Diallo"), ("Coulibaly", "Coulibaly"),
    ("Ould Cheikh", "ولد الشيخ"),
    ("García", "García"), ("Fernández", "Fernández"), ("Papadopoulos", "Παπαδόπουλος"), ("Beridze", "ბერიძე"),
    ("Hosseini", "حسینی"), ("Levi", "לוי"), ("Sharma", "शर्मा"), ("Aung", "အောင်"),
    ("Tesfaye", "ተስፋዬ"), ("Dubois", "Dubois"),
)  # fmt: skip
TRADE = (
    "Trading",
    "Shipping",
    "Energy",
    "Metals",
    "Logistics",
    "Charity",
    "Construction",
    "Exchange",
    "Aviation",
)
FORM = ("LLC", "Ltd", "GmbH", "SARL", "OOO", "Co.", "S.A.", "FZE", "Foundation")
COUNTRIES = (
    "dz",
    "ml",
    "ne",
    "bf",
    "ng",
    "so",
    "sy",
    "iq",
    "ir",
    "ru",
    "kp",
    "ua",
    "by",
    "mm",
    "ye",
    "ly",
    "fr",
    "us",
    "gb",
)
AUTHORITIES = (
    ("us", "Office of Foreign Assets Control", "us_ofac_sdn", "US-SDN"), ("gb", "Foreign, Commonwealth & Development "
    "Office", "gb_fcdo_sanctions", "GB-UKSL"), ("eu", "European External Action Service", "eu_fsf", "EU-FSF"),
    ("ch", "State Secretariat for Economic Affairs", "ch_seco_sanctions", "CH-SECO"),
    ("", "United Nations Security Council", "un_sc_sanctions", "UN-SC"),
)  # fmt: skip
DAY = "2026-02-27T00:00:00"


class Stream:
    """A source of entities, all drawn from one seeded generator."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self._serial = 0
        self._recent: list[tuple[str, str]] = []

    def entities(self, count: int) -> Iterator[Entity]:
        """That many entities, ties among them after the entities they tie."""
        written = 0
        while written < count:
            for entity in self._cluster():
                yield entity
                written += 1
                if written == count:
                    return

    def _cluster(self) -> Iterator[Entity]:
        """One person or company, and what hangs on it."""
        thing = self._person() if self._draw.random() < 0.6 else self._company()
        self._recent = [*self._recent[-200:], (thing["schema"], thing["id"])]
        yield thing
        if self._draw.random() < 0.45:
            yield self._sanction(thing)
        if self._draw.random() < 0.2 and len(self._recent) > 10:
            yield self._tie(thing)

    def _entity(self, schema: str, properties: dict[str, list[str]], datasets: list[str]) -> Entity:
        self._serial += 1
        key = f"NK-{self._serial:08x}{self._draw.getrandbits(64):016x}"
        found = {
            "id": key, "caption": (properties.get("name") or [schema])[0], "schema": schema,
            "properties": properties, "datasets": datasets, "referents": [], "target": "topics" in properties,
            "first_seen": self._day(2018, 2025) + "T00:00:00", "last_seen": DAY, "last_change": DAY,
        }  # fmt: skip
        if self._draw.random() < 0.5:
            found["referents"] = [
                f"{d.replace('_', '-')}-{self._draw.randrange(10**6)}" for d in datasets
            ]
        return found

    def _person(self) -> Entity:
        given, family = self._draw.choice(GIVEN), self._draw.choice(FAMILY)
        middle = self._draw.choice(GIVEN)[0]
        properties = {
            "name": [f"{given[0]} {family[0]}"],
            "alias": [f"{given[1]} {family[1]}", f"{given[0]} {middle} {family[0]}",
            f"{family[0].upper()}, {given[0]}"],
            "firstName": [given[0]], "lastName": [family[0]], "birthDate": [self._birth()],
            "nationality": [self._draw.choice(COUNTRIES)], "country": [self._draw.choice(COUNTRIES)],
            "topics": ["sanction"],
        }  # fmt: skip
        if self._draw.random() < 0.15:
            properties["weakAlias"] = [f"Abu {middle}"]
        if self._draw.random() < 0.25:
            properties["passportNumber"] = [
                f"{self._draw.choice('ABCDEG')}{self._draw.randrange(10**7):07}"
            ]
        if self._draw.random() < 0.3:
            properties["notes"] = [
                f"Reportedly resides in {self._draw.choice(COUNTRIES).upper()}. Son of {middle}."
            ]
        return self._entity("Person", properties, self._datasets())

    def _company(self) -> Entity:
        first, second = self._draw.choice(FAMILY), self._draw.choice(FAMILY)
        form = self._draw.choice(FORM)
        name = f"{first[0]} & {second[0]} {self._draw.choice(TRADE)}"
        properties = {
            "name": [f"{name} {form}"], "alias": [name, f"{first[1]} {second[1]}"],
            "jurisdiction": [self._draw.choice(COUNTRIES)], "country": [self._draw.choice(COUNTRIES)],
            "incorporationDate": [self._day(1985, 2022)], "registrationNumber": [str(self._draw.randrange(10**9))],
            "address": [f"{self._draw.randrange(1, 200)} {second[0]} Street"], "topics": ["sanction"],
        }  # fmt: skip
        return self._entity("Company", properties, self._datasets())

    def _sanction(self, thing: Entity) -> Entity:
        country, authority, dataset, programme = self._draw.choice(AUTHORITIES)
        properties = {
            "entity": [thing["id"]], "authority": [authority], "program": [programme],
            "authorityId": [str(self._draw.randrange(10**6))], "listingDate": [self._day(2001, 2025)],
            "reason": [f"Acts for {self._draw.choice(FAMILY)[0]} {self._draw.choice(TRADE)}."],
            "sourceUrl": [f"https://example.org/{dataset}/{self._draw.randrange(10**6)}"],
        }  # fmt: skip
        if country:
            properties["country"] = [country]
        return self._entity("Sanction", properties, [dataset])

    def _tie(self, thing: Entity) -> Entity:
        schema, other = self._draw.choice(self._recent)
        if thing["schema"] == "Company":
            ends, kind = (
                {"owner": [other], "asset": [thing["id"]], "percentage": ["51"]},
                "Ownership",
            )
        elif schema == "Person":
            ends, kind = (
                {"person": [thing["id"]], "relative": [other], "relationship": ["brother"]},
                "Family",
            )
        else:
            ends, kind = (
                {"member": [thing["id"]], "organization": [other], "role": ["member"]},
                "Membership",
            )
        return self._entity(kind, ends | {"startDate": [self._day(1995, 2024)]}, self._datasets())

    def _datasets(self) -> list[str]:
        return sorted({self._draw.choice(AUTHORITIES)[2] for _ in range(self._draw.randint(1, 3))})

    def _birth(self) -> str:
        whole = self._day(1940, 2003)
        return whole[: self._draw.choice((4, 7, 10, 10, 10))]

    def _day(self, first: int, last: int) -> str:
        year = self._draw.randint(first, last)
        return f"{year}-{self._draw.randint(1, 12):02}-{self._draw.randint(1, 28):02}"


def write(path: Path, count: int, seed: int = 7) -> int:
    """Write a stream and say how many values its properties have."""
    values = 0
    with path.open("w", encoding="utf-8") as out:
        for entity in Stream(seed).entities(count):
            values += sum(map(len, entity["properties"].values()))
            out.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")
    return values


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    values = write(asked.path, asked.count, asked.seed)
    print(f"{asked.count:,} entities, {values:,} values", file=sys.stderr)


if __name__ == "__main__":
    main()
