"""What one event says, in words: a sentence for each kind."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.domain import events as e
from bot.domain.incident import LinkKind
from bot.domain.paging.source import plain
from bot.domain.personal.forgetting import is_former
from bot.domain.tokens import is_token
from bot.views.own_fields import told
from bot.views.paging import sentences as paging
from bot.views.postmortem import sentences as postmortem
from bot.views.ticketing import sentences as ticketing
from bot.views.words import bold, clock_time, crowd, duration, escape, fit, listed, moment, person
from bot.views.work.failure import NOT_DONE

_LINKED = {
    LinkKind.CHANNEL: "the channel was made",
    LinkKind.CARD: "the card was posted",
    LinkKind.ANNOUNCEMENT: "the incident was announced",
    LinkKind.FORM: "the form shows progress",
    LinkKind.ANSWER: "the command can be answered",
    LinkKind.ORIGIN: "it was declared from a message",
    LinkKind.POSTMORTEM: "the post-mortem was told of in the channel",
    LinkKind.FORMER_CHANNEL: "the former channel stays readable",
    LinkKind.EXPOSED: "the public channel was left",
}

_LOST = {
    LinkKind.CHANNEL: "the channel",
    LinkKind.CARD: "the card",
    LinkKind.ANNOUNCEMENT: "the announcement",
    LinkKind.POSTMORTEM: "the message of the post-mortem",
}
_ASKED = {
    "update": "an update",
    "commander": "a commander",
    "key events": "key events",
    "post-mortem": "the post-mortem",
    "close": "the end",
}


_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,20}")


def author(name: str) -> str:
    """Name who wrote a note: a person, or an app."""
    return (
        person(name)
        if _SLACK_ID.fullmatch(name) or is_former(name) or is_token(name) or not name
        else bold(fit(one_line(name), 80))
    )


def one_line(words: str) -> str:
    """Put several lines into one, so that none of them looks like something else that happened."""
    return " ".join(words.split())


def _updated(event: e.IncidentUpdated) -> str:
    """Say what was told, then what changed."""
    changed = [_change(name, event.was.get(name), value) for name, value in event.becomes.items()]
    said = [fit(event.message, 500)] if event.message else []
    why = [f"because {fit(event.reason, 200)}"] if event.reason else []
    return f"{person(event.by)}: {' · '.join([*said, *changed, *why]) or 'nothing new'}"


def _change(name: str, was: Any, becomes: Any) -> str:
    match name:
        case "title" | "description":
            return f"{name} changed"
        case "impacts":
            gone = [key for key in was or () if key not in becomes]
            return f"impact on {escape(listed(gone))} cleared" if gone else "impacts changed"
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
    by, who, was = map(person, (event.by, event.person, event.was))
    words = f": {fit(event.words, 300)}" if event.words else ""
    if not event.person:
        return f"{was} is {role} no more" + (f", says {by}" if event.by != event.was else "")
    if event.by == event.was:
        return f"{by} handed the role of {role} to {who}{words}"
    handed = f", from {was}" if event.was else ""
    done = f"{by} took the role of {role}" if event.by == event.person else f"{by} made {who} {role}"
    return f"{done}{handed}{words}"


def _key_event(event: e.KeyEventSet) -> str:
    name = escape(event.key)
    if event.moment:
        return f"{name} {moment(event.moment)}, {_by(event)}"
    return f"{name} is unknown, {_by(event)}" if event.unknown else f"{name} cleared, {_by(event)}"


def _field(event: e.FieldSet) -> str:
    was, becomes = (told(event.kind, texts) for texts in (event.was, event.becomes))
    return f"{person(event.by)}: {fit(event.name, 75)} {was} → {becomes}"


def _redacted(event: e.TextRedacted) -> str:
    """Say where they stood; never what they were."""
    count = len(event.rows)
    entries = ["1 entry" if count == 1 else f"{count} entries"] if count else []
    return f"{person(event.by)} took words out of {listed([*entries, *map(escape, event.places)])}"


def _by(event: e.KeyEventSet) -> str:
    return "by the status" if event.automatic else f"says {person(event.by)}"


def _task(event: e.TaskChanged) -> str:
    done = "finished" if event.done else "changed"
    who = fit(event.key, 60) if event.key else person(event.by)
    return f"{who} {done} the task “{fit(event.title, 200)}”"


def _not_done(effect: str) -> str:
    words = NOT_DONE.get(plain(effect), "Something could not be done")
    return words[0].lower() + words[1:]


def _absent(event: e.PeopleAbsent) -> str:
    """E-mail addresses are people's words like any other."""
    if not event.emails:
        return "everybody who is called has an account in Slack"
    return f"without an account in Slack: {fit(listed(event.emails), 500)}"


SENTENCES: dict[type[e.Event], Callable[[Any], str]] = {
    e.IncidentOpened: lambda event: f"{person(event.by)} declared it as {escape(event.priority)}",
    e.IncidentUpdated: _updated,
    e.IncidentClosed: _closed,
    e.IncidentReopened: lambda event: f"{person(event.by)} reopened it: {fit(event.justification, 300)}",
    e.IncidentMerged: lambda event: f"{person(event.by)} merged it into inc-{event.into}",
    e.MergeReceived: lambda event: f"{person(event.by)} merged inc-{event.merged} into it",
    e.RoleGiven: _role,
    e.KeyEventSet: _key_event,
    e.FieldSet: _field,
    e.UpdateWithdrawn: lambda event: (
        f"{person(event.by)} took an update back" if event.by else "the message of an update was deleted"
    ),
    e.UpdateCorrected: lambda event: f"{person(event.by)} corrected an update: {fit(event.message, 500)}",
    e.MessageMarked: lambda event: f"{person(event.by)} marked a message",
    e.MessageUnmarked: lambda event: f"{person(event.by)} unmarked a message",
    e.NoteAdded: lambda event: f"{author(event.author)}: {fit(one_line(event.words), 500)}",
    e.NoteChanged: lambda event: f"{person(event.by)} corrected a note: {fit(one_line(event.words), 500)}",
    e.NoteRemoved: lambda event: f"{person(event.by)} took a note away",
    e.TextRedacted: _redacted,
    e.TaskAdded: lambda event: f"{person(event.by)} added the task “{fit(event.title, 200)}”",
    e.TaskChanged: _task,
    e.TaskDue: lambda event: f"the task “{fit(event.title, 200)}” is due, {person(event.owner)} was reminded",
    e.MadePrivate: lambda event: f":lock: {person(event.by)} made it private",
    e.PeopleEntitled: lambda event: f":lock: {crowd(event.people)} may see it",
    e.LookedInside: lambda event: f":lock: {person(event.by)} looked inside: {fit(event.reason, 300)}",
    e.SosSent: lambda event: f"{person(event.by)} called for help: {fit(event.call, 100)}",
    e.LinkLost: lambda event: f"{_LOST.get(LinkKind(event.kind), event.kind)} is there no more",
    e.PersonJoined: lambda event: f"{person(event.by)} joined the channel",
    e.PersonLeft: lambda event: f"{person(event.by)} left the channel",
    e.ChannelConverted: lambda event: f"the channel was made {'private' if event.private else 'public'}",
    e.ChannelShared: lambda _event: ":warning: another organisation came into the channel",
    e.ChannelUnshared: lambda _event: "an organisation left the channel",
    e.ChannelArchived: lambda _event: "the channel was archived",
    e.ChannelUnarchived: lambda _event: "the channel was unarchived",
    e.ChannelExpiring: lambda event: f"the channel is to be archived {moment(event.until)}",
    e.ChannelExpired: lambda _event: "the channel's time is over",
    e.ChannelKept: lambda event: f"{person(event.by)} keeps the channel open",
    e.ChannelRegained: lambda _event: "Firebell is in the channel again",
    e.ChannelAsked: lambda event: f"{person(event.by)} asked for a new channel",
    e.Reminded: lambda event: f"Firebell asked for {_ASKED.get(event.kind, escape(event.kind))}",
    e.ReminderSnoozed: lambda event: f"{person(event.by)} asked for quiet until {clock_time(event.until)}",
    e.LinkMade: lambda event: _LINKED[LinkKind(event.kind)],
    e.PeopleInvited: lambda event: f"{crowd(event.people)} joined on invitation",
    e.PeopleAbsent: _absent,
    e.PeoplePaged: lambda event: f"{crowd(event.people)} came to be called by a page",
    e.PersonJoining: lambda event: f"{person(event.by)} asked to join",
    e.RespondersKnown: lambda _event: "the responders became known",
    e.ChannelRenamed: lambda event: f"the channel was renamed to #{escape(event.name)}",
    e.DeliveryFailed: lambda event: f":warning: {_not_done(event.effect)}: {fit(event.reason, 300)}",
    e.DrillScored: lambda event: f"the drill is over after {duration(timedelta(seconds=event.lasted))}",
    e.DeliveryRetried: lambda event: f"{person(event.by)} pressed Retry",
    e.IncidentBraked: lambda _event: "too many began at once, so it waits until somebody opens it",
    e.IncidentFreed: lambda event: f"{person(event.by)} opened it",
    e.StormTaken: lambda event: f"{person(event.by)} said that {event.count} that wait belong to it",
    e.AlertResolved: lambda event: f"{person(event.by)} told that it is resolved",
    e.AlertFired: lambda event: f"{person(event.by)} told that it is there again",
    **paging.SENTENCES,
    **ticketing.SENTENCES,
    **postmortem.SENTENCES,
}
