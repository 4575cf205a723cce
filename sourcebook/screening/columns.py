"""Columns on disk: arrays that are mapped into memory, not read, and texts as one blob with offsets.

A compiled index is a folder of such columns. The same rows give the same bytes, and opening it reads nothing but the
small files of meaning (`meta.json`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Texts:
    """Many texts: their UTF-8 bytes one after the other, and where each begins."""

    def __init__(self, blob: NDArray[np.uint8], starts: NDArray[np.int64]) -> None:
        self._blob = memoryview(np.ascontiguousarray(blob).data)
        self._starts = starts
        self.arrays: Mapping[str, Array] = {"blob": blob, "starts": starts}

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """The texts given, in their order; a lone surrogate is kept as it is."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        starts = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(text) for text in encoded], out=starts[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> str:
        start, end = int(self._starts[place]), int(self._starts[place + 1])
        return bytes(self._blob[start:end]).decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (self[place] for place in range(len(self)))

    def bytes_at(self, places: Array) -> list[bytes]:
        """The encoded texts at some places: what rapidfuzz compares without decoding."""
        begin, end = self._starts[places].tolist(), self._starts[places + 1].tolist()
        blob = self._blob
        return [bytes(blob[a:b]) for a, b in zip(begin, end, strict=True)]


def save(folder: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays as `NAME.npy`."""
    for name in sorted(arrays):
        np.save(folder / f"{name}.npy", np.ascontiguousarray(arrays[name]), allow_pickle=False)


def load(folder: Path, name: str) -> Array:
    """An array of the folder, mapped; what is written to it, were it ever, would stay in memory."""
    # The sparse product takes only arrays it could write to, so the pages are mapped copy-on-write.
    mapped = np.load(folder / f"{name}.npy", mmap_mode="c", allow_pickle=False)
    return np.asarray(mapped)


def coded(values: Sequence[str | None]) -> tuple[NDArray[np.int16], list[str | None]]:
    """A column of few different values: their codes, and the values in order."""
    distinct = sorted({v for v in values if v is not None})
    meanings: list[str | None] = [None, *distinct]
    places = {value: code for code, value in enumerate(meanings)}
    return np.array([places[v] for v in values], np.int16), meanings
