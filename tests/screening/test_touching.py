"""A change of the lists is held against names: who is meant is let through, strangers are passed over."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from sourcebook.record.store import Record
from sourcebook.screening.index import Index
from sourcebook.screening.scope import FOLDER
from sourcebook.screening.touching import Touching

# Entries of the UN's list: AQIM and two of its heads, Boko Haram, the Haqqani Network, KOMID.
CHANGED = ("un:QDe.014", "un:QDi.232", "un:QDe.138", "un:QDi.389", "un:TAe.012", "un:KPe.001")


@pytest.fixture(scope="module")
def touching(whole_home: Path) -> Iterator[Touching]:
    with Record.open(whole_home) as record:
        index = Index.open(record.folder / FOLDER)
        changed = np.array([entry in CHANGED for entry in index.names.entry], np.bool_)
        assert changed.sum() > 30
        yield Touching(index, changed, 0.35)


@pytest.mark.parametrize(
    "name",
    [
        "Abdelmalek Droukdel", "DROUKDEL Abdelmalek", "Abd al-Malik Drukdal", "Abdelmalk Droukdal",
        "عبد المالك دروكدال", "Al-Qaida in the Islamic Maghreb", "AQIM", "AQMI",
        "al-Qa'ida au Maghreb islamique", "Haqqani Network",
        "Boko Haram", "BokoHaram", "Abu Ubaida Yusuf al-Annabi", "Yazid Mubarak", "Yzaid Mubarak",
        "Korea Mining Development Trading Corporation", "KOMID", "Company Korea Mining Development Tradng",
        "Somebody Else; Abdelmalek Droukdel", "Salafist Group For Call and Combat (GSPC)",
        # In another language than the list's: nothing but what the words mean is the same.
        "AD-DA'WA AS-SALAFIYA WA-L-QITAL",
    ],
)  # fmt: skip
def test_who_changed_is_let_through_however_written(touching: Touching, name: str) -> None:
    assert touching.touched([name])[0] > 0


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("un:TAi.068", "MOHAMMADULLAH MTAI"),  # محمد الله مطيع
        ("un:QDi.317", "Abu Muhammad AL-GOLANI"),  # أبو محمد الجولاني
    ],
)
def test_a_name_that_changed_in_arabic_alone_is_met_in_latin(
    touching: Touching, entry: str, name: str
) -> None:
    names = touching.index.names
    arabic = [
        one == entry and not text.isascii()
        for one, text in zip(names.entry, names.text, strict=True)
    ]
    changed = np.array(arabic, np.bool_)
    assert changed.any()
    assert Touching(touching.index, changed, 0.35).touched([name])[0] > 0


def test_most_people_on_no_list_are_passed_over(
    touching: Touching, shared_bytes: Callable[[str], bytes]
) -> None:
    text = shared_bytes("names/negatives_us.csv.xz").decode()
    names = [row["full_name"] for row in csv.DictReader(io.StringIO(text))][:20_000]
    assert (touching.touched(names) > 0).mean() < 0.01


def test_a_name_is_let_through_or_not_whatever_stands_beside_it(touching: Touching) -> None:
    names = [
        "Abdelmalek Droukdel",
        "",
        "  ",
        "Jane Doe",
        "Y.A.S. Co. Ltd",
        "AQIM",
        "\n",
        "지우 정희 박",
    ]
    together = touching.touched(names).tolist()
    assert together == [float(touching.touched([name])[0]) for name in names]
    assert together[0] and together[5] and not together[3] and not any(together[1:3])


def test_nothing_changed_touches_nobody(touching: Touching) -> None:
    index = touching.index
    nothing = np.zeros(len(index.names), np.bool_)
    assert not Touching(index, nothing, 0.35).touched(["AQIM", "Boko Haram"]).any()
