"""Linking by names reaches its goal on the truth that the UK's list prints of the UN's."""

from pathlib import Path

from bench.link_uk_un import MISPRINTED, PRECISION, RECALL, measure


def test_links_between_the_uk_and_the_un(shared: Path, tmp_path: Path) -> None:
    found = measure(shared, tmp_path)
    assert found.reviewed.precision >= PRECISION
    assert found.reviewed.recall >= RECALL
    assert found.unreviewed.entries - found.reviewed.entries == len(MISPRINTED)
