"""A user's own table: the source and the format that a mapping makes of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sourcebook.errors import SourceError
from sourcebook.sources.contract import Format, Manifest, Source
from sourcebook.sources.tabular.mapping import Mapping, Terms, read
from sourcebook.sources.tabular.tabulating import format_of

FORMAT = "table"


def mapped(text: bytes, known: dict[str, Source]) -> tuple[Source, Format]:
    """The source and the format of a table that is read by a mapping.

    Args:
        text: The mapping's YAML.
        known: The sources there are, by id.

    Raises:
        SourceError: It is no mapping, or names a source that there is not.
    """
    try:
        found = read(text.decode("utf-8-sig"), "given")
    except UnicodeDecodeError as error:
        raise SourceError("the mapping is not UTF-8.", "Save it as UTF-8.") from error
    form = replace(format_of(FORMAT, found), key=hashlib.sha256(text).hexdigest()[:16])
    return _source(found, known), form


def _source(mapping: Mapping, known: dict[str, Source]) -> Source:
    terms = mapping.source
    if isinstance(terms, Terms):
        if terms.id in known:
            raise SourceError(
                f"the mapping gives source.id {terms.id!r}, which is a source Sourcebook knows.",
                f"Write `source: {terms.id}` where the table is that publisher's, else another id.",
            )
        return Source(_manifest(terms), ())
    if terms not in known:
        raise SourceError(
            f"the mapping names the source {terms!r}, and there is none.",
            f"Known are {', '.join(known)}; or say under source whose the table is: id, title, publisher, licence.",
        )
    return known[terms]


def _manifest(terms: Terms) -> Manifest:
    return Manifest(
        id=terms.id, publisher=terms.publisher, short=terms.short or terms.publisher, title=terms.title,
        licence=terms.licence, attribution=terms.attribution or terms.publisher, url=terms.url,
        formats="a table, read by a mapping", rhythm=terms.rhythm, rights=terms.rights, kind="dataset",
    )  # fmt: skip
