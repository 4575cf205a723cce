"""A scale of whole numbers from zero."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from zero to a top, in even steps.

    Attributes:
        top: The number at the right or upper end.
        step: Between two ticks.
    """

    top: int
    step: int

    def __post_init__(self) -> None:
        if self.top <= 0 or self.step <= 0:
            raise ValueError(f"a scale cannot reach {self.top} in steps of {self.step}")

    @classmethod
    def up_to(cls, highest: int) -> Scale:
        """The scale for values up to the highest: steps of 1, 2 or 5 times a power of ten, six ticks at most."""
        highest = max(1, highest)
        power = 1
        while True:
            for step in (power, 2 * power, 5 * power):
                if highest <= step * (_MOST_TICKS - 1):
                    return cls(step * -(-highest // step), step)
            power *= 10

    def at(self, value: float) -> float:
        """Where a value lies, from 0 to 1."""
        return min(1.0, max(0.0, value / self.top))

    @property
    def ticks(self) -> tuple[int, ...]:
        """The values that are printed."""
        return tuple(range(0, self.top + 1, self.step))
