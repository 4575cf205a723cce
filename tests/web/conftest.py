"""A really running `sourcebook serve`, on a record with three UN lists and a few register files."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.serving import Served, serving


@pytest.fixture(scope="session")
def served(family_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that only ask."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(family_home.parent / "register", folder / "register")
    home = Path(shutil.copytree(family_home, folder / "home", symlinks=True))
    with serving(home, folder / "log") as server:
        yield server


@pytest.fixture(scope="session")
def http(served: Served) -> Iterator[httpx.Client]:
    """A plain client."""
    with httpx.Client(base_url=served.url, timeout=30) as client:
        yield client


@pytest.fixture
def own(family_home: Path, tmp_path: Path) -> Path:
    """A home of one's own."""
    shutil.copytree(family_home.parent / "register", tmp_path / "register")
    return Path(shutil.copytree(family_home, tmp_path / "home", symlinks=True))


Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def match(http: httpx.Client) -> Ask:
    """Ask `/match/default` for one person or thing by name."""

    def ask(name: object, schema: str = "LegalEntity", **parameters: object) -> httpx.Response:
        query = {"schema": schema, "properties": {"name": name}}
        return http.post("/match/default", json={"queries": {"q": query}}, params=parameters)  # type: ignore[arg-type]

    return ask
