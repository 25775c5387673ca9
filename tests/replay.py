"""The timeline, told again from its beginning: what an incident must be by what happened to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain import events as e
from bot.domain.incident import LinkKind, Status
from bot.domain.lifecycle import TABLE, Needs
from bot.domain.rules.key_events import DECLARED
from bot.domain.rules.privacy import LEFT_BEHIND

BY_UPDATE = {Needs.NOTHING, Needs.REASON, Needs.POSTMORTEM}
"""What an update may need; closing and reopening have events of their own."""


@dataclass
class Present:
    """What follows from the events alone. `told`: the messages that stand, the last one last."""

    status: Status = Status.OPEN
    fields: dict[str, Any] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    key_events: dict[str, tuple[datetime | None, bool]] = field(default_factory=dict)
    private: bool = False
    links: dict[str, str] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    archived: bool = False
    postmortem_ready: bool = False
    merged_into: int = 0
    told: list[e.IncidentUpdated] = field(default_factory=list)


def replay(history: Iterable[e.Event], *, private: bool) -> Present:
    """private: whether it was declared so, which no event says."""
    present = Present(private=private)
    for event in history:
        _happen(present, event)
    return present


def _happen(now: Present, event: e.Event) -> None:
    match event:
        case e.IncidentOpened():
            now.fields = {"priority": event.priority, "category": event.category}
            now.key_events[DECLARED] = (event.at, False)
        case e.IncidentUpdated():
            _update(now, event)
        case e.IncidentClosed() | e.IncidentMerged():
            _step(now, Status.CLOSED, {Needs.GATE, Needs.CLOSING_REASON})
            now.merged_into = event.into if isinstance(event, e.IncidentMerged) else now.merged_into
        case e.IncidentReopened():
            assert event.justification.strip()
            _step(now, Status.INVESTIGATING, {Needs.REOPENING})
        case e.RoleGiven():
            assert now.roles.pop(event.role, "") == event.was
            now.roles |= {event.role: event.person} if event.person else {}
        case e.KeyEventSet():
            _say(now, event)
        case e.PostmortemReady():
            now.postmortem_ready = True
        case e.UpdateWithdrawn():
            now.told = [one for one in now.told if one.source != event.source]
        case _:
            _happen_elsewhere(now, event)


def _happen_elsewhere(now: Present, event: e.Event) -> None:
    match event:
        case e.MadePrivate():
            assert not now.private, "it was private already"
            now.private, now.members, now.archived = True, [], False
            for kind in set(LEFT_BEHIND) - {LinkKind.CHANNEL}:
                now.links.pop(kind, None)  # that the channel is lost is an event of its own
        case e.LinkMade():
            assert event.kind not in now.links
            now.links[event.kind] = event.key
        case e.LinkLost():
            assert now.links.pop(event.kind) == event.key
            if event.kind == LinkKind.CHANNEL:
                now.members, now.archived = [], False
        case e.PeopleInvited():
            now.members += [one for one in event.people if one not in now.members]
        case e.PersonJoined():
            assert event.by not in now.members
            now.members.append(event.by)
        case e.PersonLeft():
            now.members = [one for one in now.members if one != event.by]
        case e.ChannelArchived() | e.ChannelUnarchived():
            now.archived = isinstance(event, e.ChannelArchived)


def _update(now: Present, event: e.IncidentUpdated) -> None:
    assert set(event.was) == set(event.becomes)
    assert event.message or event.becomes or event.next_update_at
    for name, was in event.was.items():
        if name == "status":
            assert was == now.status
            end = Status(event.becomes[name])
            assert (TABLE[now.status, end] is not Needs.REASON) or event.reason.strip()
            _step(now, end, BY_UPDATE)
        else:
            assert now.fields.get(name, was) == was
            assert event.becomes[name] != was
            now.fields[name] = event.becomes[name]
    if event.message:
        now.told.append(event)


def _step(now: Present, end: Status, allowed: set[Needs]) -> None:
    assert TABLE[now.status, end] in allowed, f"{now.status} -> {end}"
    now.status = end


def _say(now: Present, event: e.KeyEventSet) -> None:
    if event.moment is None and not event.unknown:
        now.key_events.pop(event.key)
    else:
        now.key_events[event.key] = (event.moment, event.automatic)
