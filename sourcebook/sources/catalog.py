"""Every source Sourcebook knows, and which of them a file is from."""

from __future__ import annotations

from sourcebook.errors import SourceError, UnknownFormatError
from sourcebook.sources import acled, eu, ftm, gtd, ofac, register, ucdp, uk, un, us_fto
from sourcebook.sources.contract import Format, Head, Source
from sourcebook.sources.tabular import own

SOURCES: tuple[Source, ...] = (
    register.SOURCE,
    un.SOURCE,
    ofac.SOURCE,
    eu.SOURCE,
    uk.SOURCE,
    us_fto.SOURCE,
    ucdp.SOURCE,
    acled.SOURCE,
    gtd.SOURCE,
    ftm.SOURCE,
)
BY_ID = {source.manifest.id: source for source in SOURCES}
# The order in which a canonical id is chosen among entries: design page, "Canonical id".
ORDER = tuple(BY_ID)


def recognise(head: Head) -> tuple[Source, Format]:
    """The source and format of a file, by its content.

    Raises:
        UnknownFormatError: No source knows it.
        SourceError: Two formats claim it, which is a fault of ours.
    """
    found = [(s, f) for s in SOURCES for f in s.formats if f.recognises(head)]
    if not found:
        raise UnknownFormatError(
            f"no source recognises {head.name or 'this file'}.",
            "`sourcebook sources` lists the formats that can be read.",
        )
    if len(found) > 1:
        names = ", ".join(f.name for _, f in found)
        raise SourceError(f"{head.name} looks like {names} at once; please report this.")
    return found[0]


def by_name(source: str, name: str) -> Format:
    """The format an archived file was recognised as."""
    return next(f for f in BY_ID[source].formats if f.name == name)


def mapped(text: bytes) -> tuple[Source, Format]:
    """The source and the format of a user's own table, by its mapping.

    Raises:
        SourceError: It is no mapping.
    """
    return own.mapped(text, BY_ID)
