"""Names asked about beside the forms that may be theirs, and which of these pairs are worth scoring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sourcebook.screening.features import glance

MOST_SCORED, FORMS_OF_ONE = 14, 2

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names asked about and forms, measured.

    Attributes:
        query, form, bearing, entity: Places of each.
        features: A row for each pair.
    """

    query: Places
    form: Places
    bearing: Places
    entity: Places
    features: NDArray[np.float32]


def likeliest(pairs: Pairs, most: int) -> Pairs:
    """The pairs worth scoring: of each entity the two forms likest at a glance, and of these the likest few.

    Who bears a form is as likely as another who does: all of them stay, or none.
    """
    likeness = glance(pairs.features)
    order = np.lexsort((pairs.bearing, -likeness, pairs.entity, pairs.query))
    order = order[rank(pairs.query[order], pairs.entity[order]) < FORMS_OF_ONE]
    order = order[np.lexsort((pairs.bearing[order], -likeness[order], pairs.query[order]))]
    order = order[_form_rank(pairs.query[order], pairs.form[order]) < most]
    return Pairs(
        pairs.query[order], pairs.form[order], pairs.bearing[order], pairs.entity[order],
        pairs.features[order],
    )  # fmt: skip


def _form_rank(query: Places, form: Places) -> Places:
    """Which form of its query each is, by order; those who bear one form stand in one place."""
    fresh = np.ones(len(query), np.bool_)
    fresh[1:] = (query[1:] != query[:-1]) | (form[1:] != form[:-1])
    counted = np.cumsum(fresh)
    before = np.searchsorted(query, query)
    return np.asarray(counted - counted[before], np.int64)


def rank(*sorted_by: Places) -> Places:
    """Where each stands among those that are the same in all columns."""
    number = len(sorted_by[0])
    first = np.ones(number, np.bool_)
    if number:
        first[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in sorted_by])
    begin = np.flatnonzero(first)
    return np.arange(number) - np.repeat(begin, np.diff(np.append(begin, number)))
