"""What linking found, as the record's tables: incidents with their numbers, and links with their reasons.

An incident's number is that of its lowest report, datasets whose rows may be shown first, so that it stays the same as
long as that report does. A reason is the answer to a question and its weight in bits.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sourcebook.incidents.aggregates import Covered
from sourcebook.incidents.called import FIRST
from sourcebook.incidents.candidates import Found
from sourcebook.incidents.likeness import QUESTIONS, WORDS
from sourcebook.incidents.nearby import Rows
from sourcebook.incidents.reports import Reports
from sourcebook.incidents.weighing import Weights

INCIDENT = pa.schema(
    [("incident", pa.string()), ("row_id", pa.string()), ("source", pa.string()), ("event", pa.string()),
     ("role", pa.string()), ("score", pa.float64())]
)  # fmt: skip
LINK = pa.schema(
    [("a", pa.string()), ("b", pa.string()), ("kind", pa.string()), ("score", pa.float64()),
     ("review", pa.bool_()), ("reasons", pa.list_(pa.string()))]
)  # fmt: skip


def incidents(
    reports: Reports,
    summed: npt.NDArray[np.bool_],
    group: Rows,
    found: Found,
    kept: npt.NDArray[np.int64],
) -> pa.Table:
    """Every report with the incident it belongs to."""
    score = np.ones(len(reports))
    for ends in (found.pairs.left, found.pairs.right):
        np.minimum.at(score, ends[kept], found.score[kept])
    lowest = _lowest(reports, group)
    names = _names(reports, lowest)
    columns = {
        "incident": names.take(pa.array(group)), "row_id": reports.row_id, "source": reports.source,
        "event": reports.event, "role": pa.array(np.where(summed, "aggregate", "member")), "score": score,
    }  # fmt: skip
    return pa.table(columns, schema=INCIDENT).sort_by(
        [("incident", "ascending"), ("row_id", "ascending")]
    )


def _lowest(reports: Reports, group: Rows) -> npt.NDArray[np.int64]:
    """The row of each group that gives it its number: of the first source, the lowest event."""
    rank = pc.index_in(reports.source, pa.array(FIRST)).fill_null(len(FIRST))
    table = pa.table(
        {
            "group": group, "rank": rank, "source": reports.source, "part": reports.part,
            "digits": pc.utf8_length(reports.event), "event": reports.event, "row_id": reports.row_id,
            "row": np.arange(len(reports)),
        }
    )  # fmt: skip
    keys = ("group", "rank", "source", "digits", "event", "part", "row_id")
    order = pc.sort_indices(table, [(key, "ascending") for key in keys]).to_numpy()
    _, first = np.unique(group[order], return_index=True)
    return np.asarray(order[first])


def _names(reports: Reports, lowest: npt.NDArray[np.int64]) -> pa.Array:
    """`source:event`, with the part where two incidents would have one name."""
    rows = pa.array(lowest)
    source, event = reports.source.take(rows), reports.event.take(rows)
    event = pc.coalesce(event, reports.row_id.take(rows))
    names = pc.binary_join_element_wise(source, event, ":")
    coded = names.dictionary_encode().indices.to_numpy()
    twice = np.bincount(coded)[coded] > 1
    dataset = pc.binary_join_element_wise(source, pc.coalesce(reports.part.take(rows), ""), "/")
    longer = pc.binary_join_element_wise(dataset, event, ":")
    return pc.if_else(pa.array(twice), longer, names)


def links(
    reports: Reports,
    found: Found,
    kept: npt.NDArray[np.int64],
    weights: Weights,
    cover: Covered | None,
) -> pa.Table:
    """What joins, what might have, and what sums up what."""
    open_ = np.setdiff1d(np.flatnonzero(found.score >= weights.open), kept)
    parts = [
        _same(reports, found.at(kept), "same", found.score[kept] < weights.sure),
        _same(reports, found.at(open_), "possible", np.ones(len(open_), np.bool_)),
    ]
    if cover is not None:
        parts.append(_covers(reports, cover))
    keys = ("kind", "a", "b")
    return pa.concat_tables(parts).sort_by([(key, "ascending") for key in keys])


def _same(reports: Reports, found: Found, kind: str, review: npt.NDArray[np.bool_]) -> pa.Table:
    many = len(found.score)
    a, b = (
        reports.row_id.take(pa.array(found.pairs.left)),
        reports.row_id.take(pa.array(found.pairs.right)),
    )
    first = pc.less(a, b)
    columns = {
        "a": pc.if_else(first, a, b), "b": pc.if_else(first, b, a), "kind": pa.array([kind] * many, pa.string()),
        "score": found.score, "review": review, "reasons": _reasons(found),
    }  # fmt: skip
    return pa.table(columns, schema=LINK)


def _reasons(found: Found) -> pa.Array:
    """The answers that weighed, each with its bits, as lists."""
    told = [
        _told(name, answer, weight)
        for name, answer, weight in zip(QUESTIONS, found.answers, found.bits, strict=True)
    ]
    said = np.stack([found.answers[n] != len(WORDS[name]) - 1 for n, name in enumerate(QUESTIONS)])
    offsets = np.concatenate(([0], np.cumsum(said.sum(axis=0)))).astype(np.int32)
    every = pa.concat_arrays(told)
    # Pair by pair: question n of pair m lies at n * pairs + m.
    question, pair = np.nonzero(said)
    order = np.lexsort((question, pair))
    taken = question[order] * found.answers.shape[1] + pair[order]
    return pa.ListArray.from_arrays(pa.array(offsets), every.take(pa.array(taken)))


def _told(name: str, answer: npt.NDArray[np.int8], weight: npt.NDArray[np.floating]) -> pa.Array:
    words = pa.array([f"{name}: {word}" for word in WORDS[name]]).take(pa.array(answer))
    tenths = np.round(weight.astype(np.float64), 1) + 0.0
    signs = pa.array(np.where(tenths < 0, "", "+").tolist(), pa.string())
    amount = pc.binary_join_element_wise(signs, pc.cast(pa.array(tenths), pa.string()), "")
    return pc.binary_join_element_wise(
        words, pc.binary_join_element_wise(" (", amount, ")", ""), ""
    )


def _covers(reports: Reports, cover: Covered) -> pa.Table:
    many = len(cover.score)
    columns = {
        "a": reports.row_id.take(pa.array(cover.aggregate)), "b": reports.row_id.take(pa.array(cover.member)),
        "kind": pa.array(["covers"] * many, pa.string()), "score": cover.score,
        "review": np.zeros(many, np.bool_), "reasons": pa.array([[]] * many, pa.list_(pa.string())),
    }  # fmt: skip
    return pa.table(columns, schema=LINK)
