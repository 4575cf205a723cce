"""Opening the record for a command, and understanding its dates."""

from __future__ import annotations

from datetime import date

from sourcebook import settings
from sourcebook.errors import UsageError
from sourcebook.record.dates import PartialDate
from sourcebook.record.dossier import Question
from sourcebook.record.lookup import GROUP_SCHEMATA, find
from sourcebook.record.store import Record


def opened() -> Record:
    """The live record, with the judgements made since it was built."""
    home = settings.home()
    record = Record.open(home)
    if (home / "journal.jsonl").exists():
        from sourcebook.identity.journal import Journal
        from sourcebook.identity.overlay import lay_over

        lay_over(record, Journal(home))
    return record


def understood(record: Record, asked: str, as_of: str | None, known: str | None) -> Question:
    """The question as it will be answered: who is meant, and the two dates with their defaults.

    Raises:
        UsageError: Nobody or several bear the name, or a date is no date.
    """
    by = _day("--known", known) or date.fromisoformat(record.manifest.known)
    return Question(find(record, asked, GROUP_SCHEMATA), _day("--as-of", as_of) or by, by)


def _day(option: str, text: str | None) -> date | None:
    """A date given on the command line; of a partial one its last day, the day by which it was all over."""
    if text is None:
        return None
    try:
        return PartialDate.parse(text).latest
    except ValueError as error:
        raise UsageError(f"{option}: {error}.") from error
