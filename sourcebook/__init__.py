"""Sourcebook: cited, living profiles of armed groups from the public record."""

__version__ = "0.1.0"
