"""Text in figures reaches 4.5:1 on every ground it stands on, in both schemes."""

import re
from pathlib import Path

import pytest

import sourcebook.profiles.figures as package

STYLES = (Path(package.__file__).parent / "figures.css").read_text("utf-8")

# The tokens as the visual rules give them, light and dark.
TOKENS = {
    "bg": ("fcfbf8", "14181b"),
    "ink": ("1e2428", "e5e2da"),
    "mute": ("596168", "a2aab0"),
    "accent": ("0b5a82", "7dbfe4"),
    "onaccent": ("ffffff", "0d1a22"),
    "band": ("d3d6d4", "3c464d"),
    "onband": ("23292d", "e5e2da"),
    "flag": ("8f5200", "e3ad57"),
    "flagbg": ("faf1e0", "2a2419"),
}

# Which ink stands on which ground. Names on grey bands may run out into a fade, onto the page.
PAIRS = (
    ("ink", "bg"),
    ("mute", "bg"),
    ("accent", "bg"),
    ("flag", "bg"),
    ("flag", "flagbg"),
    ("onband", "band"),
    ("onband", "bg"),
    ("onaccent", "accent"),
)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_is_legible_on_its_ground(ink: str, ground: str, scheme: int) -> None:
    assert contrast(TOKENS[ink][scheme], TOKENS[ground][scheme]) >= 4.5


def test_text_takes_its_colour_from_inks_that_are_checked() -> None:
    inks = {ink for ink, _ in PAIRS}
    rules = re.findall(
        r"svg [^{}]*(?:text|\.fig-(?:on|name|words|value|ring|tick)[\w-]*)[^{}]*{([^}]*)}", STYLES
    )
    fills = {name for rule in rules for name in re.findall(r"(?<!-)\bfill: var\(--(\w+)\)", rule)}
    colours = set(re.findall(r"(?<![\w-])color: var\(--(\w+)\)", STYLES))
    assert fills | colours <= inks


def test_colours_come_from_tokens_alone() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", STYLES)
