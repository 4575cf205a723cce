"""Regions: what texts call "the Sahel" or "North Africa", and the states they mean.

A region is a convention; `regions.yaml` says whose. Of some states only a part lies in it, so that a place known by
its state alone may or may not be in the region.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

PREFIX = "region:"


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region.

    Attributes:
        id: Its name here.
        names: How texts write it, by language.
        countries: The states it consists of.
        partly: States of which a part lies in it.
        of: The regions it consists of, in place of states.
    """

    id: str
    names: Mapping[str, tuple[str, ...]]
    countries: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@cache
def regions() -> Mapping[str, Region]:
    """The regions by id, those that consist of others with the states of these."""
    text = files(__package__).joinpath("regions.yaml").read_text("utf-8")
    listed = msgspec.convert(yaml.safe_load(text)["regions"], list[Region])
    plain = {region.id: region for region in listed}
    return {region.id: _whole(region, plain) for region in listed}


def _whole(region: Region, plain: Mapping[str, Region]) -> Region:
    if not region.of:
        return region
    states = sorted({state for part in region.of for state in plain[part].countries})
    return msgspec.structs.replace(region, countries=tuple(states))


def region(id_: str) -> Region | None:
    """The region of a mention's id (`region:sahel`); None where the id is of something else."""
    return regions().get(id_.removeprefix(PREFIX)) if id_.startswith(PREFIX) else None
