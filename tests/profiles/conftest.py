"""The small group's page, composed once."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sourcebook.profiles.compose import compose
from sourcebook.profiles.model import Profile


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "small_group", Path(__file__).with_name("small.py")
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["small_group"] = module
    spec.loader.exec_module(module)
    return module


SMALL = _load()


@pytest.fixture(scope="session")
def small() -> ModuleType:
    return SMALL


@pytest.fixture(scope="session")
def page() -> Profile:
    return compose(SMALL.aqim())
