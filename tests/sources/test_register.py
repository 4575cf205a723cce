import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import RegisterError
from sourcebook.record.rows import Citation, Entry, Event, Item, Relation, Statement
from sourcebook.settings import register_folder
from sourcebook.sources.register import SOURCE, check
from sourcebook.sources.register.schema import json_schema
from tests.sources.parsing import facts_of, read, recognised, relations, statements

SHIPPED = sorted(register_folder().glob("*s/*.yaml"))

# In the form of the register; the group and what is said of it are made up.
GROUP = """\
id: example-front
schema: Organization
label: Example Front
acronym: EF
reviewed: '2026-11-22'
same_as:
  - {entry: 'un:QDe.999', why: primary name}
citations:
  day-2013:
    publisher: Example Department
    title: Designation of the Example Front
    published: '2013-12-18'
    url: https://example.org/2013
    kind: official
    read: direct
    read_on: '2026-11-22'
  year-2015:
    publisher: Example Post
    title: The Front
    published: '2015'
    url: https://example.org/2015
    kind: press
    read: copy
    read_in: stored copy of the page
    read_on: '2026-11-22'
  review-2026:
    publisher: Example Institute
    title: A review
    published: '2026'
    document: EI-1
    kind: research
    read: second_hand
    read_in: Example Post
    read_on: '2026-03-01'
names:
  - {name: Example Front, kind: primary, lang: eng, claims: [{cite: day-2013}]}
  - {name: Old Front, kind: former, claims: [{cite: year-2015, end: '2013-06'}]}
  - {name: جبهة, kind: native, lang: ara, claims: [{cite: day-2013}]}
renames:
  - {from: Old Front, to: Example Front, claims: [{cite: year-2015, start: '2013-06'}]}
formed:
  - {cite: day-2013, value: '2012'}
  - {cite: review-2026, value: '2011-12', replaces: day-2013, locator: p. 4}
lineage:
  - {kind: split_from, object: 'ucdp:538', claims: [{cite: day-2013, start: '2012'}]}
relations:
  - {kind: rival_of, object: {state: ML}, text: It fought the army., claims: [{cite: year-2015}]}
leaders:
  - person: example-person
    role: emir
    claims:
      - {cite: day-2013, start: '2012', note: as its first}
      - {cite: year-2015, end: '2014-07', how_ended: killed}
strength:
  - {cite: day-2013, at: '2013', low: 200, high: 300, scope: in the north}
designations:
  - authority: AU
    instrument: Criminal Code
    under_name: Example Front
    claims: [{cite: day-2013, listed_on: '2013-12-19', amended_on: ['2014-01']}]
incidents:
  - id: 2013-example-siege
    label: Siege of Example
    country: ML
    place: Example
    reports:
      - cite: day-2013
        start: '2013-01-16'
        end: '2013-01-19'
        tactic: hostage-taking
        targets: [business]
        actors: [{group: example-front, basis: attributed}]
        killed: {low: 38, scope: hostages}
        killed_parts: {hostages: 38, attackers: 29}
      - cite: year-2015
        start: '2013-01-16'
        actors: [{name: the Front, basis: claimed}]
        hostages: {low: 700, high: 800}
gaps:
  - {field: aims, looked_at: both publications}
"""
PERSON = """\
id: example-person
schema: Person
label: Example Person
reviewed: '2026-11-22'
citations:
  day-2013: {publisher: P, title: T, published: '2013', url: 'https://example.org', kind: press, read: direct}
names:
  - {name: Example Person, kind: nom de guerre, claims: [{cite: day-2013}]}
died:
  - {cite: day-2013, value: '2013-02~', place: Gao, how: killed, by: the army}
"""


def parse(text: str) -> list[Item]:
    return list(SOURCE.formats[0].parse(io.BytesIO(text.encode())))


def entry(items: list[Item]) -> Entry:
    (one,) = (item for item in items if isinstance(item, Entry))
    return one


FRONT = "register:example-front"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_is_read_and_each_of_its_rows_is_cited(path: Path) -> None:
    content = path.read_bytes()
    items = read(SOURCE, content)
    assert facts_of(SOURCE, content).published is not None
    keys = {item.key for item in items if isinstance(item, Citation)}
    own = {"id", "sb:label", "sb:reviewed", "sb:sameAs", "sb:gap", "sb:acronym"}
    for row in entry(items).rows:
        assert row.citation in keys or (isinstance(row, Statement) and row.prop in own)


def test_the_shipped_register_is_in_order() -> None:
    assert len(SHIPPED) > 60
    assert check(register_folder()) == []


def test_a_file_is_recognised_by_what_it_says_of_itself() -> None:
    assert [form.name for form in recognised(SOURCE, GROUP.encode())] == ["register-yaml"]
    assert facts_of(SOURCE, GROUP.encode()).published == "2026-11-22"
    assert recognised(SOURCE, b"id: x\nname: y\n") == []


def test_a_claim_is_known_from_its_publication_but_not_after_it_was_read() -> None:
    items = parse(GROUP)
    known = {row.citation: row.known_from for row in entry(items).rows if row.citation}
    assert known == {
        "example-front/day-2013": "2013-12-18",
        "example-front/year-2015": "2015-12-31",  # the last day its date can mean
        "example-front/review-2026": "2026-03-01",  # the day it was read
    }
    citations = {item.key: item for item in items if isinstance(item, Citation)}
    assert citations["example-front/review-2026"].read_in == "Example Post"


def test_what_a_later_publication_replaces_is_known_until_that_came_out() -> None:
    old, new = statements(parse(GROUP), FRONT, "sb:formed")
    assert (old.value, old.known_until) == ("2012", "2026-03-01")
    assert (new.value, new.known_until, new.locator) == ("2011-12", None, "formed; p. 4")


def test_names_renames_and_ties_keep_their_dates() -> None:
    items = parse(GROUP)
    names = [
        (r.prop, r.value, r.lang, r.valid_until)
        for r in entry(items).rows
        if isinstance(r, Statement) and r.prop in ("name", "previousName", "alias")
    ]
    assert names == [
        ("name", "Example Front", "eng", None), ("previousName", "Old Front", None, "2013-06"),
        ("alias", "جبهة", "ara", None),
    ]  # fmt: skip
    (rename,) = relations(items, "renamed_to")
    assert (rename.under_name, rename.object_name, rename.valid_from) == (
        "Old Front", "Example Front", "2013-06",
    )  # fmt: skip
    (split,) = relations(items, "split_from")
    assert (split.object, split.valid_from) == ("ucdp:538", "2012")
    (rival,) = relations(items, "rival_of")
    assert (rival.object, rival.object_name) == ("state:ML", "Mali")
    assert json.loads(rival.detail or "")["text"] == "It fought the army."


def test_the_beginning_and_the_end_of_a_leader_are_two_claims() -> None:
    first, last = relations(parse(GROUP), "led_by")
    assert (first.object, first.role) == ("register:example-person", "emir")
    assert (first.valid_from, first.valid_until, first.how_ended) == ("2012", None, None)
    assert (last.valid_from, last.valid_until, last.how_ended) == (None, "2014-07", "killed")
    assert json.loads(first.detail or "") == {"note": "as its first"}


def test_a_strength_and_a_designation_keep_what_the_publication_gives() -> None:
    items = parse(GROUP)
    (strength,) = statements(items, FRONT, "sb:strength")
    assert strength.value == "200-300"
    assert json.loads(strength.detail or "") == {
        "at": "2013", "low": 200, "high": 300, "scope": "in the north",
    }  # fmt: skip
    (listing,) = relations(items, "designated_by")
    assert (listing.object, listing.object_name) == ("authority:AU", "Australia")
    assert (listing.listed_on, listing.amended_on) == ("2013-12-19", ("2014-01",))


def test_a_report_gives_the_numbers_it_gives_and_no_others() -> None:
    first, second = (r for r in entry(parse(GROUP)).rows if isinstance(r, Event))
    assert first.incident == second.incident == "register:2013-example-siege"
    assert (first.deaths_low, first.deaths_best, first.deaths_high) == (38, None, None)
    assert first.deaths_by == (("hostages", 38), ("attackers", 29)) and first.scope == "hostages"
    assert first.actors == (("register:example-front", "example-front", "attributed"),)
    assert (second.deaths_low, second.deaths_best, second.hostages) == (None, None, 700)
    assert second.actors == ((None, "the Front", "claimed"),)
    assert json.loads(second.detail or "") == {"hostages": {"low": 700, "high": 800}}


def test_a_person_file_says_how_somebody_died() -> None:
    (death,) = statements(parse(PERSON), "register:example-person", "deathDate")
    assert death.value == "2013-02~" and death.known_from == "2013-12-31"
    assert json.loads(death.detail or "") == {"place": "Gao", "how": "killed", "by": "the army"}


MISTAKES = [
    ("acronym: EF", "acronim: EF", r"unknown field `acronim`.*keys that stand there"),
    ("acronym: EF", "acronym: 17", r"got `int`.*Put it in quotes"),
    ("country: ML", "country: NO", r"got `bool`.*Put it in quotes"),
    ("'2026-11-22'\nsame", "22 November\nsame", r"Write a date as '2020'"),
    ("kind: primary", "kind: main", r"Invalid enum value 'main'.*words allowed"),
    ("country: ML", "country: Mali", r"two capitals"),
    ("lang: ara", "lang: ar", r"three letters"),
    ("id: example-front", "id: Example Front", r"small letters, digits and hyphens"),
    ("label: Example Front\n", "", r"missing required field `label`.*Add it"),
    ("low: 38", "low: '38'", r"Expected `int.*without quotes"),
    ("[{cite: day-2013}]", "[]", r"at least one, with its cite"),
    ("acronym: EF", "acronym: EF\nacronym: FE", r"'acronym' stands twice \(line 5\)"),
    ("acronym: EF", "acronym: [", r"not YAML"),
    ("schema: Organization", "schema: Group", r"Write Organization or Person"),
    ("{state: ML}", "{land: ML}", r"write a slug, an entry id"),
    ("start: '2013-06'", "start: '2013-13'", r"'2013-13' is no date.*correct it"),
    ("cite: day-2013, start", "cite: day-2014, start", r"no citation 'day-2014'"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_gets_a_message_that_says_what_to_write(
    right: str, wrong: str, message: str
) -> None:
    assert right in GROUP
    with pytest.raises(RegisterError, match=f"(?s){message}"):
        parse(GROUP.replace(right, wrong, 1))


@pytest.fixture
def problems(tmp_path: Path) -> Callable[..., list[str]]:
    """Write a register of the files given and check it."""

    def run(**files: str) -> list[str]:
        for folder in ("groups", "persons"):
            (tmp_path / folder).mkdir(exist_ok=True)
        for name, text in files.items():
            folder = "persons" if "schema: Person" in text else "groups"
            (tmp_path / folder / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
        return [f"{p.file} {p.path}: {p.message}" for p in check(tmp_path)]

    return run


def test_a_register_without_mistakes_has_no_problems(problems: Callable[..., list[str]]) -> None:
    assert problems(example_front=GROUP, example_person=PERSON) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("cite: year-2015, end", "cite: no-such, end", "there is no citation 'no-such'; add it under citations"),
        ("person: example-person", "person: nobody", "write persons/nobody.yaml"),
        ("end: '2013-01-19'", "end: '2012-01-19'", "it ends (2012-01-19) before it begins (2013-01-16)"),
        ("at: '2013'", "at: '2013-02-30'", "'2013-02-30' is no date"),
        ("object: 'ucdp:538'", "object: no-group", "there is no such group; use an entry id or {name: …}"),
        ("{group: example-front, basis", "{group: other, basis", "there is no group 'other'; use name instead"),
        ("{group: example-front, basis", "{basis", "an actor has either a group or a name"),
        ("url: https://example.org/2015\n", "note: none\n", "give a url or a document number"),
        ("    read_in: stored copy of the page\n", "", "say in read_in where the copy"),
        ("id: example-front", "id: other-front", "name file and id alike"),
        ("{cite: year-2015, start", f"{{cite: year-2015, quote: {'word ' * 13}, start", "a quote has at most 12 words"),
        ("  day-2013:", "  spare: {publisher: P, title: T, published: '2013', url: u, kind: press, read: direct}\n"
         "  day-2013:", "nothing cites it; use it or remove it"),
    ],
)  # fmt: skip
def test_a_check_across_files_says_where_and_what_to_write(
    problems: Callable[..., list[str]], right: str, wrong: str, said: str
) -> None:
    assert right in GROUP
    found = problems(example_front=GROUP.replace(right, wrong, 1), example_person=PERSON)
    assert any(said in one for one in found), found


def test_an_incident_stands_in_one_file_and_an_entry_is_one_thing(
    problems: Callable[..., list[str]],
) -> None:
    other = GROUP.replace("id: example-front", "id: other-front", 1)
    found = problems(example_front=GROUP, other_front=other, example_person=PERSON)
    assert found == [
        "groups/other-front.yaml incidents[2013-example-siege]: it stands in groups/example-front.yaml too; "
        "keep it in one file",
        "groups/other-front.yaml same_as[un:QDe.999]: groups/example-front.yaml says so too; an entry is one thing",
    ]  # fmt: skip


def test_all_dates_that_are_none_are_listed_at_once(problems: Callable[..., list[str]]) -> None:
    wrong = GROUP.replace("'2013-06'", "'2013-13'")
    found = problems(example_front=wrong, example_person=PERSON)
    assert [one.split(":")[0] for one in found] == [
        "groups/example-front.yaml names[1].claims[0].end",
        "groups/example-front.yaml renames[0].claims[0].start",
    ]


def test_the_json_schema_knows_both_kinds_of_file() -> None:
    schema = json_schema()
    assert set(schema["discriminator"]["mapping"]) == {"Organization", "Person"}
    assert schema["$defs"]["GroupFile"]["additionalProperties"] is False


PIECES = st.sampled_from(
    ["'", '"', ":", ": ", "- ", "\n", "\t", "{", "}", "[", "]", "&a ", "*a", "!!int ", "!!timestamp ", "!!x ", "?",
     "|", ">", "#", "2020", "'2020-13'", "null", "~", ".nan", "9" * 30, "\x00", "é", "<<: "]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([GROUP, PERSON]), st.integers(0, len(GROUP)), PIECES, st.integers(0, 30))
def test_a_damaged_file_is_read_or_is_an_error_of_the_register(
    text: str, at: int, put: str, cut: int
) -> None:
    try:
        items = parse(text[:at] + put + text[at + cut :])
    except RegisterError:
        return
    known = {item.key for item in items if isinstance(item, Citation)}
    for row in entry(items).rows:
        assert row.citation is None or row.citation in known
        assert not isinstance(row, Relation) or row.object or row.object_name


@given(st.binary(max_size=200))
def test_bytes_that_are_no_register_file_are_an_error(content: bytes) -> None:
    with pytest.raises(RegisterError):
        list(SOURCE.formats[0].parse(io.BytesIO(content)))


def test_brackets_without_end_and_a_list_that_holds_itself_are_errors() -> None:
    for text in ("[" * 5000, "&a [*a]", "id: &a {b: *a}", "!!int x", "!!timestamp x", "? [a]\n: b"):
        with pytest.raises(RegisterError):
            parse(text)
