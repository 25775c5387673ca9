"""The two ways out of a storm: open one that waits, or say to which incident all of them belong."""

from bot.domain import alerts, policy
from bot.domain.errors import UserError
from bot.domain.events import StormTaken
from bot.domain.incident import Act, Change, Incident
from bot.domain.policy import Deed
from bot.domain.rules import closing
from bot.domain.taxonomy import Taxonomy
from bot.store import taxonomy
from bot.store.api import storms
from bot.store.who import standings
from bot.usecases.unit import Unit, category_of_storm, storm_of
from bot.usecases.working import work_on

PIECE = 5
"""Merged in one transaction: nobody who waits for an ack waits for more."""


def open_waiting(unit: Unit, number: int, *, by: str, press: str) -> Incident:
    """Let it have all that it would have got. Raises UserError where it waits no more."""

    def rule(incident: Incident, _: Taxonomy, _act: Act) -> Change:
        alerts.must_wait(incident)
        return Change(incident, ())

    return work_on(unit, number, rule, by=by, press=press)


def take_storm(unit: Unit, number: int, upto: int, *, by: str, press: str) -> Incident:
    """All that waits up to there belongs to this one. Raises UserError where nothing of it waits any more."""

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        count = storms.count(category_of_storm(storm_of(incident)), upto)
        if not count:
            raise UserError("None of them waits any more: somebody opened, closed or merged them.")
        if incident.is_closed:
            raise UserError(f"{incident.ref} is closed. Choose one that goes on, or reopen it first.")
        return Change(incident, (StormTaken(act.at, act.by, count=count, upto=upto),))

    return work_on(unit, number, rule, by=by, press=press, deed=Deed.CLOSE)


def take_in(unit: Unit, number: int, upto: int, *, by: str) -> int:
    """Merge some of those that wait into this one, and give how many; none where it is over by now."""
    into = unit.take(number)
    if into is None or into.is_closed or policy.why_not(standings.of(by, into), Deed.CLOSE, into):
        return 0
    waiting = storms.waiting(category_of_storm(storm_of(into)), PIECE, upto)
    words = taxonomy.load()
    for found in waiting:
        one = unit.take(found.id)
        if one and one.braked and not one.is_closed:
            unit.keep(closing.merge(one, into, words, unit.act(by))[0])
    return len(waiting)
