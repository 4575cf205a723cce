"""Callers are answered together, each with their own answer, and nobody suffers another's fault."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi import HTTPException

from sourcebook.record.store import Record
from sourcebook.screening.screener import Screener
from sourcebook.web.keys import Keys
from sourcebook.web.live import Live, Version
from sourcebook.web.service import Limits, Service
from sourcebook.web.together import Together


def service(home: Path, **limits: float) -> Service:
    live = Live(home, Record.open, lambda record: Screener.open(record, home))
    live.refresh()
    return Service(live, Keys(home), Limits(**limits))  # type: ignore[arg-type]


def ask_all(home: Path, answer: object, asked: Sequence[int], **limits: float) -> list[object]:
    async def run() -> list[object]:
        together: Together[int, int] = Together(serving, answer, lambda _: 1)  # type: ignore[arg-type]
        return await asyncio.gather(*(together.ask(one) for one in asked), return_exceptions=True)

    serving = service(home, **limits)
    try:
        return asyncio.run(run())
    finally:
        serving.close()


def test_everybody_has_their_own_answer(family_home: Path) -> None:
    sizes = []

    def double(_: Version, asked: Sequence[int]) -> list[int]:
        sizes.append(len(asked))
        return [2 * one for one in asked]

    assert ask_all(family_home, double, range(200)) == [2 * n for n in range(200)]
    assert sizes[0] == 1 and max(sizes) == 128 and sum(sizes) == 200


def test_a_fault_is_nobody_elses(family_home: Path) -> None:
    def picky(_: Version, asked: Sequence[int]) -> list[int]:
        if 7 in asked:
            raise ValueError("seven")
        return list(asked)

    found = ask_all(family_home, picky, range(20))
    assert [one for one in found if not isinstance(one, Exception)] == [
        n for n in range(20) if n != 7
    ]
    assert isinstance(found[7], ValueError)


def test_whoever_is_ill_put_is_told_alone(family_home: Path) -> None:
    def refusing(_: Version, asked: Sequence[int]) -> list[object]:
        return [HTTPException(404, "No such dataset.") if one == 3 else one for one in asked]

    found = ask_all(family_home, refusing, range(5))
    assert isinstance(found[3], HTTPException) and found[:3] == [0, 1, 2] and found[4] == 4


@pytest.mark.parametrize(
    ("limits", "words"), [({"seconds": 0.05}, "No answer"), ({"waiting": 2}, "Too many")]
)
def test_nobody_waits_for_ever(family_home: Path, limits: dict[str, float], words: str) -> None:
    import time

    def slow(_: Version, asked: Sequence[int]) -> list[int]:
        time.sleep(0.3)
        return list(asked)

    found = ask_all(family_home, slow, range(6), **limits)
    told = [one for one in found if isinstance(one, HTTPException)]
    assert told and all(one.status_code == 503 and words in one.detail for one in told)
