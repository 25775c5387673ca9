"""The one message in which Firebell asks for what is due, with the answers beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.incident import Incident
from bot.domain.rules.closing import missing_key_events
from bot.domain.rules.reminders import CLOSE, COMMANDER, KEY_EVENTS, POSTMORTEM, UPDATE, Ask
from bot.domain.rules.roles import COMMANDER as LEADS
from bot.domain.taxonomy import Taxonomy
from bot.domain.tokens import is_token
from bot.views import blocks as b
from bot.views.postmortem import buttons
from bot.views.update.form import SAME
from bot.views.words import clock_time, duration, emoji, listed, person, usergroup
from bot.views.work import menu
from bot.views.work.card import TAKE_ROLE
from bot.views.work.key_events import question

SNOOZE = "snooze_reminder"
PAUSES = {"30": "30 min", "60": "1 h", "morning": "Until morning"}


@dataclass(frozen=True)
class Reminder:
    """What is asked for and not answered yet, the most urgent first, and who is asked.

    `groups`: ids of the usergroups that are asked besides.
    """

    incident: Incident
    taxonomy: Taxonomy
    asks: tuple[Ask, ...]
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def render(reminder: Reminder) -> b.Block:
    """While all of it is snoozed, a line that says so."""
    awake = tuple(ask for ask in reminder.asks if not ask.snoozed_until)
    if not awake:
        return _quiet(reminder)
    said = [_SAID[ask.kind](reminder, ask) for ask in awake]
    lines = "\n".join(f"*{head}* {more}" for head, more in said)
    rows = [b.section(f"{_addressed(reminder)}{lines}"), *_why(reminder, awake), _buttons(reminder, awake)]
    return b.message(_text(reminder, said), rows)


def parse(value: str) -> tuple[int, str]:
    """Read the incident and how long somebody wants quiet from what they chose."""
    number, _, pause = value.partition(":")
    return int(number), pause


def _text(reminder: Reminder, said: list[tuple[str, str]]) -> str:
    incident = reminder.incident
    heads = " ".join(head for head, _ in said)
    return f"{emoji(incident, reminder.taxonomy)} {incident.priority} {incident.ref}: {heads}"


def _quiet(reminder: Reminder) -> b.Block:
    ask = reminder.asks[0]
    until = max(one.snoozed_until for one in reminder.asks if one.snoozed_until)
    said = f"{person(ask.snoozed_by)} asked for quiet until {clock_time(until)}."
    return b.message(f"{reminder.incident.ref}: no reminders until then.", [b.context(said)])


def _addressed(reminder: Reminder) -> str:
    """Name who is asked, so that Slack notifies them."""
    who = listed((*map(person, reminder.people), *map(usergroup, reminder.groups)))
    return f"{who}: " if who else ""


def _why(reminder: Reminder, asks: tuple[Ask, ...]) -> list[b.Block]:
    """A group is told why it is asked."""
    if not reminder.groups:
        return []
    count = max(ask.count for ask in asks if ask.aloud)
    if is_token(reminder.incident.declared_by) and count <= 1:
        return [b.context("It began by itself, so this goes to everybody on call for it.")]
    return [b.context(f"Asked {count} times without an answer, so this goes to everybody on call for it.")]


def _update(_reminder: Reminder, ask: Ask) -> tuple[str, str]:
    return f"No news for {_waited(ask)}.", "How does it stand? “We do not know yet” is an answer too."


def _commander(_reminder: Reminder, ask: Ask) -> tuple[str, str]:
    return f"Nobody has led it for {_waited(ask)}.", "Who takes command?"


def _key_events(reminder: Reminder, ask: Ask) -> tuple[str, str]:
    incident, taxonomy = reminder.incident, reminder.taxonomy
    names = (taxonomy.key_events[key].name for key in missing_key_events(incident, taxonomy, ask.since))
    return f"It has been over for {_waited(ask)}.", f"{question(tuple(names))}."


def _postmortem(reminder: Reminder, ask: Ask) -> tuple[str, str]:
    there = reminder.incident.postmortem
    what = "and its post-mortem is a draft" if there and there.is_there else "without a post-mortem"
    return f"It has been over for {_waited(ask)}, {what}.", "It cannot be closed before one is written."


def _close(_reminder: Reminder, ask: Ask) -> tuple[str, str]:
    return f"Nothing has been missing for {_waited(ask)}.", "Close it, or say what is still to come."


def _waited(ask: Ask) -> str:
    """Say how long it had been missing when it was asked for: the message does not grow old."""
    return duration((ask.asked_at or ask.since) - ask.since)


_SAID: Mapping[str, Callable[[Reminder, Ask], tuple[str, str]]] = {
    UPDATE: _update,
    COMMANDER: _commander,
    KEY_EVENTS: _key_events,
    POSTMORTEM: _postmortem,
    CLOSE: _close,
}


def _buttons(reminder: Reminder, asks: tuple[Ask, ...]) -> b.Block:
    incident = reminder.incident
    kinds = {ask.kind for ask in asks}
    pressed = []
    if not incident.holder(LEADS) and kinds & {COMMANDER, UPDATE} and LEADS in reminder.taxonomy.roles:
        says = f"I'll do it: {reminder.taxonomy.roles[LEADS].name} of {incident.ref}"
        style = "primary" if COMMANDER in kinds else ""
        value = f"{incident.id}:{LEADS}"
        pressed.append(b.button("I'll do it", f"{TAKE_ROLE}:{LEADS}", value, style=style, says=says[:75]))
    if UPDATE in kinds:
        same = b.button("Same as before", SAME, str(incident.id), says=f"Nothing changed in {incident.ref}")
        style = "" if COMMANDER in kinds else "primary"
        pressed += [menu.button(incident, "Update", "update", style=style), same]
    if KEY_EVENTS in kinds:
        pressed.append(menu.button(incident, "Fill in", "keyevents"))
    if POSTMORTEM in kinds:
        pressed += [*buttons.go(incident, "Open it"), buttons.ready(incident)]
        if incident.postmortem is None:
            pressed.append(buttons.start(incident))
    if CLOSE in kinds:
        pressed.append(menu.button(incident, "Close", "close", style="primary"))
    options = [b.option(said, f"{incident.id}:{pause}") for pause, said in PAUSES.items()]
    return b.actions(*pressed, b.select(SNOOZE, options, example="Snooze"))
