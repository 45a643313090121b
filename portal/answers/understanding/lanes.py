"""Many whole numbers in one: Python adds or multiplies them all at once."""

import sys
from array import array
from collections.abc import Iterable

_BYTES = 8
_MIDDLE = 1 << (8 * _BYTES - 1)


class Lanes:
    """Packs rows of one length, of numbers that stay below 2**63, also negative ones.

    A sum of packed rows unpacks to the sum of the rows, a multiple of one to its multiple.
    """

    def __init__(self, length: int) -> None:
        self._bytes = _BYTES * length
        self._middles = self._whole([_MIDDLE] * length)

    def pack(self, row: Iterable[int]) -> int:
        return self._whole(number + _MIDDLE for number in row) - self._middles

    def unpack(self, packed: int) -> list[int]:
        lanes = array("Q", (packed + self._middles).to_bytes(self._bytes, sys.byteorder))
        return [number - _MIDDLE for number in lanes]

    def _whole(self, lanes: Iterable[int]) -> int:
        return int.from_bytes(array("Q", lanes).tobytes(), sys.byteorder)
