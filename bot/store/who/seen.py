"""Which rows a long list has named so far: one bit each, so that 100,000 of them are 12 KB."""

import base64
from collections.abc import Iterable


class Seen:
    """Holds the numbers of rows; `text` is how it is kept between two pages."""

    def __init__(self, text: str = "") -> None:
        self._bits = bytearray(base64.b64decode(text))

    @property
    def text(self) -> str:
        return base64.b64encode(self._bits).decode()

    def add(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            place, bit = divmod(number, 8)
            if place >= len(self._bits):
                self._bits.extend(bytes(place + 1 - len(self._bits)))
            self._bits[place] |= 1 << bit

    def __contains__(self, number: int) -> bool:
        place, bit = divmod(number, 8)
        return place < len(self._bits) and bool(self._bits[place] & 1 << bit)
