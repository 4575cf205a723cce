"""The options that say which lists a name is held against, as of when, and what is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

if TYPE_CHECKING:
    from sourcebook.record.store import Record
    from sourcebook.screening.query import Options


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Where to look and what to report, as typed; a command that has not all options leaves some out."""

    known: str | None
    source: list[str] | None
    limit: int
    threshold: float
    cutoff: float
    as_of: str | None = None
    exclude_source: list[str] | None = None
    topic: list[str] | None = None
    changed_since: str | None = None

    def options(self) -> Options:
        """What is asked of the screener.

        Raises:
            UsageError: What was typed as a day is none.
        """
        from sourcebook.cli.opening import day
        from sourcebook.screening.query import Options

        return Options(
            limit=self.limit, threshold=self.threshold, cutoff=self.cutoff, known=day("--known", self.known),
            as_of=day("--as-of", self.as_of), sources=tuple(self.source or ()),
            exclude_sources=tuple(self.exclude_source or ()), topics=tuple(self.topic or ()),
            changed_since=day("--changed-since", self.changed_since),
        )  # fmt: skip


Known = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="What the lists had said by this day [default: the newest]."),
]
Source = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only this source: un, ofac, eu, uk, …")
]
Limit = Annotated[int, typer.Option(min=1, help="The most hits of one name.")]
Threshold = Annotated[
    float, typer.Option(min=0, max=1, help="From which probability on a hit is a match.")
]
Cutoff = Annotated[float, typer.Option(min=0, max=1, help="Show hits above this probability.")]


def where(
    known: Known = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Only designations in force on this day [default: --known]."
        ),
    ] = None,
    source: Source = None,
    exclude_source: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Not this source.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(metavar="TOPIC", help="Only with this topic: crime.terror.")
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only entries added or amended since.")
    ] = None,
    limit: Limit = 5,
    threshold: Threshold = 0.7,
    cutoff: Cutoff = 0.5,
) -> None:
    """The options of `Where`."""


def refuse_unknown(record: Record, options: Options) -> None:
    """There is nothing to look among in a source, or under a topic, that the record has not.

    Raises:
        UsageError: One was named.
    """
    from sourcebook.screening.coverage import refuse_unknown_sources, refuse_unknown_topics

    refuse_unknown_sources(record, (*options.sources, *options.exclude_sources))
    refuse_unknown_topics(record, options.topics)
