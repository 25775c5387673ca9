"""Who would see something new: one version per person, and a way to wait for the next."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable


class Changes:
    """Counts changes for each person; whoever waits is woken by the next one."""

    def __init__(self) -> None:
        self._versions: defaultdict[str, int] = defaultdict(int)
        self._everybody = 0
        self._woken: set[asyncio.Event] = set()

    def touch(self, people: Iterable[str] | None = None) -> None:
        """Something changed for these people; None means for everybody."""
        if people is None:
            self._everybody += 1
        else:
            for person in people:
                self._versions[person] += 1
        for event in self._woken:
            event.set()

    def version(self, person: str) -> int:
        return self._versions[person] + self._everybody

    async def after(self, person: str, version: int, timeout: float | None = None) -> bool:
        """Wait until this person's version is beyond the given one; False when the time ran out."""
        try:
            async with asyncio.timeout(timeout):
                await self._wait(person, version)
        except TimeoutError:
            return False
        return True

    async def _wait(self, person: str, version: int) -> None:
        woken = asyncio.Event()
        self._woken.add(woken)
        try:
            while self.version(person) <= version:
                woken.clear()
                await woken.wait()
        finally:
            self._woken.discard(woken)
