"""The demo: a record, the AQIM profile, and where to look next.

From the register alone, or, where SOURCEBOOK_SHARED names the folder of publishers' files, from those too.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from sourcebook import settings

PARTS = ("un", "ofac", "eu", "uk", "ucdp/ucdp_actor*", "reference")


# The datasets of events that name most; an extract beside a larger one of the same years adds next to nothing.
EVENTS = ("ucdp/ucdp_ged211*", "ucdp/ucdp_nonstate*")


def publishers_files(shared: Path, parts: tuple[str, ...] = PARTS) -> list[Path]:
    """The files of the shared folder under some of its parts; its lists unless told otherwise."""
    found: list[Path] = []
    for part in parts:
        pattern = part if "*" in part else f"{part}/*"
        found += sorted(p for p in (shared / "data").glob(pattern) if p.is_file())
    return found


def sourcebook(*words: str) -> None:
    """Run a command as a user would."""
    print(
        f"\n$ sourcebook {' '.join(Path(w).name if '/' in w else w for w in words)[:110]}",
        flush=True,
    )
    done = subprocess.run([sys.executable, "-m", "sourcebook", *words], check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.returncode)


def main() -> None:
    """Build, write, and say what was done."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    page, started = folder / "aqim.html", time.monotonic()
    shared = settings.shared_folder()
    files = publishers_files(shared, PARTS + EVENTS) if shared else []
    if files:
        sourcebook("add", *map(str, files))
    sourcebook("build")
    sourcebook("profile", "AQIM", "-o", str(page))
    sourcebook("leaders", "AQIM")
    sourcebook("designations", "AQIM")
    basis = f"the register and {len(files)} publishers' files" if files else "the register alone"
    print(
        f"\nThe AQIM profile was written from {basis} in {time.monotonic() - started:.0f} s: open {page}"
    )
    if not files:
        print("With publishers' files it says more: SOURCEBOOK_SHARED=FOLDER make demo")
    print(
        "Next: sourcebook findings AQIM · sourcebook profile JNIM -o jnim.html · sourcebook screen Droukdel · "
        "sourcebook series AQIM · sourcebook check TEXT"
    )
    print(f"      (with SOURCEBOOK_HOME={settings.home()})")


if __name__ == "__main__":
    main()
