"""Add a task, give it to somebody, say that it is done, remind of it."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident
from bot.domain.rules import tasks as rules
from bot.domain.rules.tasks import Wish
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import followups
from bot.domain.times.typed import zone_of
from bot.store import dues, tasks
from bot.store.dues import Due
from bot.store.who import people, standings
from bot.usecases.unit import Unit
from bot.usecases.working import Rule, work_on

DUE = "tasks"
"""The kind of what is due: the next reminder of any task of the incident."""


def add_task(unit: Unit, number: int, wish: Wish, *, by: str, press: str = "") -> Incident:
    """Raise UserError with a sentence per field, or where its owner may not see the incident."""

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        _must_see(wish.owner, incident)
        task = tasks.save(rules.make(incident, wish, _zone(wish.owner or by), act))
        added = rules.added(incident, task, act)
        system = unit.ticket_system(incident, words)
        return added.then(followups.ask_if_due(added.incident, task, system, words, act))

    return _work(unit, number, rule, by, press)


def change_task(unit: Unit, task: int, wish: Wish, *, by: str, press: str = "") -> Task:
    """Give it the title, owner and day that are wished for."""

    def become(was: Task, act: Act) -> Task:
        return rules.change(was, replace(wish, url=was.url), _zone(wish.owner or was.added_by), act)

    return _change(unit, task, become, by, press, owner=wish.owner)


def finish_task(unit: Unit, task: int, *, done: bool, by: str, press: str = "") -> Task:
    """done: False takes it back."""

    def become(was: Task, act: Act) -> Task:
        return rules.finish(was, act, _zone(was.owner or was.added_by), done=done)

    return _change(unit, task, become, by, press)


def follow_ticket(unit: Unit, incident: Incident, task: Task, key: str, *, done: bool) -> Incident:
    """Somebody finished it in its ticket, or took that back."""
    act = unit.act()
    became = tasks.save(rules.finish(task, act, _zone(task.owner or task.added_by), done=done))
    incident = unit.keep(rules.changed(incident, task, became, act, key=key))
    _wait(incident.id)
    return incident


def remind_tasks(unit: Unit, incident: Incident, _due: Due) -> None:
    """Remind of all whose time has come, and wait for the next."""
    for task in tasks.to_remind(incident.id, unit.now):
        again = rules.remind_again(task, _zone(task.owner or task.added_by), unit.now)
        tasks.save(replace(task, remind_at=again))
        unit.keep(rules.due(incident, task, unit.act()))
    _wait(incident.id)


def _change(
    unit: Unit, number: int, become: Callable[[Task, Act], Task], by: str, press: str, *, owner: str = ""
) -> Task:
    there = _task(number)

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        was = _task(number)
        if owner != was.owner:
            _must_see(owner, incident)
        return rules.changed(incident, was, tasks.save(become(was, act)), act)

    _work(unit, there.incident, rule, by, press)
    return _task(number)


def _work(unit: Unit, number: int, rule: Rule, by: str, press: str) -> Incident:
    incident = work_on(unit, number, rule, by=by, press=press)
    _wait(number)
    return incident


def _wait(incident: int) -> None:
    """Come back when the next one is due."""
    at = tasks.next_reminder(incident)
    if at:
        dues.put(Due(incident, DUE, at))
    else:
        dues.drop(incident, DUE)


def _must_see(owner: str, incident: Incident) -> None:
    """Nobody is told of an incident that they may not see."""
    if owner and not policy.sees(standings.of(owner, incident), incident):
        name = people.get(owner).real_name or people.get(owner).name
        sentence = f"{name} may not see {incident.ref}. Let them in first, or choose somebody else."
        raise UserError(sentence, {"owner": sentence})


def _task(number: int) -> Task:
    found = tasks.get(number)
    if found is None:
        raise UserError("That task is there no more.")
    return found


def _zone(person: str) -> ZoneInfo:
    return zone_of(people.get(person).zone)
