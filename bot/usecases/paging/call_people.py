"""Call people without an incident, tell who asked how it goes, and make an incident of it where they wish."""

from dataclasses import replace

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.paging import Seen, calls
from bot.domain.paging.asking import call_in
from bot.domain.paging.calls import Call, Wish
from bot.domain.paging.source import of_name
from bot.domain.policy import Deed
from bot.domain.rules.opening import Form
from bot.store import incidents, taxonomy
from bot.store.oncall import calls as kept
from bot.store.queues import outbox, presses
from bot.store.queues.outbox import Debt
from bot.store.who import standings
from bot.usecases.called_for import call_for
from bot.usecases.paging.page_people import NOT_CONNECTED, watch
from bot.usecases.systems.exchanging import note_page
from bot.usecases.unit import Unit

SEND = "send_call"
"""The effect that asks PagerDuty."""

TELL = "tell_caller"
"""The effect that tells who asked."""

KEEP, STATE = "keep_pages", "page_state"
"""The effect that makes an incident's pages equal to it, and its lane."""


def call_people(unit: Unit, wish: Wish, *, by: str, press: str) -> None:
    """Page a service for no incident, once per press. Raises UserError where they may not page."""
    if presses.answer(press):
        return
    if not unit.can_page:
        raise UserError(NOT_CONNECTED)
    policy.must(standings.of(by), Deed.PAGE)
    mark = _account(unit, wish)
    call = kept.save(calls.ask(wish, unit.act(by), press))
    presses.keep(press, {"call": call.id}, unit.now)
    send = f"{SEND}{mark}"
    outbox.owe([Debt(call.subject, send, send, None, mirror=False, needs=None, due_at=unit.now)])
    _tell(unit, call)


def hear_call(unit: Unit, seen: Seen) -> bool:
    """Tell whether this incident of PagerDuty is such a page, and make that equal to it."""
    number = kept.by_page(seen.key, seen.id)
    call = kept.lock(number) if number else None
    if call:
        now = calls.see(call, seen, unit.act())
        note_page(unit, call.page, now.page)
        keep_call(unit, call, now)
    return call is not None


def delay_call(unit: Unit, number: int) -> None:
    """PagerDuty does not take it yet."""
    call = kept.lock(number)
    if call:
        keep_call(unit, call, calls.delay(call))


def refuse_call(unit: Unit, subject: str, reason: str) -> None:
    """PagerDuty never takes it."""
    found = kept.of_subject(subject)
    call = kept.lock(found.id) if found else None
    if call:
        keep_call(unit, call, calls.refuse(call, reason))


def lose_call(unit: Unit, source_id: str) -> None:
    """PagerDuty has it no more."""
    number = kept.by_page("", source_id)
    call = kept.lock(number) if number else None
    if call:
        keep_call(unit, call, calls.lose(call))


def adopt_call(unit: Unit, number: int, form: Form, *, by: str) -> Incident:
    """Make it an incident, once. Raises UserError where it is not theirs, or they may not declare."""
    call = kept.lock(number)
    if call is None or call.page.asked_by != by:
        raise UserError("That page is not yours. Declare the incident with `/incident open`.")
    earlier = incidents.get(call.incident) if call.incident else None
    if earlier:
        return earlier
    policy.must(standings.of(by), Deed.DECLARE)
    incident = unit.keep(calls.adopt(call, form, taxonomy.load(), unit.act(by)))
    incident = unit.keep_new(incident, call_in(replace(incident, pages=()), incident, unit.act(by)))
    keep, state = (f"{name}{call.page.source.mark}" for name in (KEEP, STATE))
    outbox.owe([Debt(incident.ref, keep, state, None, mirror=True, needs=None, due_at=unit.now)])
    incident = call_for(unit, incident, by=by)
    watch(unit, incident)
    keep_call(unit, call, calls.adopted(call, incident))
    return incident


def keep_call(unit: Unit, was: Call, call: Call) -> None:
    """Write it where it is different, and let who asked see that."""
    if call != was:
        _tell(unit, kept.save(call))


def _account(unit: Unit, wish: Wish) -> str:
    """Give the mark of the account that pages it. Raises UserError where it is connected no more."""
    source = of_name(wish.service)
    if unit.effects.named(f"{SEND}{source.mark}") is None:
        said = f"{source.title} is not connected. Pick a service of another account."
        raise UserError(said, {"service": said})
    return source.mark


def _tell(unit: Unit, call: Call) -> None:
    outbox.owe([Debt(call.subject, TELL, TELL, None, mirror=True, needs=None, due_at=unit.now)])
