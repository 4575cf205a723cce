"""Columns on disk: arrays that are mapped into memory, not read, and texts as one blob with offsets.

A compiled index is a folder of such columns. The same rows give the same bytes, and opening it reads nothing but the
small files of meaning (`meta.json`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    import pyarrow as pa

Array = NDArray[Any]
# The day until which something stands that still does.
OPEN = int(np.iinfo(np.int32).max)


@dataclass(frozen=True, slots=True)
class Columns:
    """All that an index is made of.

    Attributes:
        arrays: By name.
        meanings: What the codes of coded columns mean.
    """

    arrays: Mapping[str, Array]
    meanings: Mapping[str, Sequence[str | None]]


class Texts:
    """Many texts: their UTF-8 bytes one after the other, and where each begins."""

    def __init__(self, blob: NDArray[np.uint8], starts: NDArray[np.int64]) -> None:
        self._blob = memoryview(np.ascontiguousarray(blob).data)
        self._starts = starts
        self.arrays: Mapping[str, Array] = {"blob": blob, "starts": starts}

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """The texts given, in their order; a lone surrogate is kept as it is."""
        blob, starts = bytearray(), array("q", [0])
        for text in texts:
            blob += text.encode("utf-8", "surrogatepass")
            starts.append(len(blob))
        return cls(np.frombuffer(bytes(blob), np.uint8), np.array(starts, np.int64))

    @classmethod
    def of_column(cls, column: pa.LargeStringArray) -> Texts:
        """The texts of a column without nulls, as they lie in memory."""
        _, offsets, blob = column.buffers()
        if blob is None:
            return cls(np.zeros(0, np.uint8), np.zeros(len(column) + 1, np.int64))
        starts = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
        return cls(np.frombuffer(blob, np.uint8)[starts[0] : starts[-1]], starts - starts[0])

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


class Repeated:
    """Texts of which many are the same: the distinct ones, and which of them each is."""

    def __init__(self, codes: NDArray[np.int32], distinct: Texts) -> None:
        self.codes, self.distinct = codes, distinct

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, place: int) -> str:
        return self.distinct[int(self.codes[place])]

    def __iter__(self) -> Iterator[str]:
        return (self.distinct[code] for code in self.codes.tolist())


def save(folder: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays as `NAME.npy`."""
    for name in sorted(arrays):
        np.save(folder / f"{name}.npy", np.ascontiguousarray(arrays[name]), allow_pickle=False)


def load(folder: Path, name: str) -> Array:
    """An array of the folder, mapped; what is written to it, were it ever, would stay in memory."""
    # The sparse product takes only arrays it could write to, so the pages are mapped copy-on-write.
    mapped = np.load(folder / f"{name}.npy", mmap_mode="c", allow_pickle=False)
    return np.asarray(mapped)


def spans(begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """All places from each begin to its end."""
    lengths = end - begin
    offsets = np.cumsum(lengths) - lengths
    return np.repeat(begin - offsets, lengths) + np.arange(int(lengths.sum()))


def sparse(name: str, matrix: csr_matrix) -> dict[str, Array]:
    """The arrays of a sparse matrix."""
    matrix.sort_indices()
    return {
        f"{name}_values": matrix.data.astype(np.float32, copy=False),
        f"{name}_columns": matrix.indices.astype(np.int32, copy=False),
        f"{name}_starts": matrix.indptr.astype(np.int32, copy=False),
        f"{name}_shape": np.array(matrix.shape, np.int64),
    }


def matrix_of(arrays: Mapping[str, Any], name: str) -> csr_matrix:
    """A sparse matrix of an index."""
    parts = (arrays[f"{name}_values"], arrays[f"{name}_columns"], arrays[f"{name}_starts"])
    shape = tuple(np.asarray(arrays[f"{name}_shape"]).tolist())
    made = csr_matrix(shape, dtype=np.float32)
    made.data, made.indices, made.indptr = parts
    return made
