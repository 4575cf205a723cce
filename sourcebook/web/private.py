"""Who may see home addresses and document numbers: whoever asks for them with a key."""

from __future__ import annotations

from fastapi import HTTPException, Request


def allow_private(request: Request, asked: bool) -> None:
    """Let a request for private values pass.

    Args:
        request: The request.
        asked: Whether it asks for them.

    Raises:
        HTTPException: It shows no key.
    """
    if asked and not request.scope["state"]["keyed"]:
        raise HTTPException(
            403, "Private values need a key; make one with: sourcebook serve --new-key NAME"
        )
