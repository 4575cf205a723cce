"""Serving: the record of a home, on an address, until it is told to stop."""

from __future__ import annotations

import ipaddress
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import uvicorn

from sourcebook.errors import SourcebookError, UsageError
from sourcebook.identity.journal import Journal
from sourcebook.identity.overlay import lay_over
from sourcebook.incidents import overlay
from sourcebook.record.store import Record
from sourcebook.screening.screener import Screener
from sourcebook.web.app import create_app
from sourcebook.web.keys import Keys
from sourcebook.web.live import JOURNAL, Live, Screens
from sourcebook.web.service import Limits, Service

DEFAULTS = Limits()
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen.

    Attributes:
        host: Name or address.
        port: 0: any that is free.
    """

    host: str = "127.0.0.1"
    port: int = 8020

    @property
    def local(self) -> bool:
        """Whether nobody but this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def service_of(home: Path, address: Address, threads: int, limits: Limits = DEFAULTS) -> Service:
    """The service of a home.

    Args:
        home: Where builds, journal and keys are.
        address: Where it will listen.
        threads: How many work on the record.
        limits: For each caller.

    Raises:
        UsageError: Others than this machine could ask, and there is no key.
    """
    keys = Keys(home)
    if not address.local and not keys.kept():
        raise UsageError(
            f"{address.host} can be reached from other machines, and no key guards it.",
            "Make one first: sourcebook serve --new-key NAME",
        )
    live = Live(home, _open_record, partial(_open_screener, home))
    return Service(
        live, keys, limits, threads, LOOPBACK | {address.host} if address.local else None
    )


def _open_record(home: Path) -> Record:
    record = Record.open(home)
    if (home / JOURNAL).exists():
        lay_over(record, Journal(home))
        overlay.lay_over(record, Journal(home))
    return record


def _open_screener(home: Path, record: Record) -> Screens:
    return Screener.open(record, home)


def serve(service: Service, address: Address, told: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        service: What to serve.
        address: Where to listen.
        told: Told the URL, once it listens.

    Raises:
        SourcebookError: The address cannot be listened on.
    """
    listening = _listen(address)
    host, port = listening.getsockname()[:2]
    told(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
    logging.getLogger("sourcebook.web").setLevel(logging.WARNING)
    config = uvicorn.Config(
        create_app(service), access_log=False, log_level="warning", server_header=False, date_header=True,
        proxy_headers=False, timeout_keep_alive=15, timeout_graceful_shutdown=10, lifespan="on", ws="none",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _listen(address: Address) -> socket.socket:
    """A socket that listens from now on: whoever is told of it can connect at once."""
    try:
        family = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0][0]
        # Named, because asyncio sends small answers without delay on a TCP socket that says it is one.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address.host, address.port))
        listening.listen(512)
    except (OSError, OverflowError) as error:
        raise SourcebookError(
            f"cannot listen on {address.host}:{address.port}: {error}.",
            "Choose another with --host and --port.",
        ) from error
    return listening
