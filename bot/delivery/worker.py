"""The only retry loop: takes what is due from outbox and inbox, and has each seen through."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.delivery.attempts import UNKNOWN, Attempts
from bot.delivery.lease import Lease
from bot.delivery.pace import Pace
from bot.domain.systems.exchange import Cause
from bot.ports import Clock, Effects, Inbound
from bot.store.database import Database
from bot.store.queues import claims, inbox
from bot.store.queues.claims import Claim
from bot.store.queues.inbox import Item
from bot.usecases.systems.exchanging import note_lost
from bot.usecases.unit import Unit

log = structlog.get_logger()


@dataclass(frozen=True)
class Share:
    """How many runs may begin: of these effects, or of all but some."""

    left: int
    of: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()


@dataclass
class Worker:
    """Wakes at each commit of this process, and looks by itself every second.

    only_elsewhere: it does what is done in other systems, until it may go on with Slack too.
    waiting: how many people and programs wait to be acked; while these are many, what is owed lets them go
    first.
    """

    db: Database[Unit]
    effects: Effects
    inbound: Mapping[str, Inbound]
    clock: Clock
    pace: Pace
    only_elsewhere: bool = False
    waiting: Callable[[], int] = lambda: 0
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _running: dict[Claim, asyncio.Task[None]] = field(default_factory=dict)
    _is_unsure: bool = False
    """Whether something may be claimed in our name that nobody works on."""
    lease: Lease = field(init=False)
    _attempts: Attempts = field(init=False)
    _loop: asyncio.Task[None] | None = None
    _heart: asyncio.Task[None] | None = None
    _stopping: bool = False

    def __post_init__(self) -> None:
        self.lease = Lease(self.db, self.pace, self._let_go)
        self._attempts = Attempts(self.db, self.clock, self.pace)

    async def start(self) -> None:
        """Put back what an earlier process left claimed, and begin."""
        await self.lease.begin()
        self.db.on_commit(self._wake.set)
        self._loop = asyncio.create_task(self._work(), name="worker")
        if self.db.shared:
            self._heart = asyncio.create_task(self._beat(), name="heart")

    def go_on(self, effects: Effects) -> None:
        """Do everything from now on, with these."""
        self.effects, self.only_elsewhere = effects, False
        self._wake.set()

    async def stop(self) -> None:
        """Take nothing new, let what is under way end and be recorded, and hand back what takes too long."""
        self._stopping = True
        self._wake.set()
        if self._loop:
            await asyncio.wait({self._loop}, timeout=self.pace.stop)
            self._loop.cancel()
        if self._running:
            await self._hand_back()
        if self._heart:
            self._heart.cancel()
        self.lease.end()

    async def _hand_back(self) -> None:
        """Whoever takes it next looks first, once what may still be on its way has come there."""
        running = dict(self._running)
        self._let_go()
        await asyncio.wait(running.values())
        log.warning("handed_back", action="stop", deliveries=len(running))
        await self.db.write_behind(_hand_back, set(running), self.pace.in_the_air)

    async def _beat(self) -> None:
        """Apart from the work, of which there may be much: nobody takes over from who is only busy."""
        while True:
            await asyncio.sleep(self.pace.beat)
            try:
                await self.lease.keep()
            except Exception:  # the database may come back; if not in time, the lease lapses by itself
                log.exception("lease_not_renewed", action="lease")

    @property
    def _is_rush(self) -> bool:
        return self.waiting() >= self.pace.rush

    async def _work(self) -> None:
        while self._running or not self._stopping:
            if self._is_rush:
                await asyncio.sleep(self.pace.breath)
            self._wake.clear()
            try:
                due = None
                if not self._stopping:
                    await self._put_back_lost()
                    due = await self._take_what_waits()
                await self._sleep(due)
            except Exception:  # the database may come back: this loop must outlive it
                log.exception("worker_cannot_look", action="worker")
                self._is_unsure = True
                await asyncio.sleep(self.pace.look)

    async def _sleep(self, due: datetime | None) -> None:
        """Look again when the next delivery is due, but at least once a second: others write too."""
        left = (due - self.clock()).total_seconds() if due else self.pace.look
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.005, min(self.pace.look, left))):
                await self._wake.wait()

    async def _take_what_waits(self) -> datetime | None:
        """Mostly nothing does after a commit: that much is asked quickly, and in one go with when next."""
        told, owed, due = await self.db.read_behind(_waits, self.clock())
        if told:
            await self._take_inbox()
        if told or owed:
            await self._take_outbox()
        return due

    async def _take_inbox(self) -> None:
        for item in await self.db.read_behind(inbox.due, self.clock(), self.pace.at_once):
            await self._take(item)

    async def _take(self, item: Item) -> None:
        inbound = self.inbound.get(item.told.source)
        if inbound is None:
            log.warning("telling_waits", action="take", told=item.told.key, why=UNKNOWN)
            await self.db.write_behind(_put_back, item, self.pace, UNKNOWN)
            return
        try:
            await self.db.write_behind(_take, inbound, item)
        except Exception as error:  # one that cannot be read must not keep the others waiting
            log.exception("telling_failed", action="take", told=item.told.key)
            await self.db.write_behind(_put_back, item, self.pace, str(error))

    async def _take_outbox(self) -> None:
        shares = [share for share in self._shares() if share.left > 0]
        if (
            not shares
            or not self.lease.holds
            or not await self.db.read_behind(_any_due, self.clock(), shares)
        ):
            return
        self._begin(await self.db.write_behind(_claim, self.lease.worker, shares))

    def _begin(self, claimed: Sequence[Claim]) -> None:
        """What came back too late is put back: others may have taken it over by now."""
        if claimed and not self.lease.holds:
            self._is_unsure = True
            self._wake.set()
            return
        for claim in claimed:
            seeing = self._attempts.see_through(claim, self.effects)
            task = asyncio.create_task(seeing, name=f"{claim.subject} {claim.effect}")
            self._running[claim] = task
            task.add_done_callback(partial(self._ended, claim))

    def _shares(self) -> list[Share]:
        """Give how much more may begin now: a system that hangs fills its own share, and nobody else's.

        All systems together have half of what there is, however many accounts there are.
        """
        running, crowds = Counter(claim.effect for claim in self._running), self.effects.crowds
        most = max(1, self.pace.at_once // max(4, 2 * len(crowds)))
        limits = [min(one.at_once, most) for one in crowds]
        counts = [sum(running[name] for name in one.names) for one in crowds]
        room = self.pace.at_once - sum(limits)
        if self._is_rush:
            room, *limits = (min(one, self.pace.in_a_rush) for one in (room, *limits))
        rest = room - (len(self._running) - sum(counts))
        apart = frozenset[str]().union(*(one.names for one in crowds))
        own = zip(crowds, limits, counts, strict=True)
        elsewhere = [Share(limit - count, one.names) for one, limit, count in own]
        return elsewhere if self.only_elsewhere else [Share(rest, but=apart), *elsewhere]

    def _ended(self, claim: Claim, task: asyncio.Task[None]) -> None:
        del self._running[claim]
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        if error:
            log.error("outcome_unrecorded", action="worker", delivery=claim.id, exc_info=error)
            self._is_unsure = True
        self._wake.set()

    def _let_go(self) -> None:
        for task in self._running.values():
            task.cancel()

    async def _put_back_lost(self) -> None:
        """The database did not answer: what ended is not recorded, or what was claimed did not come here."""
        if self._is_unsure:
            self._is_unsure = False
            ours = [claim.id for claim in self._running]
            await self.db.write_behind(_release, self.lease.worker, ours, self.pace.in_the_air)


def _release(unit: Unit, worker: str, but: Collection[int], in_the_air: float) -> None:
    claims.release(worker, unit.now + timedelta(seconds=in_the_air), but=but)


def _hand_back(unit: Unit, taken: set[Claim], in_the_air: float) -> None:
    """What was recorded after all is left as it is."""
    for claim in taken:
        claims.put_back(claim, unit.now + timedelta(seconds=in_the_air), "", failed=False)


def _waits(now: datetime) -> tuple[bool, bool, datetime | None]:
    return inbox.any_waits(now), claims.any_waits(now), claims.next_due(now)


def _any_due(now: datetime, shares: Sequence[Share]) -> bool:
    return any(claims.any_due(now, of=one.of, but=one.but) for one in shares)


def _claim(unit: Unit, worker: str, shares: Sequence[Share]) -> list[Claim]:
    taken = (claims.claim(worker, unit.now, one.left, of=one.of, but=one.but) for one in shares)
    return [claim for claims in taken for claim in claims]


def _take(unit: Unit, inbound: Inbound, item: Item) -> None:
    if inbox.take(item.id):
        inbound.take(unit.because(Cause(item.told.key)), item.told)
        inbox.finish(item.id)


def _put_back(unit: Unit, item: Item, pace: Pace, reason: str) -> None:
    if item.failures + 1 >= pace.attempts:
        if inbox.give_up(item.id, reason):
            note_lost(unit, item.told, reason)
    else:
        inbox.put_back(item.id, unit.now + pace.wait(item.failures, None), reason)
