"""The mappings of UCDP's tables, which stand beside this module."""

from __future__ import annotations

from importlib import resources

from sourcebook.sources.tabular.mapping import Mapping, read


def mapping(name: str) -> Mapping:
    """A mapping by its file's name."""
    return read((resources.files(__package__) / name).read_text("utf-8"), name)
