"""What became of a delivery: done with what it brought back, given up, or to be tried again by a person."""

from bot.domain.errors import UserError
from bot.domain.incident import Incident, Invited, Link, add_link, give_up, invite, retry
from bot.ports import Outcome
from bot.store import incidents, outbox, presses
from bot.store.outbox import Claim
from bot.usecases.unit import Unit, incident_of


def record_outcome(unit: Unit, claim: Claim, outcome: Outcome) -> None:
    """The delivery is done, and what it brought back belongs to the incident."""
    outbox.finish(claim.id)
    incident = _incident(claim.subject)
    if incident and isinstance(outcome, Link):
        unit.keep(add_link(incident, outcome, unit.act()))
    if incident and isinstance(outcome, Invited):
        unit.keep(invite(incident, outcome, unit.act()))


def give_up_delivery(unit: Unit, claim: Claim, reason: str) -> None:
    """The delivery will not be tried again, unless somebody asks for it."""
    outbox.give_up(claim.id, reason)
    incident = _incident(claim.subject)
    if incident:
        unit.keep(give_up(incident, claim.id, claim.effect, reason, unit.act()))


def retry_delivery(unit: Unit, incident_id: int, delivery: int, *, by: str, press: str) -> None:
    """Somebody asks for it. Raises UserError where there is nothing to try again."""
    if presses.answer(press):
        return
    incident = incidents.get(incident_id)
    effect = outbox.revive(delivery, unit.now) if incident else None
    if incident is None or effect is None:
        raise UserError("That has been tried again already. Nothing is left to do here.")
    unit.keep(retry(incident, delivery, effect, unit.act(by)))
    presses.keep(press, {"delivery": delivery}, unit.now)


def _incident(subject: str) -> Incident | None:
    number = incident_of(subject)
    return incidents.get(number) if number else None
