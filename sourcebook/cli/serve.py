"""The command that answers over HTTP, and the keys of those who may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sourcebook.cli.app import AsJson, app
from sourcebook.cli.printing import print_json, print_table, say, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.web.keys import Key, Keys


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; another than this machine's own needs a key.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any that is free.")] = 8020,
    threads: Annotated[
        int | None,
        typer.Option(min=1, help="Threads that work on the record [default: one for each core]."),
    ] = None,
    new_key: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Make a key for somebody, print it once, and stop."),
    ] = None,
    withdraw_key: Annotated[
        str | None, typer.Option(metavar="KEY", help="Withdraw a key by its id or name, and stop.")
    ] = None,
    list_keys: Annotated[bool, typer.Option("--keys", help="List the keys, and stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Answer over HTTP: screening, search and entities, as yente's clients ask for them."""
    from sourcebook import settings
    from sourcebook.web.keys import Keys

    keys = Keys(settings.home())
    if new_key is not None:
        _make(keys, new_key, as_json)
    elif withdraw_key is not None:
        _withdraw(keys, withdraw_key, as_json)
    elif list_keys:
        _list(keys, as_json)
    else:
        _serve(host, port, threads, as_json)


def _make(keys: Keys, name: str, as_json: bool) -> None:
    from datetime import UTC, datetime

    secret, key = keys.make(name, datetime.now(UTC).isoformat(timespec="seconds"))
    if as_json:
        _print("new key", [key], secret)
        return
    say(secret)
    warn(f"Key {key.id} for {key.name}: shown this once. From now on every request needs a key.")


def _withdraw(keys: Keys, which: str, as_json: bool) -> None:
    key = keys.withdraw(which)
    if as_json:
        _print("withdraw key", [key])
        return
    say(f"Key {key.id} for {key.name} opens nothing any more.")


def _list(keys: Keys, as_json: bool) -> None:
    kept = keys.kept()
    if as_json:
        _print("keys", kept)
        return
    print_table(("id", "name", "made"), [(key.id, key.name, key.made) for key in kept])
    if not kept:
        say("No key: whoever is on this machine may ask.")


def _print(
    asked: str, keys: Sequence[Key], secret: str | None = None, url: str | None = None
) -> None:
    """The object of `--json`."""
    from sourcebook.web.keys import KeyLine

    shown = [KeyLine(key.id, key.name, key.made) for key in keys]
    print_json({"asked": asked}, shown, key=secret, url=url)


def _serve(host: str, port: int, threads: int | None, as_json: bool) -> None:
    import os
    import sys

    from sourcebook import settings
    from sourcebook.web.server import Address, serve, service_of

    def told(url: str) -> None:
        if as_json:
            _print("serve", [], url=url)
        else:
            say(f"Answering on {url} until interrupted; what can be asked is described there.")
        sys.stdout.flush()

    address = Address(host, port)
    serve(service_of(settings.home(), address, threads or os.cpu_count() or 1), address, told)
