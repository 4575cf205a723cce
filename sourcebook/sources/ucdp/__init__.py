"""The Uppsala Conflict Data Program: who its actors are, what they did, and how many died of it."""

from sourcebook.sources.contract import Source
from sourcebook.sources.ucdp import actors
from sourcebook.sources.ucdp.ged import GED

SOURCE = Source(actors.MANIFEST, (*actors.FORMATS, *GED))

__all__ = ["SOURCE"]
