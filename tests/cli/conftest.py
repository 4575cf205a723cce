"""Homes that commands may write to."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def copy(family_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with the small family in it."""
    shutil.copytree(family_home.parent / "register", tmp_path / "register")
    return Path(shutil.copytree(family_home, tmp_path / "home", symlinks=True))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A home that is not there yet, with an empty register."""
    (tmp_path / "register").mkdir()
    return tmp_path / "home"
