"""The one exception tree.

An error is written for the reader: what failed, in which source and record, and what to do next.
Each class carries the exit code of the command line (0 fine, 1 findings, 2 usage, 3 data or source,
4 interrupted).
"""

from __future__ import annotations


class SourcebookError(Exception):
    """Anything Sourcebook refuses to do, with a remedy.

    Attributes:
        remedy: What the reader can do about it, or an empty string.
    """

    exit_code = 3

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message} {self.remedy}".strip()


class UsageError(SourcebookError):
    """The question was not well put: an unknown name, an impossible date, a missing option."""

    exit_code = 2


class SourceError(SourcebookError):
    """A publisher's file could not be read as what it claims to be."""


class UnknownFormatError(SourceError):
    """No source recognises the file."""


class RefusedFileError(SourceError):
    """The file was understood and refused: it shrank, has no date, or is unsafe to read."""


class RecordError(SourcebookError):
    """There is no record, or the record on disk is not what its manifest says."""


class RegisterError(SourceError):
    """A register file says something the format does not allow."""


class Interrupted(SourcebookError):
    """The user stopped the work; the last good state stands."""

    exit_code = 4
