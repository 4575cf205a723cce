"""The Uppsala Conflict Data Program: who its actors are, what they did, and how many died of it."""

from sourcebook.sources.contract import Source
from sourcebook.sources.ucdp import actors
from sourcebook.sources.ucdp.country_year import COUNTRY_YEAR
from sourcebook.sources.ucdp.ged import GED
from sourcebook.sources.ucdp.nonstate import NONSTATE

SOURCE = Source(actors.MANIFEST, (*actors.FORMATS, *GED, NONSTATE, COUNTRY_YEAR))

__all__ = ["SOURCE"]
