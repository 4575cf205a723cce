"""The weights of `sourcebook/incidents/weights.yaml`, estimated on copies of real events disturbed in several ways."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.incident_truth import Disturbance, Events, is_true, make

# What the weights are estimated from: several ways, so that they are those of none of them.
LEARNT = (
    Disturbance("", crowd=1 / 8, single=0.3, respelt=0.3, unnamed=0.1),
    Disturbance("", crowd=1 / 8, km=6, days=1, respelt=0.3, unnamed=0.1),
    Disturbance("", crowd=1 / 8, km=25, days=4, recoded=0.3, respelt=0.1),
    Disturbance("", crowd=1 / 8, moved=0.4, redated=0.4, recoded=0.1),
    Disturbance("", crowd=1 / 2, moved=0.6, redated=0.6, recounted=1.0, spread=0.4, single=0.4),
    Disturbance("", crowd=1 / 32, recoded=0.25, single=0.5, respelt=0.8, unnamed=0.3),
)


def estimate(events: Events) -> dict[str, dict[str, tuple[float, float]]]:
    """How often reports of one incident agree, and how often different ones near each other do.

    The disturbances are mixed, so that the weights are those of no one of them.
    """
    from sourcebook.incidents import likeness, nearby, reports, weighing

    window = weighing.weights().near()
    same = {name: np.zeros(len(words)) for name, words in likeness.WORDS.items()}
    near = {name: np.zeros(len(words)) for name, words in likeness.WORDS.items()}
    for seed, how in enumerate(LEARNT, start=100):
        made = make(events, 25_000, how, seed)
        held = reports.read(made.reports, made.actors)
        kin = likeness.kinship(held)
        ids = held.row_id.to_numpy(zero_copy_only=False)
        for pairs in nearby.pairs(held, np.arange(len(held), dtype=np.int32), window):
            found = likeness.answers(held, pairs, kin)
            one = is_true(made, ids[pairs.left], ids[pairs.right])
            for n, name in enumerate(likeness.QUESTIONS):
                many = len(likeness.WORDS[name])
                same[name] += np.bincount(found[n][one], minlength=many)
                near[name] += np.bincount(found[n][~one], minlength=many)
    return {name: _shares(name, same[name], near[name]) for name in same}


def _shares(
    name: str, same: npt.NDArray[np.float64], near: npt.NDArray[np.float64]
) -> dict[str, tuple[float, float]]:
    """Shares among the pairs that answer the question at all, smoothed by one pair in a thousand."""
    from sourcebook.incidents.likeness import WORDS

    words = WORDS[name]
    answered = [n for n, word in enumerate(words) if word != "unknown" and same[n] + near[n] > 0]
    return {
        words[n]: (
            float((same[n] / same[answered].sum() + 0.001) / (1 + 0.001 * len(answered))),
            float((near[n] / near[answered].sum() + 0.001) / (1 + 0.001 * len(answered))),
        )
        for n in answered
    }


def write(found: dict[str, dict[str, tuple[float, float]]]) -> None:
    """Put estimated weights into the shipped file, below what was set by hand."""
    path = Path(__file__).parent.parent / "sourcebook/incidents/weights.yaml"
    head = path.read_text("utf-8").split("\ngroups:")[0]
    lines = ["groups:"]
    for name, words in found.items():
        if words and name not in ("tactic", "target", "place"):
            lines.append(f"  {name}:")
            lines += [f"    {word}: {{m: {m:.4f}, u: {u:.4f}}}" for word, (m, u) in words.items()]
    path.write_text(head + "\n" + "\n".join(lines) + "\n", "utf-8")
