"""Take the screenshot of the README: the top of the demo's page, in Chromium, at 1,280 pixels.

python scripts/screenshot.py demo/aqim.html docs/profile.png
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Open the page and keep what is seen."""
    page, target = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    chromium = shutil.which("chromium") or sys.exit("Chromium is needed for the screenshot")
    with tempfile.TemporaryDirectory() as folder:
        flags = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--hide-scrollbars",
        )
        size = ("--window-size=1280,1320", f"--user-data-dir={folder}", f"--screenshot={target}")
        subprocess.run([chromium, *flags, *size, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
