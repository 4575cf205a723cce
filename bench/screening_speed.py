"""How many names a second the index answers, beside a peer in the same run.

    python bench/screening_speed.py [--set ofac_person] [--peer-python PYTHON --peer peers:LogicV2] [--sample 300]

Both run the hold-out benchmark of the shared data, each as a process of its own and in turn, so that a busy machine is
busy for both. The peer is optional and no dependency: an interpreter that has nomenklatura, anyascii, rapidfuzz and
sparse-dot-topn (PyICU, which nomenklatura needs, is built with Debian's libicu-dev, pkg-config and g++). Without one
the peer is rapidfuzz in a loop, with this interpreter. A slow peer is asked a sample.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = "bench.screening_matcher:SourcebookMatcher"
LOOP = "baselines:TokenSort"


def measured(python: str, folder: Path, name: str, matcher: str, *more: str) -> dict[str, Any]:
    """One run of the benchmark.

    Args:
        python: The interpreter.
        folder: Of the benchmark.
        name: Of the set.
        matcher: Module and class.
        more: Further options.
    """
    with tempfile.TemporaryDirectory() as made:
        out = Path(made) / "results.jsonl"
        subprocess.run(
            [
                python, str(folder / "screening_bench.py"), "--set", str(folder / "sets" / f"{name}.json.xz"),
                "--matcher", matcher, "--out", str(out), *more,
            ],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        found: dict[str, Any] = json.loads(out.read_text())
    return found


def main() -> None:
    """Measure both, turn by turn."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("--set", default="ofac_person")
    asked.add_argument("--peer-python", default=sys.executable)
    asked.add_argument("--peer", default=LOOP)
    asked.add_argument("--sample", type=int, default=150)
    asked.add_argument("--turns", type=int, default=3)
    given = asked.parse_args()
    folder = Path(os.environ.get("SOURCEBOOK_SHARED") or ROOT.parent / "shared") / "bench/screening"
    sample = ("--pos", str(given.sample), "--neg", str(given.sample))
    ours, theirs = [], []
    for _ in range(given.turns):
        ours.append(measured(sys.executable, folder, given.set, OURS))
        theirs.append(measured(given.peer_python, folder, given.set, given.peer, *sample))
    for name, runs in (("sourcebook", ours), (theirs[0]["matcher"], theirs)):
        rates = ", ".join(f"{run['qps_all']:,.0f}" for run in runs)
        print(f"{given.set} {name}: {rates} names/s; at most {max(r['rss_mb'] for r in runs)} MB")
    each = [mine["qps_all"] / peer["qps_all"] for mine, peer in zip(ours, theirs, strict=True)]
    print(f"times as many: {', '.join(f'{one:.0f}' for one in each)}; median {median(each):.0f}")


if __name__ == "__main__":
    main()
