"""Where datasets agree on an incident and where they do not: their figures of the dead, side by side.

Two datasets agree where the ranges they give meet; one that gives a best figure alone gives a range of one number. What
several publications of one dataset say of an event is joined first, as everywhere (`activity.figures_by_dataset`).
"""

from __future__ import annotations

import msgspec

from sourcebook.trends.activity import Activity, ask, figures_by_dataset


class Given(msgspec.Struct, frozen=True):
    """What one dataset gives for an incident."""

    dataset: str
    low: int
    best: int
    high: int


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """An incident of which two datasets give numbers that cannot both be so.

    Attributes:
        incident: Its id.
        given: What each dataset gives.
        restricted: Reports among its own whose source lets no rows out.
    """

    incident: str
    given: tuple[Given, ...]
    restricted: int | None

    def blanked(self) -> Apart:
        """The incident without its figures."""
        return Apart(incident=self.incident, given=(), restricted=None)


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far the datasets in scope agree.

    Attributes:
        of: Incidents that more than one of them gives a figure for.
        apart: Those on which two cannot both be right, the widest apart first.
    """

    of: int
    apart: tuple[Apart, ...]


def agreement(held: Activity) -> Agreement:
    """How far the datasets in scope agree on the dead of the incidents that several report.

    Args:
        held: The reports in scope.
    """
    rows = ask(
        held,
        f"""with per as ({figures_by_dataset("{reports}")}),
        given as (
            select incident, dataset, coalesce(low, best) as low, best, coalesce(high, best) as high, restricted
            from per where best is not null
        )
        select incident, sum(restricted)::integer as restricted, max(low) - min(high) as gap,
            list(struct_pack(dataset, low, best, high) order by dataset) as given
        from given group by incident having count(*) > 1 order by gap desc, incident""",
    )
    apart = tuple(
        Apart(
            incident=row["incident"], given=tuple(Given(**one) for one in row["given"]), restricted=row["restricted"],
        )
        for row in rows if row["gap"] > 0
    )  # fmt: skip
    return Agreement(of=len(rows), apart=apart)
