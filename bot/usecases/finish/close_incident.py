"""End an incident, bring it back, or find that it is another one."""

from functools import partial

from bot.domain import policy
from bot.domain.drills import scorecard
from bot.domain.gate import Gate
from bot.domain.incident import Act, Change, ClosingReason, Incident
from bot.domain.policy import Deed
from bot.domain.rules import channels, closing
from bot.domain.rules.closing import Ending
from bot.domain.taxonomy import Taxonomy
from bot.store import dues, gates, taxonomy, timeline
from bot.store.queues import presses
from bot.store.who import followers, standings
from bot.usecases.alerts.freeing import free
from bot.usecases.finish.end_channel import ARCHIVE, let_expire
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import hide_merged
from bot.usecases.working import Rule, take_visible, work_on

UNARCHIVES = "unarchive_channel"
"""The effect that is there where an admin lets Firebell open archived channels again."""


def close_incident(unit: Unit, number: int, ending: Ending, *, by: str, press: str = "") -> Incident:
    """Raise UserError where something is missing that was not waived, or they may not waive it."""
    closed = work_on(unit, number, closes(ending), by=by, press=press, deed=Deed.CLOSE)
    let_expire(closed, unit.now)
    return closed


def closes(ending: Ending) -> Rule:
    """Give the rule that ends it so."""
    return partial(_close, ending)


def try_to_close(unit: Unit, number: int, ending: Ending, *, by: str, press: str = "") -> Gate:
    """Close it if nothing is missing, or that is waived; the gate says whether it is closed, else why not."""
    incident = take_visible(unit, number, by=by)
    gate = gates.of(incident, by, unit.now)
    waits = gate.lacks and ending.reason is ClosingReason.RESOLVED and not ending.waiver.strip()
    if waits and not incident.is_closed:
        policy.must(standings.of(by, incident), Deed.CLOSE, incident)
        return gate
    return Gate(close_incident(unit, number, ending, by=by, press=press), gate.taxonomy, unit.now)


def reopen_incident(unit: Unit, number: int, justification: str, *, by: str, press: str = "") -> Incident:
    """Bring it back, into a new channel where the old one can only be read and nobody may open it again."""
    reopen = closing.reopen if unit.effects.named(UNARCHIVES) else channels.reopen
    back = work_on(
        unit,
        number,
        lambda incident, _, act: reopen(incident, justification, act),
        by=by,
        press=press,
    )
    dues.drop(number, ARCHIVE)
    return back


def merge_incidents(unit: Unit, number: int, into: int, *, by: str, press: str = "") -> Incident:
    """Give the incident that goes on; where it waited in a storm, it waits no more.

    Both are taken in one order: no two merges wait for each other.
    """
    taken = {one: take_visible(unit, one, by=by) for one in sorted({number, into})}
    if press and presses.answer(press):
        return taken[into]
    for one in taken.values():
        policy.must(standings.of(by, one), Deed.CLOSE, one)
    words, act = taxonomy.load(), unit.act(by)
    ended, received = closing.merge(taken[number], taken[into], words, act)
    if press:
        presses.keep(press, {"incident": number}, unit.now)
    let_expire(unit.keep(ended), unit.now)
    followers.move(number, into, unit.now)
    goes_on = unit.keep(free(unit, received, words, act))
    if goes_on.private:
        hide_merged(unit, goes_on, by=by)
    return goes_on


def _close(ending: Ending, incident: Incident, words: Taxonomy, act: Act) -> Change:
    history = timeline.of(incident.id)
    lacks = closing.missing(incident, history, words, act.at)
    if lacks and ending.waiver.strip():
        policy.must(standings.of(act.by, incident), Deed.WAIVE, incident)
    closed = closing.close(incident, ending, lacks, words, act)
    if not incident.drill:
        return closed
    return closed.then(Change(closed.incident, scorecard.score(closed.incident, history, act)))
