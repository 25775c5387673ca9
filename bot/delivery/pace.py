"""How fast, how often and how long the worker tries."""

import random
from dataclasses import dataclass
from datetime import timedelta

MOST_DOUBLINGS = 30
"""More of them no number holds in the end: who is away for long fails thousands of times."""


@dataclass(frozen=True)
class Pace:
    """All in seconds, but for `attempts` (failures until it gives up) and `at_once` (runs side by side).

    rush, in_a_rush, breath: while so many people and programs wait to be acked, so few things are done side
    by side in Slack and in each other system, and more of them are looked for no sooner than that.
    lately: how long somebody whose ack came counts as waiting: many who act in a row make a rush too.

    beat, lease: how often a worker says that it lives, and how long that holds for others; for itself by
    `in_the_air` less. What a killed replica had begun is taken over after at most both and one `look`.
    lag: how long searches of other systems may not find what was made just now.
    calm: how much of the time to settle effects are given.
    stop: how long what is under way may take to end when Firebell is stopped; the rest is handed back.
    in_the_air: how long a call of a process that is gone may still be on its way; looking for it earlier
    would find nothing, and do it twice.
    """

    look: float = 1.0
    first_wait: float = 1.0
    longest_wait: float = 60.0
    attempts: int = 24
    at_once: int = 50
    rush: int = 6
    in_a_rush: int = 2
    breath: float = 0.05
    lately: float = 0.25
    call: float = 10.0
    pong: float = 15.0
    quiet: float = 0.5
    beat: float = 1.0
    lease: float = 6.0
    in_the_air: float = 2.0
    calm: float = 1.0
    lag: float = 20.0
    stop: float = 5.0

    def wait(self, failures: int, told: float | None) -> timedelta:
        """Give how long to wait after so many failures: as told, else twice as long each time, with jitter.

        Jitter spreads what failed together (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/).
        """
        if told is not None:
            return timedelta(seconds=told)
        longest = min(self.longest_wait, self.first_wait * 2 ** min(failures, MOST_DOUBLINGS))
        return timedelta(seconds=longest * random.uniform(0.5, 1))  # noqa: S311 - no secret hangs on it
