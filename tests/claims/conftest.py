"""A text checked against the shipped register."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sourcebook.claims.checking import check
from sourcebook.claims.checking.check import Days
from sourcebook.claims.model import Check, Judged
from sourcebook.documents.reading import plain
from sourcebook.record.store import Record

Checked = Callable[[str], Check]
Judge = Callable[[str, str], list[Judged]]


@pytest.fixture(scope="session")
def register(register_home: Path) -> Iterator[Record]:
    """The record of the register alone, open."""
    with Record.open(register_home) as record:
        yield record


@pytest.fixture(scope="session")
def checked(register: Record) -> Checked:
    """Check a text as of the newest day of the record."""
    day = register.known

    def of(text: str) -> Check:
        return check(register, plain.read(text), Days(day, day))

    return of


@pytest.fixture(scope="session")
def judge(checked: Checked) -> Judge:
    """The judgements of one type on a text."""
    return lambda text, kind: [j for j in checked(text).claims if j.claim.type == kind]
