"""Publishers' XML, read one record at a time and without trusting it.

A list is some megabytes; a file that is far larger, or that brings a document type with it, is not a list
(https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html). Records are
freed as soon as they are read, so memory does not grow with the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sourcebook.errors import RefusedFileError, SourceError

SIZE_CAP = 2 * 1024**3


def records(stream: BinaryIO, *tags: str) -> Iterator[etree._Element]:
    """Each element with one of the tags, in document order, freed once the next is asked for.

    Args:
        stream: Seekable, at its start.
        tags: Names as lxml writes them: `ENTITY`, `{namespace}sdnEntry`, `{*}sanctionEntity`.

    Raises:
        RefusedFileError: The file is over 2 GiB or declares a document type.
        SourceError: The file is not well-formed, for example cut off.
    """
    _refuse_size(stream)
    try:
        for _, node in etree.iterparse(
            stream,
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        ):
            _refuse_doctype(node)
            yield node
            _free(node)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"the XML breaks off or is damaged: {error.msg}.", "Download the file again."
        ) from error


def text(node: etree._Element, path: str) -> str | None:
    """The text of a child with white space folded, or None where it is absent or empty."""
    printed = node.findtext(path)
    return fold(printed) if printed else None


def fold(printed: str) -> str | None:
    """White space folded to single blanks; None where nothing is left."""
    return " ".join(printed.split()) or None


def _refuse_size(stream: BinaryIO) -> None:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if size > SIZE_CAP:
        raise RefusedFileError(f"the XML is {size:,} bytes; no list is over {SIZE_CAP:,}.")


def _refuse_doctype(node: etree._Element) -> None:
    if node.getroottree().docinfo.internalDTD is not None:
        raise RefusedFileError(
            "the XML declares a document type (DTD), which no publisher's list does.",
            "Download the file from the publisher.",
        )


def _free(node: etree._Element) -> None:
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]
