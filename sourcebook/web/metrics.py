"""What the service did, in the text format of Prometheus: counts by route, never by what was asked.

Format: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counters of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._screened: Counter[str] = Counter()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            method: The verb.
            route: As the application declares it, not as the caller typed it.
            status: Of the answer.
            seconds: How long it took.
        """
        with self._lock:
            self._requests[method, route, status] += 1
            self._seconds[route] += seconds
            for bound in BOUNDS:
                if seconds <= bound:
                    self._within[route, bound] += 1

    def screened(self, queries: int, hits: int) -> None:
        """Count queries screened, and their hits."""
        with self._lock:
            self._screened["queries"] += queries
            self._screened["hits"] += hits

    def text(self, about: dict[str, str], up: Iterable[tuple[str, float]]) -> str:
        """All of it.

        Args:
            about: What is served: build id, versions.
            up: Further gauges by name.
        """
        with self._lock:
            return "\n".join(
                [*self._lines(about), *(f"sourcebook_{name} {value:g}" for name, value in up), ""]
            )

    def _lines(self, about: dict[str, str]) -> Iterator[str]:
        yield "# HELP sourcebook_info What is served."
        yield "# TYPE sourcebook_info gauge"
        yield f"sourcebook_info{_labels(about)} 1"
        yield "# HELP sourcebook_requests_total Requests answered."
        yield "# TYPE sourcebook_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            labels = _labels({"method": method, "route": route, "status": str(status)})
            yield f"sourcebook_requests_total{labels} {count}"
        yield "# HELP sourcebook_request_seconds Time to answer."
        yield "# TYPE sourcebook_request_seconds histogram"
        yield from self._histogram()
        for what, count in sorted(self._screened.items()):
            yield f"# HELP sourcebook_screened_{what}_total {what.capitalize()} of screening."
            yield f"# TYPE sourcebook_screened_{what}_total counter"
            yield f"sourcebook_screened_{what}_total {count}"

    def _histogram(self) -> Iterator[str]:
        totals: Counter[str] = Counter()
        for (_, route, _), count in self._requests.items():
            totals[route] += count
        for route, total in sorted(totals.items()):
            for bound in BOUNDS:
                yield (
                    f"sourcebook_request_seconds_bucket{_labels({'route': route, 'le': f'{bound:g}'})} "
                    f"{self._within[route, bound]}"
                )
            yield f"sourcebook_request_seconds_bucket{_labels({'route': route, 'le': '+Inf'})} {total}"
            yield f"sourcebook_request_seconds_sum{_labels({'route': route})} {self._seconds[route]:.6f}"
            yield f"sourcebook_request_seconds_count{_labels({'route': route})} {total}"


def _labels(values: dict[str, str]) -> str:
    inner = ",".join(f'{name}="{_escaped(value)}"' for name, value in values.items())
    return f"{{{inner}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
