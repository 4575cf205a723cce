"""Options that belong together, taken by a command as one value.

They are written once, as the signature of a function that does nothing; `taking` gives them to a command, which gets
what was typed as one of its arguments.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

import msgspec

C = TypeVar("C", bound=Callable[..., None])


def taking(
    argument: str, kind: type[msgspec.Struct], options: Callable[..., None]
) -> Callable[[C], C]:
    """Give a command the options of a signature, collected.

    Args:
        argument: The argument of the command that gets them.
        kind: What they are collected in; has a field for each option.
        options: The signature.

    Returns:
        A decorator; several may stand above each other, the options of the uppermost come first.
    """

    taken = inspect.signature(options).parameters

    def given_to(command: C) -> C:
        def run(**given: Any) -> None:
            collected = kind(**{name: given.pop(name) for name in taken})
            command(**{argument: collected}, **given)

        run.__signature__ = _joined(options, command, argument)  # type: ignore[attr-defined]
        run.__annotations__ = {
            name: one.annotation for name, one in inspect.signature(run).parameters.items()
        } | {"return": None}
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        return run  # type: ignore[return-value]

    return given_to


def _joined(
    options: Callable[..., None], command: Callable[..., None], argument: str
) -> inspect.Signature:
    """The options, and what the command takes beside them."""
    shared = inspect.signature(options).parameters
    rest = [one for name, one in inspect.signature(command).parameters.items() if name != argument]
    hints = get_type_hints(options, include_extras=True) | _hints(command)
    return inspect.Signature(
        [
            one.replace(annotation=hints[one.name], kind=inspect.Parameter.KEYWORD_ONLY)
            for one in (*shared.values(), *rest)
        ]
    )


def _hints(command: Callable[..., None]) -> dict[str, Any]:
    return get_type_hints(command, include_extras=True)
