"""Composing the page: one module a section, from typed facts to blocks of the model."""

from sourcebook.profiles.compose.page import compose

__all__ = ["compose"]
