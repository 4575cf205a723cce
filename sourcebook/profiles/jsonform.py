"""The page as JSON, and the schema of that form.

The form is `model.Profile` as it stands: blocks carry their kind in `type`. Text is plain and unescaped, as in
any JSON; control characters are gone from it already.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sourcebook.profiles.model import Profile


def render_json(profile: Profile) -> bytes:
    """The page as one JSON object."""
    return msgspec.json.encode(profile, order="deterministic")


def read_json(text: bytes) -> Profile:
    """A page back from its JSON form.

    Raises:
        msgspec.ValidationError: It is not of the form.
    """
    return msgspec.json.decode(text, type=Profile)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the form, as docs/profile.schema.json keeps it."""
    return msgspec.json.schema(Profile)
