"""What became of a delivery: done with what it brought back, given up, or to be tried again by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.events import PageAsked, PageEscalated
from bot.domain.incident import Incident, Invited, Link, Shown
from bot.domain.paging import PagesRead, asking
from bot.domain.paging.source import plain
from bot.domain.policy import Deed
from bot.domain.postmortem import PaperGone, PaperSeen
from bot.domain.redacting.words import Swept
from bot.domain.rules.deliveries import give_up, retry
from bot.domain.rules.links import add_link, invite
from bot.domain.systems.exchange import Exchange
from bot.domain.ticketing import TicketsRead
from bot.domain.timeline.present import Heard
from bot.ports import Outcome
from bot.store import shown, timeline
from bot.store.queues import claims, outbox, presses, redactions
from bot.store.queues.claims import Claim
from bot.store.who import standings
from bot.usecases.paging.call_people import SEND, lose_call, refuse_call
from bot.usecases.paging.hear_pages import hear_pages, hear_stranger
from bot.usecases.paging.page_people import page_instead
from bot.usecases.paging.watch_calls import ESCALATE, fail_level
from bot.usecases.postmortem.hear_postmortem import hear_postmortem
from bot.usecases.systems.exchanging import because_of, note_carried
from bot.usecases.ticketing.hear_strangers import hear_strangers
from bot.usecases.ticketing.hear_tickets import hear_tickets
from bot.usecases.unit import CREATE_CHANNEL, SEND_PAGE, Unit, incident_of
from bot.usecases.work.follow_messages import record_heard
from bot.usecases.working import take_visible

CALLING = {SEND_PAGE, "escalate_page", "post_sos", "post_call"}
"""Effects that call people: no guest tries one of them again.

Who may not page does, as it was asked for by who may, or by the settings.
"""


@dataclass(frozen=True)
class Later:
    """After how long it is tried again, and why; `failed`: whether that counts towards giving up."""

    wait: timedelta
    reason: str
    failed: bool


def record_outcome(unit: Unit, claim: Claim, outcome: Outcome, carried: Sequence[Exchange] = ()) -> None:
    """The delivery is done, and what it brought back belongs to its subject.

    carried: what it did in other systems.
    """
    incident = _taken(unit, claim.subject) if outcome else None
    if carried or isinstance(outcome, PagesRead | TicketsRead):
        unit = unit.because(because_of(claim, carried))
        note_carried(unit, claim.subject, carried)
    if not claims.finish(claim):
        return
    if incident:
        _record(unit, incident, outcome)
    elif isinstance(outcome, TicketsRead):
        hear_strangers(unit, outcome)
    elif isinstance(outcome, PagesRead):
        for seen in outcome.seen:
            hear_stranger(unit, seen)
        for number in outcome.lost:
            lose_call(unit, number)
    if isinstance(outcome, Shown):
        shown.keep(claim.subject, outcome)
    without = _taken(unit, claim.subject) if claim.effect == CREATE_CHANNEL and not outcome else None
    if without:
        unit.go_without(without)


def put_back_delivery(unit: Unit, claim: Claim, later: Later, carried: Sequence[Exchange] = ()) -> None:
    """The delivery is tried again by itself."""
    claims.put_back(claim, unit.now + later.wait, later.reason, failed=later.failed)
    if carried:
        note_carried(unit.because(because_of(claim, carried)), claim.subject, carried)


def give_up_delivery(unit: Unit, claim: Claim, reason: str, carried: Sequence[Exchange] = ()) -> None:
    """The delivery will not be tried again, unless somebody asks for it.

    A mirror that nobody knows any more ends quietly: what shows its surface now brings that to today itself.
    """
    incident = _taken(unit, claim.subject)
    if carried:
        note_carried(unit.because(because_of(claim, carried)), claim.subject, carried)
    effect = unit.effects.named(claim.effect)
    quiet = effect.owed.quiet if effect else claim.mirror
    if not claims.give_up(claim, reason, quiet=quiet):
        return
    event = timeline.get(claim.event) if claim.event else None
    if incident and isinstance(event, PageEscalated):
        incident = asking.fail_level(incident, event)
    if incident and not quiet:
        unit.keep(give_up(incident, claim.id, claim.effect, reason, unit.act()))
    if plain(claim.effect) == SEND:
        refuse_call(unit, claim.subject, reason)
    if plain(claim.effect) == ESCALATE:
        fail_level(unit, claim.subject, reason)


def retry_delivery(unit: Unit, incident_id: int, delivery: int, *, by: str, press: str) -> None:
    """Somebody asks for it. Raises UserError where there is nothing to try again, or they may not."""
    incident = take_visible(unit, incident_id, by=by)
    if presses.answer(press):
        return
    standing = standings.of(by, incident)
    policy.must(standing, Deed.WORK, incident)
    found = outbox.revive(delivery, incident.ref, unit.now)
    if found is None:
        raise UserError("That has been tried again already. Nothing is left to do here.")
    effect, number = found
    if plain(effect) in CALLING:
        policy.must(standing.unreserved, Deed.PAGE, incident)
    incident = unit.keep(retry(incident, delivery, effect, unit.act(by)))
    event = timeline.get(number) if number else None
    if plain(effect) == SEND_PAGE and isinstance(event, PageAsked):
        page_instead(unit, incident, event.page, by=by)
    presses.keep(press, {"delivery": delivery}, unit.now)


def _record(unit: Unit, incident: Incident, outcome: Outcome) -> None:
    match outcome:
        case Link():
            unit.keep(add_link(incident, outcome, unit.act()))
        case Invited():
            unit.keep(invite(incident, outcome, unit.act()))
        case Heard():
            record_heard(unit, incident, outcome)
        case TicketsRead():
            hear_tickets(unit, incident, outcome)
        case PagesRead():
            hear_pages(unit, incident, outcome)
        case PaperSeen() | PaperGone():
            hear_postmortem(unit, incident, outcome)
        case Swept():
            redactions.settle(outcome.event)


def _taken(unit: Unit, subject: str) -> Incident | None:
    number = incident_of(subject)
    return unit.take(number) if number else None
