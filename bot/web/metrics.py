"""`/metrics`: how Firebell does, in the words of Prometheus.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import meters
from bot.ports import Clock
from bot.store.database import Database
from bot.store.running import load
from bot.store.running.load import Load
from bot.usecases.unit import Unit


@dataclass(frozen=True)
class Metrics:
    """`token`: what who asks must bring along; empty: nothing. `sockets`: how many connections are open.

    `systems`: which are connected now.
    """

    db: Database[Unit]
    clock: Clock
    sockets: Callable[[], int]
    token: str = ""
    systems: frozenset[str] = frozenset()

    async def show(self, request: web.Request) -> web.Response:
        brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.token and not hmac.compare_digest(brought.encode(errors="replace"), self.token.encode()):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        meters.SOCKETS.set(self.sockets())
        _measure(await self.db.read(load.present, self.clock()), self.systems)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _measure(found: Load, systems: frozenset[str]) -> None:
    for state, count in found.deliveries.items():
        meters.OUTBOX.labels(state).set(count)
    meters.OLDEST.set(found.late.total_seconds())
    meters.INBOX.set(found.told)
    meters.ILL.set(found.ill)
    meters.SYNC_LAG.clear()
    for system in systems & found.lags.keys():
        meters.SYNC_LAG.labels(system).set(found.lags[system].total_seconds())
    for job in found.jobs:
        meters.JOB_FAILURES.labels(job.name).set(job.failures)
        if job.last_ended:
            meters.JOB_ENDED.labels(job.name).set(job.last_ended.timestamp())
