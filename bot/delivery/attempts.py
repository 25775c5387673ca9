"""One attempt at a delivery: its effect runs, and what came of it is recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot import meters
from bot.carried import noting
from bot.delivery.pace import Pace
from bot.domain.errors import FirebellError, TransientError
from bot.domain.systems.exchange import Exchange
from bot.ports import Clock, Effects, Outcome, Run
from bot.store import incidents, timeline
from bot.store.copies import lost
from bot.store.database import Database
from bot.store.queues.claims import Claim
from bot.usecases.record_outcome import Later, give_up_delivery, put_back_delivery, record_outcome
from bot.usecases.unit import Unit, incident_of

log = structlog.get_logger()

UNKNOWN = (
    "This Firebell does not know how: a setting is missing, such as a token, or it is of another version. "
    "Mend that, restart it, then try again."
)
"""Another replica may know, and takes it on meanwhile."""

UNTIRING = timedelta(days=1)
"""How long what others do not do is tried again."""

IMPATIENT = timedelta(0)
"""For what another try is not likely to mend."""


@dataclass(frozen=True)
class Attempts:
    db: Database[Unit]
    clock: Clock
    pace: Pace

    async def see_through(self, claim: Claim, effects: Effects) -> None:
        """Whatever becomes of it is written down; raises only where that could not be."""
        bound = structlog.contextvars.bound_contextvars(subject=claim.subject, delivery=claim.id)
        with bound, noting() as carried:
            try:
                outcome = await self._run(claim, effects)
                await self.db.write_behind(record_outcome, claim, outcome, carried)
                meters.DELIVERIES.labels(claim.effect, "done").inc()
                log.info("delivered", action=claim.effect, attempt=claim.attempt)
            except TransientError as error:
                effect = effects.named(claim.effect)
                patience = UNTIRING if effect and not effect.owed.soon else IMPATIENT
                await self._try_later(claim, error, carried, patience)
            except FirebellError as error:
                await self._give_up(claim, str(error), carried)
            except Exception as error:  # our own bug must not stop the other deliveries
                log.exception("delivery_broke", action=claim.effect)
                said = f"Firebell's own fault ({type(error).__name__}); its log says more."
                await self._try_later(claim, TransientError(said), carried, IMPATIENT)

    async def _run(self, claim: Claim, effects: Effects) -> Outcome:
        effect = effects.named(claim.effect)
        if effect is None:
            raise TransientError(UNKNOWN)
        run = await self.db.read_behind(_prepare, claim, self.clock())
        if run.of_incident and not effect.is_for(run.of_incident):
            return None
        return await effect.run(run)

    async def _try_later(
        self, claim: Claim, error: TransientError, carried: list[Exchange], patience: timedelta
    ) -> None:
        failed = error.retry_after is None
        tried_enough = claim.failures + 1 >= self.pace.attempts
        if failed and tried_enough and self.clock() >= claim.first_at + patience:
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
