"""The European Union's consolidated list of financial sanctions, in the three formats it has had."""

from sourcebook.sources.contract import Source
from sourcebook.sources.eu import fsf, table, whole
from sourcebook.sources.eu.manifest import MANIFEST

SOURCE = Source(MANIFEST, (*fsf.FORMATS, *whole.FORMATS, *table.FORMATS))

__all__ = ["SOURCE"]
