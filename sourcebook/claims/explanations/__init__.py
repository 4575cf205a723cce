"""What is told the writer of each claim: one sentence per case, as data per language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def _sentences(code: str) -> dict[str, str]:
    text = files(__package__).joinpath(f"{code}.yaml").read_text("utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return loaded


def explain(case: str, /, **slots: object) -> str:
    """The sentence of a case with its slots filled, in English.

    Raises:
        KeyError: The language has no such sentence, or a slot is missing.
    """
    return _sentences("en")[case].format_map(slots)
