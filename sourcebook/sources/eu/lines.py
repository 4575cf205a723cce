"""Papers and contacts as the older formats print them, in one line.

`AD001095 (passport-National passport) [known to be expired](remark)` and `PHONE[497 92 63]`, `FAX[662 38 14]`.
"""

from __future__ import annotations

import re

from sourcebook.sources.eu.subject import filled

_PAPER = re.compile(
    r"(?P<number>.*?) ?\((?P<code>[a-z]+)-(?P<type>[^()]*)\)\s*(?P<flags>(?:\[[^\]]*\])*)\s*(?P<remark>.*)",
    re.DOTALL,
)
_CONTACT = re.compile(r"(?P<kind>PHONE|FAX|EMAIL|WEB)\[(?P<value>[^\]]*)\]")
_FLAGS = {
    "known to be expired": "known_expired", "known to be false": "known_false", "reported lost": "reported_lost",
    "revoked by issuer": "revoked",
}  # fmt: skip


def paper(line: str) -> dict[str, str]:
    """The fields of a paper."""
    match = _PAPER.fullmatch(line.strip())
    if match is None:
        return filled(number=line)
    flags = re.findall(r"\[([^\]]*)\]", match["flags"])
    known = {_FLAGS[flag]: "true" for flag in flags if flag in _FLAGS}
    other = " ".join(flag for flag in flags if flag not in _FLAGS)
    fields = filled(number=match["number"], code=match["code"], type=match["type"])
    return fields | known | filled(remark=f"{other} {match['remark']}")


def contacts(text: str) -> dict[str, str]:
    """Telephone, fax, e-mail and web site of an address, and what else stands beside them."""
    found = {match["kind"].lower(): match["value"] for match in _CONTACT.finditer(text)}
    return filled(**found, remark=_CONTACT.sub("", text))
