"""Names in their own script meet their Latin spelling: every person of the UN list that prints both."""

from collections.abc import Callable

from lxml import etree

from sourcebook.names import block_keys, compare

_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def pairs(raw: bytes) -> list[tuple[str, str]]:
    found = []
    for person in etree.fromstring(raw).iter("INDIVIDUAL"):
        printed = " ".join(t for part in _PARTS if (t := person.findtext(part)))
        original = " ".join((person.findtext("NAME_ORIGINAL_SCRIPT") or "").split())
        if original:
            found.append((printed, original))
    return found


def test_persons_in_two_scripts_meet(shared_bytes: Callable[[str], bytes]) -> None:
    both = pairs(shared_bytes("un/un_consolidated_2026-02-27.xml.xz"))
    assert len(both) > 300
    alike = [compare(one, other).score >= 0.75 for one, other in both]
    blocked = [
        bool({*block_keys(one, "Person")} & {*block_keys(other, "Person")}) for one, other in both
    ]
    assert sum(alike) / len(both) >= 0.9
    assert sum(blocked) / len(both) >= 0.9


def test_persons_of_two_scripts_who_are_not_one_stay_apart(
    shared_bytes: Callable[[str], bytes],
) -> None:
    both = pairs(shared_bytes("un/un_consolidated_2026-02-27.xml.xz"))
    shifted = zip(both, both[7:] + both[:7], strict=True)
    alike = [compare(one, other).score >= 0.75 for (one, _), (_, other) in shifted]
    assert sum(alike) / len(both) <= 0.01
