"""Many whole numbers in one: Python adds or multiplies them all at once."""

import sys
from array import array
from collections.abc import Iterable


class Lanes:
    """Packs rows of one length, of numbers that stay below 2**31, also negative ones.

    Where they are `long`, numbers may grow to 2**63.

    A sum of packed rows unpacks to the sum of the rows, a multiple of one to its multiple.
    """

    def __init__(self, length: int, *, long: bool = False) -> None:
        self._type = "Q" if long else "I"
        size = array(self._type).itemsize
        self._low_bytes = slice(0 if sys.byteorder == "little" else size - 1, None, size)
        self._bytes = size * length
        self._middle = 1 << (8 * size - 1)
        self._middles = self._whole([self._middle] * length)

    def pack(self, row: Iterable[int]) -> int:
        return self._whole(number + self._middle for number in row) - self._middles

    def pack_bytes(self, row: bytes) -> int:
        """The same for numbers from 0 to 255, several times as fast."""
        lanes = bytearray(self._bytes)
        lanes[self._low_bytes] = row
        return int.from_bytes(lanes, sys.byteorder)

    def unpack(self, packed: int) -> list[int]:
        lanes = array(self._type, (packed + self._middles).to_bytes(self._bytes, sys.byteorder))
        middle = self._middle
        return [number - middle for number in lanes]

    def _whole(self, lanes: Iterable[int]) -> int:
        return int.from_bytes(array(self._type, lanes).tobytes(), sys.byteorder)
