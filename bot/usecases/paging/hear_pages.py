"""What was read of PagerDuty's incidents becomes ours."""

from dataclasses import replace

import structlog

from bot.domain.alerts import is_touched, is_worked_on, was_raised
from bot.domain.events import PageTold
from bot.domain.incident import Incident, Status
from bot.domain.paging import Besides, Noted, Page, PagesRead, PageState, Seen, beginning, reading
from bot.domain.paging.asking import call_in, page_of
from bot.domain.paging.source import SYSTEM, of_id
from bot.domain.rules import closing
from bot.domain.rules.closing import Ending
from bot.store import incidents, taxonomy, timeline
from bot.store.oncall import contacts
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.usecases.alerts.braking import brake
from bot.usecases.finish.end_channel import let_expire
from bot.usecases.paging.call_people import hear_call
from bot.usecases.paging.follow import brake as halt
from bot.usecases.paging.page_people import watch
from bot.usecases.postmortem.write_postmortem import postmortem_if_due
from bot.usecases.systems.exchanging import note_brought, note_told
from bot.usecases.ticketing.file_tickets import ticket_if_due
from bot.usecases.unit import Unit

log = structlog.get_logger()

READ, LANE = "read_pages", "page_state"
"""The effect that reads an incident's pages, and its lane: of each account one, with its mark behind."""

MEND = "mend_pages"
"""The effect that makes an incident's pages equal to it where that was given up; in the same lane."""

READ_NOTES = "read_notes"
"""The effect that reads the notes of an incident's pages."""

BY_ITSELF = "PagerDuty resolved it before anybody had begun to work on it."

READ_STRANGER = "read_page"
"""The effect that reads what is no page of ours yet."""


def hear_pages(unit: Unit, incident: Incident, read: PagesRead) -> None:
    """The pages of an incident were read."""
    was, words = incident, taxonomy.load()
    ends = any(one.state is PageState.RESOLVED for one in read.seen)
    touched = ends and is_worked_on(timeline.of(incident.id))
    for seen in read.seen if incident.drill else map(_with_people, read.seen):
        if seen.merged_into:
            other = incidents.by_page("", seen.merged_into)
            found = incidents.get(other) if other else None
            page = page_of(found, seen.merged_into) if found else None
            number, into = (found.id, page.number) if found and page else (0, 0)
            incident = unit.keep_new(incident, reading.merge(incident, seen.id, into, number, unit.act()))
        else:
            change = reading.see(incident, seen, words, unit.act(), touched=touched)
            incident = unit.keep_new(incident, change)
    for key in read.lost:
        incident = unit.keep_new(incident, reading.lose(incident, key, unit.act()))
    for key in read.withdrawn:
        incident = unit.keep_new(incident, reading.withdraw(incident, key, unit.act()))
    for one in read.notes:
        incident = unit.keep_new(incident, reading.note(incident, one, words, unit.act()))
    incident = unit.keep_new(incident, call_in(was, incident, unit.act()))
    incident = _ended(unit, was, incident)
    note_brought(unit, was, incident)
    incident = ticket_if_due(unit, halt(unit, incident), by="")
    watch(unit, postmortem_if_due(unit, incident) if incident.status != was.status else incident)


def _ended(unit: Unit, was: Incident, incident: Incident) -> Incident:
    """Close what began elsewhere and is over before anybody had begun to work on it."""
    is_over = (was.status, incident.status) == (Status.OPEN, Status.MITIGATED) and was_raised(incident)
    if not is_over or is_touched(was, timeline.of(was.id)):
        return incident
    closed = closing.close(incident, Ending(message=BY_ITSELF), (), taxonomy.load(), unit.act())
    let_expire(incident, unit.now)
    return unit.keep(closed)


def hear_stranger(unit: Unit, seen: Seen) -> None:
    """An incident of PagerDuty was read that is no page of ours as far as we knew; it may become one."""
    number = incidents.by_page(seen.key, seen.id)
    if number:
        incident = unit.take(number)
        if incident:
            hear_pages(unit, incident, PagesRead((seen,)))
        return
    seen = _with_people(seen)
    if hear_call(unit, seen):
        return
    change = beginning.adopt(seen, taxonomy.load(), unit.act())
    change = change and brake(change, unit.now)
    if change is None:
        log.info("page_unmapped", action="hear_page", service=seen.service, page=seen.id)
        return
    incident = unit.keep(change)
    incident = unit.keep_new(incident, reading.see(incident, seen, taxonomy.load(), unit.act()))
    incident = unit.keep_new(incident, call_in(replace(incident, pages=()), incident, unit.act()))
    note_brought(unit, replace(incident, pages=()), incident)
    watch(unit, ticket_if_due(unit, incident, by=""))


def hear_note(unit: Unit, note: Noted) -> None:
    """Somebody wrote a note there."""
    number = incidents.by_page("", note.page)
    incident = unit.take(number) if number else None
    if incident:
        hear_pages(unit, incident, PagesRead(notes=(note,)))


def hear_besides(unit: Unit, told: Besides) -> None:
    """Something happened there besides a change of its state; that is read too.

    What the timeline has is written there once, also where the inbox has forgotten that it was told.
    """
    number = incidents.by_page("", told.page)
    incident = unit.take(number) if number else None
    if incident and not _is_there(incident, told):
        change = reading.tell(incident, told, taxonomy.load(), unit.act())
        if change.events:
            unit.keep(change)
            note_told(unit, of_id(told.page).system, told.page, told.what, incident.id)
        read_again(unit, told.page)


def _is_there(incident: Incident, told: Besides) -> bool:
    there = timeline.of(incident.id, PageTold)
    return any(isinstance(one, PageTold) and one.told == told.told for one in there)


def read_notes_again(unit: Unit, source_id: str) -> None:
    """Somebody wrote a note there, and which one is not told."""
    number = incidents.by_page("", source_id)
    if number:
        outbox.owe([_reading(unit, f"inc-{number}", READ_NOTES, READ_NOTES, of_id(source_id).mark)])


def read_again(unit: Unit, source_id: str, key: str = "") -> None:
    """Something happened to it there: it is to be read. What we asked for is known by its key at once."""
    number = incidents.by_page(key, source_id)
    subject, effect = (f"inc-{number}", READ) if number else (f"{SYSTEM}:{source_id}", READ_STRANGER)
    lane = LANE if number else effect
    outbox.owe([_reading(unit, subject, effect, lane, of_id(source_id).mark)])


def mend(unit: Unit, incident: Incident, page: Page) -> None:
    """It is to be as the incident wants it, once it has been read."""
    outbox.owe([_reading(unit, incident.ref, MEND, LANE, page.source.mark)])


def _reading(unit: Unit, subject: str, effect: str, lane: str, mark: str) -> Debt:
    """What is read is known to be read because of what was told, or looked at.

    What is of an account that is connected no more falls to the first.
    """
    if unit.effects.named(effect) and not unit.effects.named(f"{effect}{mark}"):
        mark = ""
    told, name, lane = unit.cause.told, f"{effect}{mark}", f"{lane}{mark}"
    return Debt(subject, name, lane, None, mirror=True, needs=None, due_at=unit.now, cause=told)


def _with_people(seen: Seen) -> Seen:
    """Say who of them is who in Slack."""
    persons = contacts.known([one.key for one in seen.people])
    people = tuple(replace(one, person=persons.get(one.key, "")) for one in seen.people)
    return replace(seen, people=people)
