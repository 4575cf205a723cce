"""The last step of a run: what was gathered becomes the output, in one rename.

CSV and JSON lines are gathered as they will be; Parquet is made of what was gathered (`parquet`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sourcebook.screening.bulk.journal import HITS, Progress


def placed(progress: Progress, output: Path, form: str, columns: Sequence[str]) -> None:
    """Put a whole run in its place.

    Args:
        progress: Of the run.
        output: Where it goes.
        form: In which it was gathered.
        columns: Of a line.
    """
    if form != "parquet":
        progress.finish(output)
        return
    from sourcebook.screening.bulk import parquet  # noqa: PLC0415 - loaded where it is met

    made = progress.folder / "hits.parquet"
    if (progress.folder / HITS).exists():
        parquet.write_framed(progress.folder / HITS, made, columns)
    progress.finish(output, made)
