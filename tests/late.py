"""Webhooks on the way, as bad as they come: late, several times, in no order."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.integrations.integration import Receive


@dataclass
class Post:
    """Brings each webhook late and up to three times, in no order; its sender thinks that it was taken."""

    bring: Receive
    chance: random.Random
    under_way: set[asyncio.Task[None]] = field(default_factory=set)
    answers: list[int] = field(default_factory=list)

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        for _ in range(self.chance.randint(1, 3)):
            task = asyncio.create_task(self._bring(headers, body, self.chance.random() / 4))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)
        return 202

    async def _bring(self, headers: Mapping[str, str], body: bytes, late: float) -> None:
        await asyncio.sleep(late)
        self.answers.append(await self.bring(headers, body))
