"""What the pages that are served may do: show themselves in their own style sheet, and nothing else."""

from __future__ import annotations

import base64
import hashlib

_POLICY = "default-src 'none'; style-src '{}'; img-src data:; form-action {}; frame-ancestors 'none'; base-uri 'none'"


def policy(page: str, form: bool = False) -> dict[str, str]:
    """The header that allows a page its style sheet, by its hash.

    Args:
        page: The whole page, with one style sheet in it.
        form: Whether it may send a form, here and nowhere else.
    """
    sheet = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return {
        "Content-Security-Policy": _POLICY.format(
            f"sha256-{digest}", "'self'" if form else "'none'"
        )
    }
