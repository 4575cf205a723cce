"""Global Terrorism Database: one row an attack by non-state perpetrators, 1970 on; 1993 was lost by its collector.

A release is the whole of it for its years. Months and days may be unknown (0), which makes a partial date; -9 and -99
stand for a figure nobody knows. Its terms allow no row to be passed on (https://www.start.umd.edu/gtd/terms-of-use/).
No release is at hand: the columns are those of the codebook.
"""

from __future__ import annotations

import re
from importlib import resources

from sourcebook.sources.contract import Head, Manifest, Source
from sourcebook.sources.tabular.mapping import read
from sourcebook.sources.tabular.tabulating import format_of

# globalterrorismdb_0522dist.xlsx: distributed in May 2022.
_RELEASE = re.compile(r"globalterrorismdb_(\d{2})(\d{2})dist", re.IGNORECASE)

MANIFEST = Manifest(
    id="gtd",
    publisher="National Consortium for the Study of Terrorism and Responses to Terrorism (START), University of "
    "Maryland",
    short="GTD",
    title="Global Terrorism Database",
    licence="GTD Terms of Use",
    attribution="START (National Consortium for the Study of Terrorism and Responses to Terrorism), Global Terrorism "
    "Database, https://www.start.umd.edu/gtd",
    url="https://www.start.umd.edu/gtd/",
    formats="releases as workbook or CSV (UTF-8, older ones Latin-1)",
    rhythm="irregular",
    rights="no-rows-out",
    floor={"attacks": 100_000},
    kind="dataset",
)


def released(head: Head) -> str | None:
    """When a release was distributed, by its file's name."""
    found = _RELEASE.search(head.name)
    return f"20{found[2]}-{found[1]}" if found and 1 <= int(found[1]) <= 12 else None


_MAPPING = read((resources.files(__package__) / "gtd.yaml").read_text("utf-8"), "gtd.yaml")

SOURCE = Source(MANIFEST, (format_of("gtd", _MAPPING, released),))

__all__ = ["SOURCE", "released"]
