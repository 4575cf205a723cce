"""One entry of the EU list, whichever of its three formats it was read from.

An entry is a subject (a person or an enterprise) that regulations put on the list, and parts (names, births,
addresses, papers, citizenships), each with the regulation that published it. The formats differ in spelling and not
in this; each reader fills a `Subject`, and `rows` says what it means.
"""

from __future__ import annotations

from typing import Literal

import msgspec

PartKind = Literal["name", "birth", "address", "paper", "citizenship"]


class Regulation(msgspec.Struct, frozen=True, kw_only=True):
    """A legal act in the Official Journal.

    Attributes:
        title: Number and issue: `881/2002 (OJ L139)`.
        day: ISO day the format gives with it: of publication, in the 2016 format of the act itself.
        programme: Tag of the sanctions programme.
        kind: `amendment`, `regulation`, as printed, where the format says.
        in_force: ISO day of entry into force.
    """

    title: str
    day: str | None = None
    programme: str | None = None
    kind: str | None = None
    in_force: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One name, birth, address, paper or citizenship.

    Attributes:
        kind: Which.
        key: The publisher's id of the part.
        regulation: The act that published it.
        fields: What it says, under the names `rows` asks for; empty ones left out.
    """

    kind: PartKind
    key: str
    regulation: Regulation | None
    fields: dict[str, str]


class Subject(msgspec.Struct, kw_only=True):
    """A person or an enterprise on the list.

    Attributes:
        key: The logical id, which is the same in all formats.
        person: Whether it is a natural person.
        eu_reference: `EU.459.37`; the 2016 format has none.
        un_reference: As printed.
        designated_on, delisted_on: ISO days, where the format has them.
        remarks: Prose about the subject.
        regulations: The acts that list it, with their programmes.
        parts: In document order.
        lost: (locator, printed) of what lost characters in the publisher's file.
    """

    key: str
    person: bool
    eu_reference: str | None = None
    un_reference: str | None = None
    designated_on: str | None = None
    delisted_on: str | None = None
    remarks: list[str] = msgspec.field(default_factory=list)
    regulations: list[Regulation] = msgspec.field(default_factory=list)
    parts: list[Part] = msgspec.field(default_factory=list)
    lost: list[tuple[str, str]] = msgspec.field(default_factory=list)


def filled(**fields: str | None) -> dict[str, str]:
    """The fields that say something, white space folded."""
    folded = {name: " ".join((value or "").split()) for name, value in fields.items()}
    return {name: value for name, value in folded.items() if value}
