"""What one event says, in words: a sentence for each kind."""

from collections.abc import Callable
from typing import Any

from bot.domain import events as e
from bot.domain.incident import LinkKind
from bot.views.words import clock_time, escape, fit, listed, person
from bot.views.work.failure import NOT_DONE

_LINKED = {
    LinkKind.CHANNEL: "the channel was made",
    LinkKind.CARD: "the card was posted",
    LinkKind.ANNOUNCEMENT: "the incident was announced",
    LinkKind.FORM: "the form shows progress",
    LinkKind.ORIGIN: "it was declared from a message",
    LinkKind.REMINDER: "a reminder was posted",
    LinkKind.FORMER_CHANNEL: "the former channel stays readable",
}

_LOST = {
    LinkKind.CHANNEL: "the channel",
    LinkKind.CARD: "the card",
    LinkKind.ANNOUNCEMENT: "the announcement",
}
_ASKED = {"update": "an update", "commander": "a commander", "key events": "key events"}


def _updated(event: e.IncidentUpdated) -> str:
    """Say what was told, then what changed."""
    changed = [_change(name, event.was.get(name), value) for name, value in event.becomes.items()]
    said = [fit(event.message, 500)] if event.message else []
    why = [f"because {fit(event.reason, 200)}"] if event.reason else []
    return f"{person(event.by)}: {' · '.join([*said, *changed, *why]) or 'nothing new'}"


def _change(name: str, was: Any, becomes: Any) -> str:
    match name:
        case "title" | "description" | "impacts":
            return f"{name} changed"
        case "environments":
            return f"{escape(', '.join(was or ()))} → {escape(', '.join(becomes))}"
    return f"{escape(str(was))} → {escape(str(becomes))}"


def _closed(event: e.IncidentClosed) -> str:
    reference = f" ({fit(event.reference, 100)})" if event.reference else ""
    words = f": {fit(event.message, 500)}" if event.message else ""
    without = f", without {listed(event.waived)}: {fit(event.waiver, 300)}" if event.waived else ""
    return f"{person(event.by)} closed it as {escape(event.reason)}{reference}{words}{without}"


def _role(event: e.RoleGiven) -> str:
    role = escape(event.role.replace("-", " "))
    if not event.person:
        return f"{person(event.was)} is {role} no more"
    took = event.person == event.by
    done = f"{person(event.by)} took the role" if took else f"{person(event.by)} made {person(event.person)}"
    handed = f", from {person(event.was)}" if event.was else ""
    return f"{done} {role}{handed}" + (f": {fit(event.words, 300)}" if event.words else "")


def _key_event(event: e.KeyEventSet) -> str:
    name = escape(event.key)
    if event.moment:
        return f"{name} at {clock_time(event.moment)}, {_by(event)}"
    return f"{name} is unknown, {_by(event)}" if event.unknown else f"{name} cleared, {_by(event)}"


def _by(event: e.KeyEventSet) -> str:
    return "by the status" if event.automatic else f"says {person(event.by)}"


def _task(event: e.TaskChanged) -> str:
    done = "finished" if event.done else "changed"
    return f"{person(event.by)} {done} the task “{fit(event.title, 200)}”"


def _not_done(effect: str) -> str:
    words = NOT_DONE.get(effect, "Something could not be done")
    return words[0].lower() + words[1:]


SENTENCES: dict[type[e.Event], Callable[[Any], str]] = {
    e.IncidentOpened: lambda event: f"{person(event.by)} declared it as {event.priority}",
    e.IncidentUpdated: _updated,
    e.IncidentClosed: _closed,
    e.IncidentReopened: lambda event: f"{person(event.by)} reopened it: {fit(event.justification, 300)}",
    e.IncidentMerged: lambda event: f"{person(event.by)} merged it into inc-{event.into}",
    e.MergeReceived: lambda event: f"{person(event.by)} merged inc-{event.merged} into it",
    e.RoleGiven: _role,
    e.KeyEventSet: _key_event,
    e.NoteAdded: lambda event: f"{person(event.author)}: {fit(event.words, 500)}",
    e.NoteChanged: lambda event: f"{person(event.by)} corrected a note: {fit(event.words, 500)}",
    e.NoteRemoved: lambda event: f"{person(event.by)} took a note away",
    e.TaskAdded: lambda event: f"{person(event.by)} added the task “{fit(event.title, 200)}”",
    e.TaskChanged: _task,
    e.MadePrivate: lambda event: f":lock: {person(event.by)} made it private",
    e.PeopleEntitled: lambda event: f":lock: {listed(map(person, event.people))} may see it",
    e.LookedInside: lambda event: f":lock: {person(event.by)} looked inside: {fit(event.reason, 300)}",
    e.PostmortemReady: lambda event: f"{person(event.by)} says that the post-mortem is written",
    e.LinkLost: lambda event: f"{_LOST.get(LinkKind(event.kind), event.kind)} is there no more",
    e.PersonJoined: lambda event: f"{person(event.by)} joined the channel",
    e.PersonLeft: lambda event: f"{person(event.by)} left the channel",
    e.ChannelArchived: lambda _event: "the channel was archived",
    e.ChannelUnarchived: lambda _event: "the channel was unarchived",
    e.Reminded: lambda event: f"Firebell asked for {_ASKED.get(event.kind, event.kind)}",
    e.ReminderSnoozed: lambda event: f"{person(event.by)} asked for quiet until {clock_time(event.until)}",
    e.LinkMade: lambda event: _LINKED[LinkKind(event.kind)],
    e.PeopleInvited: lambda event: f"{listed(map(person, event.people))} joined on invitation",
    e.PersonJoining: lambda event: f"{person(event.by)} asked to join",
    e.RespondersKnown: lambda _event: "the responders became known",
    e.ChannelRenamed: lambda event: f"the channel was renamed to #{escape(event.name)}",
    e.DeliveryFailed: lambda event: f":warning: {_not_done(event.effect)}: {fit(event.reason, 300)}",
    e.DeliveryRetried: lambda event: f"{person(event.by)} pressed Retry",
}
