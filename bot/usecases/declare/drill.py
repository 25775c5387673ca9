"""Rehearse: begin a drill, and take its page."""

from bot.domain import policy
from bot.domain.drills import beginning
from bot.domain.drills.beginning import Wish
from bot.domain.incident import Act, Change, Incident, Link
from bot.domain.paging import Callee, reading, rehearsing
from bot.domain.policy import Deed
from bot.domain.taxonomy import Taxonomy
from bot.store import incidents, taxonomy
from bot.store.queues import presses
from bot.store.who import directory, homes, people, standings
from bot.usecases.called_for import call_for
from bot.usecases.open_incident import shown_in
from bot.usecases.paging.page_people import watch
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def begin_drill(unit: Unit, wish: Wish, *, by: str, press: str, screen: Link | None = None) -> Incident:
    """Begin it, once per press and once per draft. screen: where who began it sees what becomes of it.

    Raises UserError with a sentence per field, or where they may not declare.
    """
    given = presses.answer(press)
    earlier = incidents.get(given["incident"]) if given else incidents.by_draft(wish.draft)
    if earlier:
        return earlier
    policy.must(standings.of(by), Deed.DECLARE)
    change = beginning.begin(wish, directory.members(wish.teams), taxonomy.load(), unit.act(by))
    incident = unit.keep(shown_in(screen, change) if screen else change)
    incident = call_for(unit, incident, by=by)
    presses.keep(press, {"incident": incident.id}, unit.now)
    homes.end_offer()
    return incident


def acknowledge_page(unit: Unit, number: int, key: str, *, by: str, press: str) -> Incident:
    """Take a drill's page. Raises UserError where it calls nobody any more."""
    found = people.get(by)
    who = Callee(by, found.real_name or found.name, by)

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        return reading.see(incident, rehearsing.acknowledged(incident, key, who, act), words, act)

    incident = work_on(unit, number, rule, by=by, press=press)
    watch(unit, incident)
    return incident
