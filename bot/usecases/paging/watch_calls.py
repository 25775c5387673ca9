"""Where nobody answers a page without an incident: say so, call the next level, see how to phone them."""

from collections.abc import Callable

import structlog

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.oncall.reach import Reach
from bot.domain.paging import calls
from bot.domain.paging.calls import Call
from bot.domain.policy import Deed
from bot.store.oncall import calls as kept
from bot.store.oncall import rosters
from bot.store.queues import outbox, presses
from bot.store.queues.outbox import Debt
from bot.store.who import standings
from bot.usecases.paging.call_people import keep_call
from bot.usecases.paging.show_phones import reaches
from bot.usecases.unit import Unit

log = structlog.get_logger()

NUDGE = "nudge_caller"
"""The effect that tells who asked that nobody answers."""

ESCALATE = "escalate_call"
"""The effect that calls the next level."""


def miss_call_answer(unit: Unit, number: int) -> None:
    """Nobody has acknowledged it for a while; said once."""
    call = kept.lock(number)
    missed = calls.miss_answer(call, unit.now) if call else None
    if call and missed and missed != call:
        keep_call(unit, call, missed)
        _owe(unit, call, NUDGE)


def escalate_call(unit: Unit, number: int, level: int, *, by: str, press: str) -> None:
    """Call the people of this level too. Raises UserError where the page calls nobody any more."""

    def rule(call: Call) -> Call:
        known = len(rosters.of_service(call.page.service, unit.now))
        _owe(unit, call, f"{ESCALATE}{call.page.source.mark}")
        return calls.escalate(call, level, known)

    _change(unit, number, rule, by=by, press=press)


def fail_level(unit: Unit, subject: str, reason: str) -> None:
    """PagerDuty does not call the next level."""
    found = kept.of_subject(subject)
    call = kept.lock(found.id) if found else None
    if call:
        keep_call(unit, call, calls.fail_level(call, reason))


def show_call_phones(unit: Unit, number: int, *, by: str, press: str) -> tuple[Call, list[Reach]]:
    """Give the phone numbers of who is on call; that they looked is kept with the page."""
    found: list[Reach] = []

    def rule(call: Call) -> Call:
        found.extend(reaches(unit, call.page.service))
        names = tuple(dict.fromkeys(one.turn.name for one in found if one.phones))
        log.info("phones_shown", action="show_call_phones", subject=call.subject, by=by, people=len(names))
        return calls.show_phones(call, names, unit.act(by))

    call = _change(unit, number, rule, by=by, press=press)
    return call, found or reaches(unit, call.page.service)


def _change(unit: Unit, number: int, rule: Callable[[Call], Call], *, by: str, press: str) -> Call:
    """Let who asked change it, once per press."""
    call = kept.lock(number)
    if call is None or call.page.asked_by != by:
        raise UserError("That page is not yours. Page somebody with `/incident oncall`.")
    if presses.answer(press):
        return call
    policy.must(standings.of(by), Deed.PAGE)
    changed = rule(call)
    presses.keep(press, {"call": number}, unit.now)
    keep_call(unit, call, changed)
    return changed


def _owe(unit: Unit, call: Call, effect: str) -> None:
    outbox.owe([Debt(call.subject, effect, effect, None, mirror=False, needs=None, due_at=unit.now)])
