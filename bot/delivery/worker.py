"""The only retry loop: takes what is due from outbox and inbox, and sees each through."""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot import meters
from bot.carried import noting
from bot.delivery.lease import Lease
from bot.delivery.pace import Pace
from bot.domain.errors import FirebellError, TransientError
from bot.domain.systems.exchange import Cause, Exchange
from bot.ports import Clock, Effects, Inbound, Outcome, Run
from bot.store import incidents, timeline
from bot.store.copies import lost
from bot.store.database import Database
from bot.store.queues import inbox, outbox
from bot.store.queues.inbox import Item
from bot.store.queues.outbox import Claim
from bot.usecases.record_outcome import Later, give_up_delivery, put_back_delivery, record_outcome
from bot.usecases.systems.exchanging import note_lost
from bot.usecases.unit import Unit, incident_of

log = structlog.get_logger()


@dataclass(frozen=True)
class Share:
    """How many runs may begin: of these effects, or of all but some."""

    left: int
    of: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()


@dataclass
class Worker:
    """Wakes at each commit of this process, and looks by itself every second."""

    db: Database[Unit]
    effects: Effects
    inbound: Mapping[str, Inbound]
    clock: Clock
    pace: Pace
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _running: dict[Claim, asyncio.Task[None]] = field(default_factory=dict)
    _is_unsure: bool = False
    """Whether something may be claimed in our name that nobody works on."""
    lease: Lease = field(init=False)
    _loop: asyncio.Task[None] | None = None
    _heart: asyncio.Task[None] | None = None
    _stopping: bool = False

    def __post_init__(self) -> None:
        self.lease = Lease(self.db, self.pace, self._let_go)

    async def start(self) -> None:
        """Put back what an earlier process left claimed, and begin."""
        await self.lease.begin()
        self.db.on_commit(self._wake.set)
        self._loop = asyncio.create_task(self._work(), name="worker")
        if self.db.shared:
            self._heart = asyncio.create_task(self._beat(), name="heart")

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

    async def _work(self) -> None:
        while self._running or not self._stopping:
            self._wake.clear()
            try:
                if not self._stopping:
                    await self._put_back_lost()
                    await self._take_inbox()
                    await self._take_outbox()
                await self._sleep()
            except Exception:  # the database may come back: this loop must outlive it
                log.exception("worker_cannot_look", action="worker")
                self._is_unsure = True
                await asyncio.sleep(self.pace.look)

    async def _sleep(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(await self._until_next()):
                await self._wake.wait()

    async def _until_next(self) -> float:
        """Look again when the next delivery is due, but at least once a second: others write too."""
        due = await self.db.read(outbox.next_due, self.clock())
        if due is None:
            return self.pace.look
        return max(0.005, min(self.pace.look, (due - self.clock()).total_seconds()))

    async def _take_inbox(self) -> None:
        for item in await self.db.read(inbox.due, self.clock(), self.pace.at_once):
            await self._take(item)

    async def _take(self, item: Item) -> None:
        try:
            await self.db.write_behind(_take, self.inbound[item.told.source], item)
        except Exception as error:  # one that cannot be read must not keep the others waiting
            log.exception("telling_failed", action="take", told=item.told.key)
            await self.db.write_behind(_put_back, item, self.pace, str(error))

    async def _take_outbox(self) -> None:
        shares = [share for share in self._shares() if share.left > 0]
        if not shares or not self.lease.holds or not await self.db.read(_any_due, self.clock(), shares):
            return
        for claim in await self.db.write_behind(_claim, self.lease.worker, shares):
            task = asyncio.create_task(self._see_through(claim), name=f"{claim.subject} {claim.effect}")
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
        rest = self.pace.at_once - sum(limits) - (len(self._running) - sum(counts))
        apart = frozenset[str]().union(*(one.names for one in crowds))
        own = zip(crowds, limits, counts, strict=True)
        return [Share(rest, but=apart), *(Share(limit - count, one.names) for one, limit, count in own)]

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

    async def _see_through(self, claim: Claim) -> None:
        bound = structlog.contextvars.bound_contextvars(subject=claim.subject, delivery=claim.id)
        with bound, noting() as carried:
            try:
                outcome = await self._run(claim)
                await self.db.write_behind(record_outcome, claim, outcome, carried)
                meters.DELIVERIES.labels(claim.effect, "done").inc()
                log.info("delivered", action=claim.effect, attempt=claim.attempt)
            except TransientError as error:
                await self._try_later(claim, error, carried)
            except FirebellError as error:
                await self._give_up(claim, str(error), carried)
            except Exception as error:  # our own bug must not stop the other deliveries
                log.exception("delivery_broke", action=claim.effect)
                said = f"Firebell's own fault ({type(error).__name__}); its log says more."
                await self._try_later(claim, TransientError(said), carried)

    async def _run(self, claim: Claim) -> Outcome:
        effect = self.effects.named(claim.effect)
        if effect is None:
            log.warning("effect_gone", action=claim.effect)
            return None
        run = await self.db.read(_prepare, claim, self.clock())
        if run.of_incident and not effect.is_for(run.of_incident):
            return None
        return await effect.run(run)

    async def _try_later(self, claim: Claim, error: TransientError, carried: list[Exchange]) -> None:
        failed = error.retry_after is None
        if failed and claim.failures + 1 >= self.pace.attempts:
            await self._give_up(claim, str(error), carried)
            return
        wait = max(self.pace.wait(claim.failures, error.retry_after), timedelta(seconds=error.unsure))
        meters.DELIVERIES.labels(claim.effect, "waits").inc()
        log.warning("delivery_waits", action=claim.effect, attempt=claim.attempt, why=str(error))
        await self.db.write_behind(put_back_delivery, claim, Later(wait, str(error), failed), carried)

    async def _give_up(self, claim: Claim, reason: str, carried: list[Exchange]) -> None:
        meters.DELIVERIES.labels(claim.effect, "failed").inc()
        log.error("delivery_failed", action=claim.effect, attempt=claim.attempt, why=reason)
        await self.db.write_behind(give_up_delivery, claim, reason, carried)


def _release(unit: Unit, worker: str, but: Collection[int], in_the_air: float) -> None:
    outbox.release(worker, unit.now + timedelta(seconds=in_the_air), but=but)


def _hand_back(unit: Unit, claims: set[Claim], in_the_air: float) -> None:
    """What was recorded after all is left as it is."""
    for claim in claims:
        outbox.put_back(claim, unit.now + timedelta(seconds=in_the_air), "", failed=False)


def _any_due(now: datetime, shares: Sequence[Share]) -> bool:
    return any(outbox.any_due(now, of=one.of, but=one.but) for one in shares)


def _claim(unit: Unit, worker: str, shares: Sequence[Share]) -> list[Claim]:
    taken = (outbox.claim(worker, unit.now, one.left, of=one.of, but=one.but) for one in shares)
    return [claim for claims in taken for claim in claims]


def _prepare(claim: Claim, now: datetime) -> Run:
    number = incident_of(claim.subject)
    return Run(
        subject=claim.subject,
        attempt=claim.attempt,
        first_at=claim.first_at,
        delivery=claim.id,
        event=timeline.get(claim.event) if claim.event else None,
        of_incident=incidents.get(number) if number else None,
        number=claim.event or 0,
        lost=lost.of(number, now),
    )


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
