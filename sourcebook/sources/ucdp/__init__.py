"""The Uppsala Conflict Data Program: who its actors are, and (later) what they did."""

from sourcebook.sources.ucdp.actors import SOURCE

__all__ = ["SOURCE"]
