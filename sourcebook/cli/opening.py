"""Opening the record for a command, and understanding its dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sourcebook import settings
from sourcebook.errors import UsageError
from sourcebook.record.dates import PartialDate
from sourcebook.record.dossier import Question
from sourcebook.record.lookup import GROUP_SCHEMATA, find
from sourcebook.record.store import Record

if TYPE_CHECKING:
    from sourcebook.findings import Finding
    from sourcebook.profiles.facts import GroupFacts


def opened() -> Record:
    """The live record, with the judgements made since it was built."""
    home = settings.home()
    record = Record.open(home)
    if (home / "journal.jsonl").exists():
        from sourcebook.identity.journal import Journal
        from sourcebook.identity.overlay import lay_over
        from sourcebook.incidents import overlay

        journal = Journal(home)
        lay_over(record, journal)
        overlay.lay_over(record, journal)
    return record


def understood(record: Record, asked: str, as_of: str | None, known: str | None) -> Question:
    """The question as it will be answered: who is meant, and the two dates with their defaults.

    Raises:
        UsageError: Nobody or several bear the name, or a date is no date.
    """
    by = day("--known", known) or record.known
    return Question(find(record, asked, GROUP_SCHEMATA), day("--as-of", as_of) or by, by)


def day(option: str, text: str | None, first: bool = False) -> date | None:
    """A date given on the command line; of a partial one its last day, the day by which it was all over.

    Args:
        option: What it was given for.
        text: As typed.
        first: Of a partial date the first day instead, for the beginning of a time.

    Raises:
        UsageError: It is no date.
    """
    if text is None:
        return None
    try:
        when = PartialDate.parse(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}.") from error
    return when.earliest if first else when.latest


def asked(group: str, as_of: str | None, known: str | None) -> GroupFacts:
    """What the record says of a group, at the two dates asked about.

    Raises:
        UsageError: Nobody or several bear the name, or a date is no date.
    """
    from sourcebook.profiles.gathering import read_group

    with opened() as record:
        return read_group(record, understood(record, group, as_of, known))


def found_in(
    group: str | None, known: str | None, rule: str | None
) -> tuple[dict[str, object], list[Finding]]:
    """The findings on a group, or in the whole record, and the question as understood.

    Raises:
        UsageError: There is no such group or rule, or the date is no date.
    """
    from sourcebook.findings import RULES, Scope, look

    if rule is not None and rule not in RULES:
        raise UsageError(f"there is no rule {rule!r}.", f"The rules are {', '.join(RULES)}.")
    rules = RULES if rule is None else {rule: RULES[rule]}
    with opened() as record:
        by = day("--known", known) or record.known
        ids = None if group is None else (find(record, group),)
        return {"asked": group, "id": ids[0] if ids else None, "known": by}, look(
            record, Scope(by, ids), rules
        )
