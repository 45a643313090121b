"""Shares with their intervals."""

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution, for a 95 % interval."""


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, both ends between 0 and 1; (0, 1) of nothing.

    The score interval without continuity correction: E. B. Wilson, "Probable inference, the law of
    succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927) 209-212. It holds for
    small numbers, and for shares near 0 and 1, where the textbook interval does not.
    """
    if whole == 0:
        return 0.0, 1.0
    share, square = part / whole, Z_95**2
    middle = share + square / (2 * whole)
    reach = Z_95 * math.sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    scale = 1 + square / whole
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``; of fewer than ``least`` no share is given, only the counts.

    ``is_sample`` says whether more lies behind what was counted, so that an interval means
    something: calls are a sample of all calls, the entries of a municipality are all there are.
    """

    part: int
    whole: int
    least: int = 1
    is_sample: bool = False

    @property
    def value(self) -> float | None:
        """The share, None where too little stands behind it."""
        return None if self.whole < max(self.least, 1) else self.part / self.whole

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of a sample, where enough stands behind it."""
        return wilson(self.part, self.whole) if self.is_sample and self.value is not None else None

    def __add__(self, other: "Share") -> "Share":
        """Return both together."""
        part, whole = self.part + other.part, self.whole + other.whole
        return Share(part, whole, self.least, self.is_sample)
