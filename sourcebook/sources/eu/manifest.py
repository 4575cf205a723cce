"""Who publishes the EU list, and on what terms."""

from __future__ import annotations

from sourcebook.sources.contract import Manifest

MANIFEST = Manifest(
    id="eu",
    publisher="European Commission, Directorate-General for Financial Stability, Financial Services and Capital "
    "Markets Union",
    short="EU",
    title="Consolidated list of persons, groups and entities subject to EU financial sanctions",
    licence="Reuse with attribution (Commission Decision 2011/833/EU)",
    attribution="European Union, consolidated financial sanctions list; only the Official Journal has legal force",
    url="https://webgate.ec.europa.eu/fsd/fsf",
    formats="xmlFullSanctionsList 1.1; the WHOLE/ENTITY XML of 2016 and the semicolon CSV of 2018 before it",
    rhythm="irregular",
    rights="attribution",
    floor={"list": 1500},
    authority="EU",
)
