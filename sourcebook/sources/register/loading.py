"""A register file read: YAML as it is written, then the types of `schema`, with advice where it does not fit.

YAML guesses: an unquoted 2020 is a number, an unquoted NO is false, and of two keys alike the second wins in silence.
Here a date stays what was written and a repeated key is an error.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import msgspec
import yaml

from sourcebook.errors import RegisterError
from sourcebook.sources.register.schema import RegisterFile


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose dates stay text: `2020-06-03` is what was written, quoted or not."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen and isinstance(key, yaml.ScalarNode):
                line = key.start_mark.line + 1
                raise yaml.YAMLError(f"the key {key.value!r} stands twice (line {line}); keep one.")
            seen.add(str(key.value))
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}

_ADVICE = (
    (re.compile(r"unknown field"), "The keys that stand there are listed in docs/register.md."),
    (re.compile(r"Expected `str.*got `(?:int|bool|float)`"), "Put it in quotes."),
    (re.compile(r"missing required field"), "Add it; docs/register.md says what it holds."),
    (re.compile(r"Invalid enum value"), "The words allowed there are listed in docs/register.md."),
    (re.compile(r"Invalid value '.*\$\.schema"), "Write Organization or Person."),
    (re.compile(r"length >= 1 - at.*(?:claims|reports)`"), "Give at least one, with its cite; else list a gap."),
    (re.compile(r"length >= 1"), "Write something or leave the key out."),
    (
        re.compile(r"\\d\{4\}"),
        "Write a date as '2020', '2020-06', '2020-06-03', '2015~' or '1978/1980'.",
    ),
    (re.compile(r"\[A-Z\]\{2\}"), "Write a country as two capitals: 'ML'; an authority too: 'UN'."),
    (re.compile(r"\[a-z\]\{3\}"), "Write a language as three letters of ISO 639-3: 'fra'."),
    (re.compile(r"\[a-z0-9-\]"), "Write an id in small letters, digits and hyphens: 'al-murabitun'."),
    (re.compile(r"\[a-z_\]\+:"), "Write an entry id: 'un:QDe.014'."),
    (re.compile(r"Expected `(?:int|float)"), "Write a whole number without quotes or separators."),
)  # fmt: skip


def load(content: bytes) -> RegisterFile:
    """Read a register file.

    Raises:
        RegisterError: It is not YAML, or not of the format; the message says where and what to write.
    """
    try:
        read = yaml.load(content, _Loader)
    except yaml.YAMLError as error:
        raise RegisterError(f"not YAML: {error}") from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        # A tag forced on a value it does not fit (`!!int x`), or brackets without end.
        raise RegisterError(
            f"not YAML that can be read: {error}.", "Write plain values."
        ) from error
    try:
        file: RegisterFile = msgspec.convert(read, RegisterFile)
    except (msgspec.ValidationError, RecursionError) as error:
        message = str(error)
        advice = next((text for pattern, text in _ADVICE if pattern.search(message)), "")
        raise RegisterError(f"{message}.", advice) from error
    return file
