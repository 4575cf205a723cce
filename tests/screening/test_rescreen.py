"""What is found from the change of the lists is what two full runs differ in, row for row and hit for hit."""

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

from sourcebook.errors import UsageError
from sourcebook.record.store import Record
from sourcebook.screening.bulk.reading import Wishes, read_layout
from sourcebook.screening.bulk.run import Job, run
from sourcebook.screening.hit import Hit
from sourcebook.screening.query import Options, Query
from sourcebook.screening.rescreen import Alteration, Change, alterations, rescreen
from sourcebook.screening.screener import Screener

# The two versions of the UN list lie around these days.
SINCE, KNOWN = date(2024, 12, 1), date(2026, 3, 1)
OPTIONS = Options(known=KNOWN)


@pytest.fixture(scope="module")
def screener(whole_home: Path) -> Iterator[Screener]:
    with Record.open(whole_home) as record:
        yield Screener.open(record, whole_home)


@pytest.fixture(scope="module")
def names(screener: Screener, shared_bytes: Callable[[str], bytes]) -> list[str]:
    """People on no list, names of the lists, and the same misspelt; those that changed are a third."""
    text = shared_bytes("names/negatives_us.csv.xz").decode()
    nobody = [row["full_name"] for row in csv.DictReader(io.StringIO(text))]
    listed = names_of(screener.record, "true")
    gone = names_of(screener.record, f"known_until > '{SINCE}' and known_until <= '{KNOWN}'")
    came = names_of(screener.record, f"known_from > '{SINCE}' and known_from <= '{KNOWN}'")
    chance = random.Random(7)
    some = chance.sample(nobody, 900) + chance.sample(listed, 450)
    some += [misspelt(name, chance) for name in chance.sample(listed, 450)]
    some += gone[:100] + chance.sample(came, 200)
    some += [misspelt(name, chance) for name in chance.choices([*gone, *came], k=500)]
    chance.shuffle(some)
    return some


def names_of(record: Record, condition: str) -> list[str]:
    found = record.rows(
        f"select distinct value from statements where prop in ('name', 'alias') and ({condition}) order by 1"
    )
    return [row["value"] for row in found]


def misspelt(name: str, chance: random.Random) -> str:
    words, place = name.split(), chance.randrange(max(1, len(name) - 1))
    return chance.choice(
        [
            " ".join(chance.sample(words, len(words))),
            " ".join(words[1:] or words),
            name[:place] + name[place + 1 :],
            name[:place]
            + name[place + 1 : place + 2]
            + name[place : place + 1]
            + name[place + 2 :],
            name[:place] + chance.choice("aeiouhr") + name[place:],
            name.replace(" ", "", 1),
        ]
    )


def by_full_runs(
    screener: Screener, queries: Sequence[Query], options: Options = OPTIONS
) -> dict[int, list[Alteration]]:
    before = screener.screen(queries, msgspec.structs.replace(options, known=SINCE))
    after = screener.screen(queries, options)
    differ = (alterations(was, now) for was, now in zip(before, after, strict=True))
    return {place: found for place, found in enumerate(differ) if found}


def by_rescreen(
    screener: Screener,
    queries: Sequence[Query],
    options: Options = OPTIONS,
    *,
    evidence: bool = True,
) -> dict[int, list[Alteration]]:
    change = Change(screener, SINCE, options, evidence=evidence)
    return dict(rescreen(queries, screener, change))


def test_a_rescreen_finds_what_two_full_runs_differ_in(
    screener: Screener, names: list[str]
) -> None:
    queries = [Query(names=(name,)) for name in names]
    expected = by_full_runs(screener, queries)
    assert by_rescreen(screener, queries) == expected
    assert by_rescreen(screener, queries, evidence=False) == expected
    kinds = [one.kind for found in expected.values() for one in found]
    assert set(kinds) == {"new", "gone", "changed"}
    assert len(expected) > 300


def test_evidence_that_a_list_amended_alters_what_is_found(
    screener: Screener, names: list[str]
) -> None:
    """Births, countries and numbers of listed people, right for some rows and another's for others."""
    facts = screener.record.rows(
        """select min(value) filter (prop = 'birthDate') as born, min(value) filter (prop = 'nationality') as country,
        min(value) filter (prop = 'passportNumber') as number from statements
        where source = 'un' and prop in ('birthDate', 'nationality', 'passportNumber')
        group by subject order by subject"""
    )
    queries = [
        Query(
            names=(name,), born=(fact["born"],) if fact["born"] else (),
            countries=(fact["country"],) if fact["country"] else (),
            identifiers=(fact["number"],) if fact["number"] else (),
        )
        for name, fact in zip(names[:1200], facts * 3, strict=False)
    ]  # fmt: skip
    expected = by_full_runs(screener, queries)
    assert by_rescreen(screener, queries) == expected
    assert expected


def test_one_list_alone_and_another_threshold_are_rescreened_alike(
    screener: Screener, names: list[str]
) -> None:
    queries = [Query(names=(name,)) for name in names[:1000]]
    options = Options(known=KNOWN, sources=("un",), limit=2, threshold=0.6, cutoff=0.3)
    assert by_rescreen(screener, queries, options) == by_full_runs(screener, queries, options)


def test_where_nothing_changed_nothing_is_altered(screener: Screener, names: list[str]) -> None:
    change = Change(screener, date(2026, 2, 28), OPTIONS)
    assert change.entities == 0 and not change.names.any()
    assert list(rescreen([Query(names=(name,)) for name in names[:50]], screener, change)) == []


def test_a_day_that_is_not_before_the_other_is_refused(screener: Screener) -> None:
    with pytest.raises(UsageError, match="is not before"):
        Change(screener, KNOWN, OPTIONS)
    with pytest.raises(UsageError, match="no meaning"):
        Change(screener, SINCE, Options(known=KNOWN, changed_since=SINCE))


def test_a_file_is_rescreened_into_lines_that_say_what_is_new_gone_and_changed(
    whole_home: Path, screener: Screener, names: list[str], tmp_path: Path
) -> None:
    path, output = tmp_path / "names.csv", tmp_path / "changes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([name] for name in names[:600])])
    source, layout = read_layout(path, Wishes())
    found = run(
        Job(
            home=whole_home,
            source=source,
            layout=layout,
            output=output,
            options=OPTIONS,
            since=SINCE,
        )
    )
    with output.open(encoding="utf-8-sig", newline="") as lines:
        written = [
            (int(line["row"]), line["changed"], line["entity"]) for line in csv.DictReader(lines)
        ]
    expected = by_full_runs(screener, [Query(names=(name,)) for name in names[:600]])
    assert written == [
        (place + 1, kind, hit.id)
        for place, ones in sorted(expected.items())
        for one in ones
        for kind, hit in lines_of(one)
    ]
    assert found.hits == len(written) and found.rows == 600


def lines_of(one: Alteration) -> Iterator[tuple[str, Hit]]:
    names = ("before", "after") if one.kind == "changed" else ("gone", "new")
    yield from (
        (kind, hit)
        for kind, hit in zip(names, (one.before, one.after), strict=True)
        if hit is not None
    )
