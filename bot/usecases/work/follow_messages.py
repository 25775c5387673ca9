"""What people do with messages in an incident's channel: mark them, write them anew, delete them."""

from collections.abc import Callable
from functools import partial

from bot.domain import policy
from bot.domain.events import Event
from bot.domain.incident import Act, Change, Incident, LinkKind
from bot.domain.policy import Deed
from bot.domain.taxonomy import Taxonomy
from bot.domain.timeline import notes, telling
from bot.domain.timeline.present import KINDS, Heard, Note, name_of, present
from bot.store import incidents, taxonomy, timeline
from bot.store.who import standings
from bot.usecases.unit import Unit
from bot.usecases.working import work_on

Rule = Callable[[Incident, list[Event], Act], Change]


def follow_mark(unit: Unit, channel: str, ts: str, by: str) -> None:
    """Somebody wants a message on the timeline; who may not is not heard."""
    note = name_of(channel, ts)
    _apply(unit, channel, by, lambda incident, history, act: notes.mark(incident, history, note, act))


def follow_unmark(unit: Unit, channel: str, ts: str, by: str) -> None:
    """They do not want it there any more."""
    note = name_of(channel, ts)
    _apply(unit, channel, by, lambda incident, history, act: notes.unmark(incident, history, note, act))


def follow_call(unit: Unit, channel: str, ts: str, by: str) -> None:
    """Who has a role wants a message told as an update; all others are asked first."""
    note = name_of(channel, ts)

    def rule(incident: Incident, history: list[Event], act: Act) -> Change:
        if incident.is_closed or by not in incident.roles.values():
            return Change(incident, ())
        return telling.mark_update(incident, history, note, act)

    _apply(unit, channel, by, rule)


def follow_recall(unit: Unit, channel: str, ts: str, by: str) -> None:
    """They take the mark off again: while it can be taken back, the update goes with it."""
    note = name_of(channel, ts)

    def rule(incident: Incident, history: list[Event], act: Act) -> Change:
        told = present(history).get(note, Note(note)).update
        if told is None or told.by != by or act.at - told.at > telling.REGRET:
            return Change(incident, ())
        return telling.withdraw(incident, history, note, act)

    _apply(unit, channel, by, rule)


def follow_edit(unit: Unit, channel: str, ts: str, words: str, by: str) -> None:
    """A message was written anew."""
    note = name_of(channel, ts)
    _keep(unit, channel, by, lambda one, history, act: telling.follow_edit(one, history, note, words, act))
    _keep(unit, channel, by, lambda one, history, act: notes.follow_edit(one, history, note, words, act))


def follow_deletion(unit: Unit, channel: str, ts: str, by: str) -> None:
    """A message was deleted."""
    note = name_of(channel, ts)
    _keep(unit, channel, by, lambda one, history, act: telling.follow_deletion(one, history, note, act))
    _keep(unit, channel, by, lambda one, history, act: notes.follow_deletion(one, history, note, act))


def tell_message(unit: Unit, number: int, note: str, *, by: str, press: str = "") -> Incident:
    """Tell it as an update, as somebody pressed."""
    return work_on(unit, number, partial(_tell, note), by=by, press=press)


def withdraw_update(unit: Unit, number: int, note: str, *, by: str, press: str = "") -> Incident:
    """Take it back. Raises UserError where it is too late for that."""
    return work_on(unit, number, partial(_withdraw, note), by=by, press=press)


def record_heard(unit: Unit, incident: Incident, heard: Heard) -> None:
    """A marked message was read."""
    history, act = timeline.of(incident.id, *KINDS), unit.act(heard.by)
    if heard.update:
        unit.keep(telling.tell_heard(incident, history, heard, taxonomy.load(), act))
    else:
        unit.keep(notes.hear(incident, history, heard, act))


def _tell(note: str, incident: Incident, _: Taxonomy, act: Act) -> Change:
    return telling.mark_update(incident, timeline.of(incident.id, *KINDS), note, act)


def _withdraw(note: str, incident: Incident, _: Taxonomy, act: Act) -> Change:
    return telling.withdraw(incident, timeline.of(incident.id, *KINDS), note, act)


def _apply(unit: Unit, channel: str, by: str, rule: Rule) -> None:
    """Like _keep, but only for who may work on it."""
    found = incidents.by_link(LinkKind.CHANNEL, channel)
    if found and not policy.why_not(standings.of(by, found), Deed.WORK, found):
        _keep(unit, channel, by, rule)


def _keep(unit: Unit, channel: str, by: str, rule: Rule) -> None:
    found = incidents.by_link(LinkKind.CHANNEL, channel)
    incident = unit.take(found.id) if found else None
    if incident:
        unit.keep(rule(incident, timeline.of(incident.id, *KINDS), unit.act(by)))
