"""Get an incident its ticket: as the settings say, as somebody asks, or one that is there already."""

from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.events import IncidentClosed, IncidentUpdated
from bot.domain.incident import Act, Change, Incident, Shown
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import asking, companions, followups, systems
from bot.store import shown, tasks, taxonomy, timeline
from bot.store.ticketing import owners
from bot.usecases.unit import Unit
from bot.usecases.working import work_on

LET_GO = "let go"
"""What is kept of a ticket that somebody unlinked: whatever becomes of it, it begins no incident."""

NOT_CONNECTED = (
    "No ticket system is connected. An admin of Firebell can connect Jira or Request Tracker: docs/jira.md "
    "and docs/rt.md tell how."
)


def ticket_if_due(unit: Unit, incident: Incident, *, by: str) -> Incident:
    """Ask for a ticket as the settings say, where there is anything to ask."""
    return unit.keep_new(incident, ticket_due(unit, incident, by=by))


def ticket_due(unit: Unit, incident: Incident, *, by: str) -> Change:
    """Give what becomes of it as the settings ask for a ticket, and for those that go with it."""
    if not unit.ticket_systems or incident.braked:
        return Change(incident, ())
    words, act = taxonomy.load(), unit.act(by)
    system = unit.ticket_system(incident, words)
    asked = asking.ask_if_due(incident, system, words, act)
    return asked.then(companions.ask_if_due(asked.incident, system, words, act))


def create_ticket(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Ask for one whatever the settings say. Raises UserError where it has one."""

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        system = _connected(unit, incident, words)
        asked = asking.ask(incident, system, words, act)
        return asked.then(companions.ask_if_due(asked.incident, system, words, act))

    return work_on(unit, number, rule, by=by, press=press)


def link_ticket(unit: Unit, number: int, key: str, *, by: str, press: str = "") -> Incident:
    """Take one that is there. Raises UserError where it belongs to another incident, or `key` is none."""
    if not unit.ticket_systems:
        raise UserError(NOT_CONNECTED)
    key, system = systems.typed(key, unit.ticket_systems)
    owner = owners.by_key(system.name, key)
    if owner not in {None, number}:
        sentence = f"{key} belongs to another incident already. Unlink it there first."
        raise UserError(sentence, {"key": sentence})

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        return asking.link(incident, key, act)

    return work_on(unit, number, rule, by=by, press=press)


def unlink_ticket(unit: Unit, number: int, mark: str, *, by: str, press: str = "") -> Incident:
    """Say that it does not belong to it any more; in its system nothing changes."""

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        return asking.unlink(incident, mark, act)

    incident = work_on(unit, number, rule, by=by, press=press)
    left = asking.ticket_of(incident, mark)
    if left and left.id:
        shown.keep(f"{left.system}:{left.id}", Shown(LET_GO, {"by": by}))
    return incident


def file_task(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Get a task a ticket of its own. Raises UserError where it has one."""
    task = tasks.get(number)
    if task is None:
        raise UserError("That task is there no more.")

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        return followups.ask(incident, task, _connected(unit, incident, words), words, act)

    return work_on(unit, task.incident, rule, by=by, press=press)


def ask_for_entries(unit: Unit, number: int) -> None:
    """Ask for an issue for each update that has none, where the settings say so."""
    incident = unit.take(number)
    if incident and unit.ticket_systems:
        told = timeline.numbered(number, IncidentUpdated, IncidentClosed)
        numbers = [
            at for at, one in told if isinstance(one, IncidentUpdated | IncidentClosed) and one.message
        ]
        words = taxonomy.load()
        system = unit.ticket_system(incident, words)
        asked = companions.ask_for_entries(incident, numbers, system, words, unit.act())
        unit.keep_new(incident, asked)


def delay_ticket(unit: Unit, number: int, mark: str, reason: str) -> None:
    """The system does not take it yet."""
    incident = unit.take(number)
    ticket = asking.ticket_of(incident, mark) if incident else None
    if incident and ticket:
        task = tasks.get(ticket.task) if ticket.task else None
        title = task.title if task else ""
        unit.keep_new(incident, asking.delay(incident, mark, reason, unit.act(), task=title))


def note_attempt(unit: Unit, number: int, mark: str, at: datetime | None) -> None:
    """It is about to be asked for, or (None) surely was not taken."""
    incident = unit.take(number)
    if incident:
        unit.keep(asking.attempt(incident, mark, at))


def _connected(unit: Unit, incident: Incident, words: Taxonomy) -> str:
    system = unit.ticket_system(incident, words)
    if not system and unit.ticket_systems:
        missing = systems.named(systems.wanted(incident, words))
        raise UserError(
            f"Its tickets go to {missing.title}, which is not connected: {missing.page} tells how."
        )
    if not system:
        raise UserError(NOT_CONNECTED)
    return system
