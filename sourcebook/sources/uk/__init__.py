"""The United Kingdom's lists: OFSI's Consolidated List, and the FCDO's UK Sanctions List that replaced it.

Until 28 January 2026 His Majesty's Treasury published the targets of financial sanctions under group ids; since then
the UK Sanctions List is the only one. It carries the group ids of the older targets, so that an entry keeps its id
across the change, and gives new ones a unique id of its own.
"""

from __future__ import annotations

from sourcebook.sources.contract import Manifest, Source
from sourcebook.sources.uk import conlist, uksl

MANIFEST = Manifest(
    id="uk",
    publisher="United Kingdom, Foreign, Commonwealth & Development Office; until January 2026 "
    "HM Treasury, Office of Financial Sanctions Implementation",
    short="UK",
    title="UK Sanctions List; until January 2026 Consolidated List of Financial Sanctions Targets",
    licence="Open Government Licence v3.0",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0",
    url="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    formats="UK Sanctions List as CSV or XML; OFSI Consolidated List as CSV",
    rhythm="daily",
    rights="attribution",
    floor={"conlist": 1500, "uksl": 3000},
    authority="UK",
    closed_by={"conlist": ("uksl", "2026-01-28")},
)

SOURCE = Source(MANIFEST, (conlist.FORMAT, uksl.CSV, uksl.XML))
