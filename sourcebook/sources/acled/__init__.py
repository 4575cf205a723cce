"""Armed Conflict Location & Event Data: political violence and protest, one row an event, coded every week.

A living dataset: rows are changed in place and deleted. An export is what its user chose of it, so a file is complete
for the years and countries it speaks of, and ends the rows of those that it lacks. Its terms allow no row to be passed
on (https://acleddata.com/terms-and-conditions/). No export is at hand: the layouts are those of the codebooks.
"""

from importlib import resources

from sourcebook.sources.contract import Manifest, Source
from sourcebook.sources.tabular.mapping import read
from sourcebook.sources.tabular.tabulating import format_of

MANIFEST = Manifest(
    id="acled",
    publisher="Armed Conflict Location & Event Data (ACLED)",
    short="ACLED",
    title="ACLED event data",
    licence="ACLED Terms of Use",
    attribution="Armed Conflict Location & Event Data (ACLED), www.acleddata.com. Raleigh, Linke, Hegre & Karlsen "
    "2010, Introducing ACLED, Journal of Peace Research 47(5)",
    url="https://acleddata.com/",
    formats="exports as CSV or workbook: 31 columns, the layout from 2023, 25 columns (to 2016)",
    rhythm="weekly",
    rights="no-rows-out",
    kind="dataset",
)
_MAPPING = read((resources.files(__package__) / "acled.yaml").read_text("utf-8"), "acled.yaml")

SOURCE = Source(MANIFEST, (format_of("acled", _MAPPING),))

__all__ = ["SOURCE"]
