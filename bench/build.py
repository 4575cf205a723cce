"""How long the whole record takes, and how much memory: add, build, re-add, ask.

    python bench/build.py [FOLDER]     the shared folder; default $SOURCEBOOK_SHARED, else ../shared
    python bench/build.py --ftm 1000000

Each step runs as a user would run it, as a process of its own; peak memory is that of the process.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def run(home: Path, *words: str, quiet: bool = True) -> float:
    """Run a command; returns seconds."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "sourcebook", *words], env={**os.environ, "SOURCEBOOK_HOME": str(home)},
        stdout=subprocess.DEVNULL if quiet else None, check=False,
    )  # fmt: skip
    took = time.perf_counter() - began
    if done.returncode not in (0, 1):
        sys.exit(f"sourcebook {words[0]} ended with {done.returncode}")
    return took


def peak() -> float:
    """Peak memory of the largest process run so far, in GB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def lists(home: Path, shared: Path) -> None:
    """The lists of the shared folder."""
    from scripts.demo import publishers_files

    files = [str(path) for path in publishers_files(shared)]
    added = run(home, "add", *files)
    built = run(home, "build")
    print(
        f"add {len(files)} files {added:.1f} s, build {built:.1f} s, sum {added + built:.1f} s, "
        f"peak {peak():.2f} GB"
    )
    again = run(home, "add", *files)
    print(f"add them again {again:6.2f} s   build again {run(home, 'build'):6.2f} s")
    ask(home)


def ask(home: Path) -> None:
    """What a reader waits for, warm."""
    for words in (
        ("--help",),
        ("profile", "AQIM", "--format", "json"),
        ("profile", "AQIM"),
        ("names", "AQIM"),
    ):
        best = min(run(home, *words) for _ in range(5))
        print(f"sourcebook {' '.join(words):32} {best:6.2f} s (best of 5)")


def stream(home: Path, count: int) -> None:
    """A synthetic FollowTheMoney stream."""
    path = home / "entities.ftm.json"
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, str(Path(__file__).parent / "ftm_stream.py"), str(count), str(path)],
        check=True,
    )
    added = run(home, "add", "--published", "2026-01-01", str(path))
    built = run(home, "build")
    print(f"{count:,} entities: add {added:.0f} s   build {built:.0f} s   peak {peak():.2f} GB")
    run(home, "status", quiet=False)
    ask(home)


def main() -> None:
    """Run the part asked for."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if "--ftm" in sys.argv:
            stream(home, int(sys.argv[sys.argv.index("--ftm") + 1]))
            return
        named = (
            sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SOURCEBOOK_SHARED", "../shared")
        )
        lists(home, Path(named).resolve())


if __name__ == "__main__":
    main()
