"""Keys by which callers show that they may ask.

A key is 256 random bits, shown once. The home keeps its SHA-256 alone: of a secret that long nothing can be guessed, so
a slow hash would add nothing but time to every request. A key is compared with all that are kept in a time that does
not depend on which it is.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import msgspec

from sourcebook.errors import RecordError, UsageError

FILE = "keys.jsonl"
PREFIX = "sb_"


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is kept.

    Attributes:
        id: By which it is named: the first eight hexadecimal digits of its hash.
        name: Whose it is.
        hash: SHA-256 of the key.
        made: When.
    """

    id: str
    name: str
    hash: str
    made: str


class KeyLine(msgspec.Struct, frozen=True):
    """A key as it is shown: its hash is nobody's business."""

    id: str
    name: str
    made: str


class Keys:
    """The keys of a home."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._seen: tuple[int, int] | None = None
        self._kept: tuple[Key, ...] = ()

    def kept(self) -> tuple[Key, ...]:
        """All keys, read again when the file has changed.

        Raises:
            RecordError: The file is damaged; nobody is let in by mistake.
        """
        try:
            at = self._path.stat()
        except FileNotFoundError:
            self._seen, self._kept = None, ()
            return ()
        seen = at.st_mtime_ns, at.st_size
        if seen != self._seen:
            self._kept, self._seen = self._read(), seen
        return self._kept

    def _read(self) -> tuple[Key, ...]:
        try:
            return tuple(
                msgspec.json.decode(line, type=Key)
                for line in self._path.read_bytes().splitlines()
                if line
            )
        except msgspec.DecodeError as error:
            raise RecordError(
                f"{self._path.name} is damaged: {error}.",
                "Remove it and make new keys: sourcebook serve --new-key",
            ) from error

    def make(self, name: str, at: str) -> tuple[str, Key]:
        """Make a key for somebody.

        Args:
            name: Whose it is.
            at: When, as an ISO moment.

        Returns:
            The secret, which is kept nowhere, and the key as it is kept.
        """
        secret = PREFIX + secrets.token_urlsafe(32)
        digest = _digest(secret)
        key = Key(id=digest[:8], name=name, hash=digest, made=at)
        self._write((*self.kept(), key))
        return secret, key

    def withdraw(self, which: str) -> Key:
        """Withdraw a key.

        Args:
            which: Its id, or its name where one key alone has it.

        Raises:
            UsageError: There is no such key, or several.
        """
        found = [key for key in self.kept() if which in (key.id, key.name)]
        if len(found) != 1:
            raise UsageError(
                f"{len(found) or 'no'} keys are called {which!r}.",
                "`sourcebook serve --keys` lists them with their ids.",
            )
        self._write(tuple(key for key in self.kept() if key is not found[0]))
        return found[0]

    def _write(self, keys: tuple[Key, ...]) -> None:
        """Beside it and in its place in one rename, readable to the owner alone."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"".join(msgspec.json.encode(key) + b"\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        self._seen = None

    def admits(self, secret: str | None) -> bool:
        """Whether somebody who shows this may ask."""
        digest = _digest(secret or "")
        met = [hmac.compare_digest(digest, key.hash) for key in self.kept()]
        return any(met)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
