"""The properties of our own: what the record says that FollowTheMoney has no property for.

Each begins with `sb:` and stands in this table with its meaning; docs/properties.md is written from it. A source
may use no other, and a property that no source uses leaves the table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Property:
    """One property of ours.

    Attributes:
        name: With its prefix: `sb:formed`.
        schema: The broadest FollowTheMoney schema whose entries carry it.
        meaning: One line for the reader.
    """

    name: str
    schema: str
    meaning: str


_ROWS = (
    ("sb:acronym", "Organization", "The letters a group is known by, as the register heads its page."),
    ("sb:actorType", "Organization", "The class of an actor in UCDP's list, in its own words."),
    ("sb:aim", "Organization", "What a group says it wants, one sentence."),
    ("sb:area", "Organization", "Country a group is in; `role` says for operations, as a base, or in control."),
    ("sb:birthNote", "Person", "What a list says of a birth without giving a date."),
    ("sb:caption", "Thing", "The one name under which a FollowTheMoney stream shows an entity."),
    ("sb:chineseCommercialCode", "Person", "A name in the four-figure codes of Chinese telegraphy (OFAC)."),
    ("sb:constructionNumber", "Airplane", "The maker's number of an aircraft (OFAC)."),
    ("sb:dataId", "Thing", "The UN's internal number of a record, which stays when its reference changes."),
    ("sb:dataset", "Thing", "A dataset from which a FollowTheMoney stream took an entity."),
    ("sb:designationDate", "Thing", "The day of a designation that a list names beside its listing date."),
    ("sb:designationSource", "Thing", "On whose decision the UK lists somebody: the UN's, its own, or both."),
    ("sb:directiveDate", "LegalEntity", "The day on which a directive of OFAC began to apply to an entity."),
    ("sb:disbanded", "Organization", "When a group ended."),
    ("sb:euReference", "Thing", "The EU's own reference of an entry: EU.459.37."),
    ("sb:fax", "LegalEntity", "A fax number."),
    ("sb:firstAttack", "Organization", "When a group's first attack was."),
    ("sb:firstSeen", "Thing", "When the publisher of a FollowTheMoney stream first saw an entity."),
    ("sb:formed", "Organization", "When a group began to exist."),
    ("sb:gap", "Thing", "A section for which the register looked and found nothing; `looked_at` says where."),
    ("sb:hullNumber", "Vessel", "The hull identification number of a ship (UK)."),
    ("sb:identityDocument", "LegalEntity", "A document described in words, where no number is certain."),
    ("sb:ideology", "Organization", "A word for what a group believes, as a publication gives it."),
    ("sb:issuerName", "Security", "Who issued a security (OFAC)."),
    ("sb:label", "Thing", "The name under which the register heads a page."),
    ("sb:lastAttack", "Organization", "When a group's last attack was."),
    ("sb:lastChange", "Thing", "When the publisher of a FollowTheMoney stream last changed an entity."),
    ("sb:legalBasis", "Thing", "The law or order under which OFAC lists an entry."),
    ("sb:length", "Vessel", "The length of a ship (UK)."),
    ("sb:list", "Thing", "The list of OFAC on which an entry stands: SDN, or one of the others."),
    ("sb:listType", "Thing", "The list of the UN on which an entry stands."),
    ("sb:location", "Thing", "A place OFAC names without saying what it is to the entry."),
    ("sb:measure", "Thing", "What a listing does: asset freeze, travel ban, block."),
    ("sb:micexCode", "Security", "The code of a security at the Moscow exchange (OFAC)."),
    ("sb:namePart", "Person", "One of the up to four parts in which the UN prints a person's name."),
    ("sb:personEvent", "Person", "A dated fact of the public record about a person, one sentence."),
    ("sb:politicalActivity", "Organization", "What a group does in politics, one sentence."),
    ("sb:previousOwner", "Vessel", "Who owned or ran a ship before (UK)."),
    ("sb:previousTailNumber", "Airplane", "The registration an aircraft carried before (OFAC)."),
    ("sb:reason", "Thing", "The UK's statement of reasons for a listing."),
    ("sb:referent", "Thing", "Another id under which a FollowTheMoney stream knows an entity."),
    ("sb:reportedDead", "Person", "The words in which a list reports a death without a date that can be read."),
    ("sb:resource", "Organization", "What a group lives on; `kind`, and the sum where one is given."),
    ("sb:reviewed", "Thing", "The day a file of the register was last held against its sources."),
    ("sb:sameAs", "Thing", "Entry of another source that the register says is this one; `detail` says why."),
    ("sb:sanctionsNote", "Thing", "What OFAC says of the reach of a listing: a secondary sanctions risk."),
    ("sb:strength", "Organization", "How many members: `low`, `best`, `high`, `at` a date, within a `scope`."),
    ("sb:subsidiary", "LegalEntity", "A subsidiary that the UK names."),
    ("sb:tactic", "Organization", "How a group attacks, in the vocabulary of docs/register.md."),
    ("sb:target", "Thing", "Whom a group attacks (register); that an entity is a target of sanctions (streams)."),
    ("sb:targetType", "Thing", "What OFAC says a target is, such as a kind of organisation."),
    ("sb:ucdpCode", "Organization", "UCDP's number of an actor's country or region, with its column."),
    ("sb:ucdpId", "Organization", "A number of an actor in UCDP's datasets, with its column."),
    ("sb:uniqueId", "Thing", "The UK's own id of an entry: AQD0017."),
    ("sb:unLocode", "Thing", "The UN's code of a place (OFAC)."),
    ("sb:unReference", "Thing", "The UN's reference of an entry, as another list prints it: QDe.014."),
    ("sb:versionNumber", "Thing", "The UN's count of the versions of a record."),
    ("sb:wallet", "LegalEntity", "Address of a wallet, with the digital currency it holds."),
)  # fmt: skip
PROPERTIES: tuple[Property, ...] = tuple(Property(*row) for row in _ROWS)
