"""The United States lists of the Office of Foreign Assets Control, in the formats it publishes them."""

from sourcebook.sources.contract import Source
from sourcebook.sources.ofac import csvset, enhanced, sdnlist
from sourcebook.sources.ofac.manifest import MANIFEST

SOURCE = Source(MANIFEST, (*csvset.FORMATS, *sdnlist.FORMATS, *enhanced.FORMATS))

__all__ = ["SOURCE"]
