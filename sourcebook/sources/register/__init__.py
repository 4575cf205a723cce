"""The register: our own curated, cited YAML about groups and the persons who led them.

A source like any other: a manifest, a strict format (`schema`), a parser that turns each claim into a row with
its citation (`reading`), and a check across files for those who write it (`checking`). The format for people is
docs/register.md.
"""

from sourcebook.sources.register.checking import Problem, check
from sourcebook.sources.register.reading import SOURCE

__all__ = ["SOURCE", "Problem", "check"]
