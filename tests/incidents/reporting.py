"""Reports made by hand, in the shape of the record's tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

REPORT = pa.schema(
    [("row_id", pa.string()), ("source", pa.string()), ("part", pa.string()), ("event", pa.string()),
     ("starts", pa.date32()), ("ends", pa.date32()), ("date_precision", pa.string()),
     ("place_precision", pa.string()), ("latitude", pa.float64()), ("longitude", pa.float64()),
     ("country", pa.string()), ("admin1", pa.string()), ("place", pa.string()), ("violence", pa.string()),
     ("tactic", pa.string()), ("targets", pa.list_(pa.string())), ("aggregate", pa.bool_()),
     ("deaths_low", pa.int32()), ("deaths_best", pa.int32()), ("deaths_high", pa.int32()),
     ("deaths_civilians", pa.int32()), ("hostages", pa.int32()), ("wounded", pa.int32()),
     ("known_from", pa.date32()), ("known_until", pa.date32())]
)  # fmt: skip
ACTOR = pa.schema(
    [("row_id", pa.string()), ("side", pa.string()), ("position", pa.int32()), ("name", pa.string()),
     ("dataset_id", pa.string()), ("entry", pa.string())]
)  # fmt: skip


def report(source: str, event: str, **given: Any) -> dict[str, Any]:
    """A report near Gao on 1 June 2012 by MUJAO with five dead, but for what is given."""
    row = {
        "row_id": f"{source}-{event}", "source": source, "part": "events", "event": event,
        "starts": date(2012, 6, 1), "date_precision": "day", "place_precision": "exact",
        "latitude": 16.27, "longitude": -0.04, "country": "ML", "violence": "state_based",
        "deaths_best": 5, "known_from": date(2020, 1, 1), "actors": ("Government of Mali", "MUJAO"),
    } | given  # fmt: skip
    row.setdefault("ends", row["starts"])
    return row


def tables(rows: Sequence[dict[str, Any]]) -> tuple[pa.Table, pa.Table]:
    """The tables of reports and of their actors; an actor is a name, or a name and an entry."""
    actors = []
    for row in rows:
        for n, actor in enumerate(row["actors"]):
            name, entry = actor if isinstance(actor, tuple) else (actor, None)
            actors.append(
                {
                    "row_id": row["row_id"],
                    "side": "ab"[n % 2],
                    "position": n // 2,
                    "name": name,
                    "entry": entry,
                }
            )
    plain = [{key: row.get(key) for key in REPORT.names} for row in rows]
    return pa.Table.from_pylist(plain, schema=REPORT), pa.Table.from_pylist(actors, schema=ACTOR)
