"""The labels OFAC puts before what it knows of an entry, and the property each one means.

`Passport A0002302 (Iran)` in a remark, `<idType>Passport</idType>` in the XML and an `identityDocument` of type
Passport in the enhanced format say the same thing, and become the same row. The labels are OFAC's own lists of
identity-document types and feature types, as the enhanced format carries them.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GROUPS: dict[str, tuple[str, ...]] = {
    "birthDate": ("DOB", "Birthdate"),
    "birthPlace": ("POB", "Place of Birth"),
    "nationality": ("nationality", "Nationality Country"),
    "citizenship": ("citizen", "Citizenship Country"),
    "gender": ("Gender",),
    "position": ("Position:", "Title:"),
    "passportNumber": (
        "Passport", "Passport Booklet", "Diplomatic Passport", "British National Overseas Passport",
        "Stateless Person Passport",
    ),
    "socialSecurityNumber": ("SSN",),
    "idNumber": (
        "Cedula No.", "D.N.I.", "Driver's License No.", "N.I.E.", "National ID No.", "LE Number",
        "Bosnian Personal ID No.", "Credencial electoral", "Kenyan ID No.", "Serial No.", "C.I.N.",
        "Moroccan Personal ID No.", "Public Security and Immigration No.", "C.U.R.P.", "Immigration No.",
        "Travel Document Number", "Electoral Registry No.", "Identification Number", "National Foreign ID Number",
        "Cartilla de Servicio Militar Nacional", "C.U.I.P.", "Personal ID Card", "VisaNumberID", "Residency Number",
        "CNP (Personal Numerical Code)", "Romanian Permanent Resident", "Pilot License Number",
        "Turkish Identification Number", "Stateless Person ID Card", "Refugee ID Card", "Numero de Identidad",
        "Tazkira National ID Card", "I.F.E.", "Citizen's Card Number", "UAE Identification", "C.U.I.",
        "Birth Certificate Number", "Seafarer's Identification Document", "Military Registration Number",
    ),
    "taxNumber": (
        "R.F.C.", "RFC", "NIT #", "US FEIN", "RUC #", "C.I.F.", "RIF #", "Italian Fiscal Code", "C.U.I.T.",
        "Tax ID No.", "Paraguayan tax identification number", "Numero Unico de Identificacao Tributaria (NUIT)",
        "Fiscal Code", "Romanian Tax Registration", "N.I.F.", "RTN", "RSIN",
    ),
    "vatCode": ("V.A.T. Number",),
    "registrationNumber": (
        "Business Registration Document #", "Registration ID", "Registered Charity No.", "C.R. No.",
        "UK Company Number", "Dubai Chamber of Commerce Membership No.", "Trade License No.",
        "Commercial Registry Number", "Certificate of Incorporation Number", "Tourism License No.",
        "Matricula Mercantil No", "Registration Certificate Number (Dubai)", "Government Gazette Number",
        "Romanian C.R.", "Folio Mercantil No.", "Istanbul Chamber of Comm. No.",
        "Afghan Money Service Provider License Number", "Company Number", "Public Registration Number",
        "SRE Permit No.", "License", "Branch Unit Number", "Enterprise Number", "Organization Code",
        "Chamber of Commerce Number", "Business Number", "Business Registration Number", "Registration Number",
        "MSB Registration Number", "File Number", "Central Registration System Number",
        "Economic Register Number (CBLS)", "Trademark number", "Permit Number", "Aircraft Tail Number",
        "Russian State Individual Business Registration Number Pattern (OGRNIP)",
    ),
    "imoNumber": ("Vessel Registration Identification",),
    "uscCode": ("Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)"),
    "leiCode": ("Legal Entity Number",),
    "mmsi": ("MMSI",),
    "dunsCode": ("D-U-N-S Number",),
    "bikCode": ("BIK (RU)",),
    "swiftBic": ("SWIFT/BIC",),
    "isinCode": ("ISIN",),
    "ticker": ("Equity Ticker",),
    "incorporationDate": ("Organization Established Date",),
    "sector": ("Organization Type:",),
    "sb:targetType": ("Target Type",),
    "jurisdiction": ("Nationality of Registration", "Registration Country"),
    "website": ("Website",),
    "email": ("Email Address",),
    "phone": ("Phone Number", "Telephone", "Telephone No.", "PHONE"),
    "sb:fax": ("Fax",),
    "sb:location": ("Location",),
    "sb:unLocode": ("UN/LOCODE",),
    "sb:issuerName": ("Issuer Name",),
    "sb:micexCode": ("MICEX Code",),
    "sb:chineseCommercialCode": ("Chinese Commercial Code",),
    "buildDate": ("Aircraft Manufacture Date", "Vessel Year of Build"),
    "serialNumber": ("Aircraft Manufacturer's Serial Number (MSN)", "Aircraft Serial Identification"),
    "sb:constructionNumber": ("Aircraft Construction Number (also called L/N or S/N or F/N)",),
    "model": ("Aircraft Model",),
    "icaoCode": ("Aircraft Mode S Transponder Code",),
    "sb:previousTailNumber": ("Previous Aircraft Tail Number",),
    "callSign": ("Vessel Call Sign", "Other Vessel Call Sign"),
    "flag": ("Vessel Flag", "Other Vessel Flag"),
    "pastFlags": ("Former Vessel Flag",),
    "type": ("VESSEL TYPE", "Other Vessel Type"),
    "tonnage": ("Vessel Tonnage",),
    "grossRegisteredTonnage": ("Vessel Gross Registered Tonnage",),
    "sb:sanctionsNote": (
        "Secondary sanctions risk:", "Additional Sanctions Information -", "CAATSA Section 235 Information:",
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
        "IFCA Determination -", "PEESA Information:",
    ),
}  # fmt: skip

COUNTRIES = frozenset({"nationality", "citizenship", "jurisdiction", "flag", "pastFlags"})
DATES = frozenset({"birthDate", "incorporationDate", "buildDate"})
NUMBERS = frozenset({"tonnage", "grossRegisteredTonnage"})
IDENTIFIERS = frozenset(
    {
        "passportNumber", "socialSecurityNumber", "idNumber", "taxNumber", "vatCode", "registrationNumber",
        "imoNumber", "uscCode", "leiCode", "mmsi", "dunsCode", "bikCode", "swiftBic", "isinCode",
    }
)  # fmt: skip
# Label, relation: what an entry is tied to, by name only.
TIES = {
    "Linked To:": "associated_with",
    "Aircraft Operator": "associated_with",
    "Vessel Owner": "owned_by",
}

_PROPERTY = {label.rstrip(" :-"): prop for prop, labels in _GROUPS.items() for label in labels}
# Dates and notes of a directive carry its number in their label.
_DIRECTIVE_DATE = re.compile(r"(?:Listing|Effective|Purchase/Sales For Divestment) Date \([^()]*\)")
_DIRECTIVE_NOTE = re.compile(
    r"Executive Order \d+ (?:Directive Determination|Directive Information|information)",
    re.IGNORECASE,
)
_WALLET = re.compile(r"Digital Currency Address - [A-Z0-9]+")
_MUST_HAVE_COLON = ("Position", "Title")


@lru_cache(maxsize=1024)
def property_of(label: str) -> str | None:
    """The property a label means; None where it is not one of OFAC's.

    Args:
        label: As printed: `Passport`, `Secondary sanctions risk:`.
    """
    plain = plain_label(label)
    if plain in _PROPERTY:
        return _PROPERTY[plain]
    for pattern, prop in (
        (_WALLET, "sb:wallet"),
        (_DIRECTIVE_DATE, "sb:directiveDate"),
        (_DIRECTIVE_NOTE, "sb:sanctionsNote"),
    ):
        if pattern.fullmatch(plain):
            return prop
    return None


@lru_cache(maxsize=1024)
def plain_label(label: str) -> str:
    """A label without the punctuation that joins it to its value."""
    return label.replace("’", "'").rstrip(" :-")


def _alternatives() -> str:
    known = sorted({*_PROPERTY, *(plain_label(tie) for tie in TIES)}, key=len, reverse=True)
    words = [re.escape(label) + (r"(?=:)" if label in _MUST_HAVE_COLON else "") for label in known]
    return "|".join([_WALLET.pattern, _DIRECTIVE_DATE.pattern, _DIRECTIVE_NOTE.pattern, *words])


CLAUSE = re.compile(rf"(?P<label>{_alternatives()})(?P<join>\s?[:-]\s|\s)(?P<value>\S.*)")
