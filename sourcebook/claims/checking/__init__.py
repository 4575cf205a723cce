"""Holding claims against the record: one question for each, asked for the right time, answered with the evidence."""

from sourcebook.claims.checking.check import check

__all__ = ["check"]
