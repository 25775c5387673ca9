"""How many requests a token may make: a burst at once, and so many each second on and on."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

RATE, BURST = 250.0, 500.0
"""A storm of alerts comes through; a program that runs in circles does not keep the database from people."""


@dataclass
class Limits:
    """Counted by each replica for itself. `clock` gives seconds."""

    clock: Callable[[], float]
    rate: float = RATE
    burst: float = BURST
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait(self, token: str) -> int:
        """Give after how many seconds it may ask again; 0: it may now."""
        now = self.clock()
        left, at = self._left.get(token, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.rate)
        if left < 1:
            self._left[token] = (left, now)
            return math.ceil((1 - left) / self.rate)
        self._left[token] = (left - 1, now)
        return 0
