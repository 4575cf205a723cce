"""The fixed phrases of the figures, per language.

No sentence of a figure stands in code: they are data, one file per language, complete or refused. A
phrase has named slots; what fills a slot is never read as a phrase again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language.

    Attributes:
        language: Its BCP 47 code.
        texts: Phrase by key.
    """

    language: str
    texts: Mapping[str, str]

    def say(self, phrase: str, /, **slots: object) -> str:
        """A phrase with its slots filled.

        Raises:
            KeyError: The language has no such phrase, or a slot is missing.
        """
        return self.texts[phrase].format_map(slots)

    def each(self, phrases: str) -> tuple[str, ...]:
        """A phrase that is a list, such as the headings of a table."""
        return tuple(part.strip() for part in self.texts[phrases].split("|"))


@cache
def phrases(language: str = "en") -> Phrases:
    """The phrases of a language.

    Raises:
        LookupError: There is no file for the language.
    """
    source = files(__package__).joinpath("language", f"{language}.yaml")
    if not source.is_file():
        raise LookupError(f"figures have no phrases in {language!r}")
    return Phrases(language, yaml.safe_load(source.read_text("utf-8")))
