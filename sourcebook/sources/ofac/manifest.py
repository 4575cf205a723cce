"""Who publishes the US lists, and on what terms.

The Office of Foreign Assets Control publishes the Specially Designated Nationals (SDN) list and, apart from it, the
lists of persons who are not blocked but restricted (the "Consolidated Non-SDN" list). Both number their entries
from one series, so that an entry id means one person or body whichever list it stands on.
"""

from __future__ import annotations

from sourcebook.sources.contract import Manifest

MANIFEST = Manifest(
    id="ofac",
    publisher="United States Department of the Treasury, Office of Foreign Assets Control",
    short="OFAC",
    title="Specially Designated Nationals and Blocked Persons List, and Consolidated Non-SDN List",
    licence="Public domain (17 U.S.C. 105)",
    attribution="US Department of the Treasury, Office of Foreign Assets Control",
    url="https://sanctionslist.ofac.treas.gov/Home/SdnList",
    formats="CSV set (sdn, alt, add, sdn_comments); sdn.xml and consolidated.xml in both namespaces; ENHANCED_XML",
    rhythm="daily",
    rights="open",
    floor={"sdn": 5000, "alt": 5000, "add": 5000, "comments": 5, "nonsdn": 200},
    authority="US",
    needs={"alt": "sdn", "add": "sdn", "comments": "sdn"},
)
