"""Why somebody is of interest, in FollowTheMoney's words: `sanction`, `crime.terror`, `crime.traffick.drug`.

No list prints topics. They follow from a designation and the programme it is under, by the table `topics.yaml`,
whose facts are those of the authorities' own definitions of their programmes.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib import resources

import yaml

SANCTION = "sanction"


@lru_cache(maxsize=4096)
def topics_of(source: str, programme: str | None) -> tuple[str, ...]:
    """The topics of somebody whom a source designates under a programme.

    Args:
        source: Id of the source: `ofac`.
        programme: As printed; None where it prints none.
    """
    further = (
        topic
        for topic, programmes in _table().get(source, {}).items()
        if any(fnmatchcase(programme or "", one) for one in programmes)
    )
    return (SANCTION, *further)


def joined(designations: Iterable[tuple[str, str | None]]) -> list[str]:
    """The topics of several designations, each given as source and programme."""
    return sorted(
        {topic for source, programme in designations for topic in topics_of(source, programme)}
    )


def label(topic: str) -> str:
    """How a topic is shown: the words of FollowTheMoney's own table."""
    return _LABELS.get(topic, topic)


_LABELS = {
    "sanction": "Sanctioned entity", "crime.terror": "Terrorism", "crime.traffick.drug": "Drug trafficking",
    "crime.cyber": "Cybercrime", "crime": "Crime",
}  # fmt: skip


def known_topics() -> frozenset[str]:
    """Every topic that an entity of the record can have."""
    return frozenset({SANCTION, *(topic for table in _table().values() for topic in table)})


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = (resources.files("sourcebook.record") / "topics.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return loaded
