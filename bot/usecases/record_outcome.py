"""What became of a delivery: done with what it brought back, given up, or to be tried again by a person."""

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Incident, Invited, Link, Shown
from bot.domain.paging import PagesRead
from bot.domain.policy import Deed
from bot.domain.postmortem import PaperGone, PaperSeen
from bot.domain.rules.deliveries import give_up, retry
from bot.domain.rules.links import add_link, invite
from bot.domain.ticketing import TicketsRead
from bot.domain.timeline.present import Heard
from bot.ports import Outcome
from bot.store import shown
from bot.store.queues import outbox, presses
from bot.store.queues.outbox import Claim
from bot.store.who import standings
from bot.usecases.paging.call_people import SEND, refuse_call
from bot.usecases.paging.hear_pages import hear_pages, hear_stranger
from bot.usecases.postmortem.hear_postmortem import hear_postmortem
from bot.usecases.ticketing.hear_tickets import hear_tickets
from bot.usecases.unit import Unit, incident_of
from bot.usecases.work.follow_messages import record_heard
from bot.usecases.working import take_visible


def record_outcome(unit: Unit, claim: Claim, outcome: Outcome) -> None:
    """The delivery is done, and what it brought back belongs to its subject."""
    incident = _taken(unit, claim.subject) if outcome else None
    if not outbox.finish(claim):
        return
    if incident and isinstance(outcome, Link):
        unit.keep(add_link(incident, outcome, unit.act()))
    if incident and isinstance(outcome, Invited):
        unit.keep(invite(incident, outcome, unit.act()))
    if incident and isinstance(outcome, Heard):
        record_heard(unit, incident, outcome)
    if incident and isinstance(outcome, TicketsRead):
        hear_tickets(unit, incident, outcome)
    if incident and isinstance(outcome, PaperSeen | PaperGone):
        hear_postmortem(unit, incident, outcome)
    if isinstance(outcome, PagesRead):
        _record_pages(unit, incident, outcome)
    if isinstance(outcome, Shown):
        shown.keep(claim.subject, outcome)


def give_up_delivery(unit: Unit, claim: Claim, reason: str) -> None:
    """The delivery will not be tried again, unless somebody asks for it."""
    incident = _taken(unit, claim.subject)
    effect = unit.effects.named(claim.effect)
    quiet = effect is not None and effect.owed.quiet
    if not outbox.give_up(claim, reason, quiet=quiet):
        return
    if incident and not quiet:
        unit.keep(give_up(incident, claim.id, claim.effect, reason, unit.act()))
    if claim.effect == SEND:
        refuse_call(unit, claim.subject, reason)


def retry_delivery(unit: Unit, incident_id: int, delivery: int, *, by: str, press: str) -> None:
    """Somebody asks for it. Raises UserError where there is nothing to try again."""
    incident = take_visible(unit, incident_id, by=by)
    if presses.answer(press):
        return
    policy.must(standings.of(by, incident), Deed.WORK, incident)
    effect = outbox.revive(delivery, incident.ref, unit.now)
    if effect is None:
        raise UserError("That has been tried again already. Nothing is left to do here.")
    unit.keep(retry(incident, delivery, effect, unit.act(by)))
    presses.keep(press, {"delivery": delivery}, unit.now)


def _record_pages(unit: Unit, incident: Incident | None, read: PagesRead) -> None:
    if incident:
        hear_pages(unit, incident, read)
    for seen in () if incident else read.seen:
        hear_stranger(unit, seen)


def _taken(unit: Unit, subject: str) -> Incident | None:
    number = incident_of(subject)
    return unit.take(number) if number else None
