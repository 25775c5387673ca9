"""The end of a channel: when it is archived, what keeps it, and what follows it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import UserError
from bot.domain.events import (
    ChannelAsked,
    ChannelExpired,
    ChannelExpiring,
    ChannelKept,
    ChannelRegained,
    Event,
    LinkLost,
    LinkMade,
    MadePrivate,
)
from bot.domain.incident import Act, Change, ClosingReason, Incident, Link, LinkKind
from bot.domain.rules import closing
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.asking import main_ticket

NOTICE = timedelta(days=1)
"""How long before people are told; and how long nobody must have written."""

MOVED, DELETED, REMOVED = "moved", "deleted", "removed"
"""Why a channel is ours no more: given up for another one, deleted, or Firebell was taken out of it."""


def wants_channel(incident: Incident, taxonomy: Taxonomy) -> bool:
    """Tell whether it gets a channel: by its priority, or as it has no ticket in which it could go on.

    A drill is nothing but its channel.
    """
    by_priority = taxonomy.priorities[incident.priority].channel
    return by_priority or incident.drill or main_ticket(incident) is None


def stays(incident: Incident, taxonomy: Taxonomy) -> timedelta:
    """Give how long the channel stays open after the incident was closed."""
    return taxonomy.priorities[incident.priority].archive_after


def may_expire(incident: Incident, history: Iterable[Event], taxonomy: Taxonomy, now: datetime) -> bool:
    """Tell whether nothing keeps the channel: what is still to be written is written in it."""
    closure = incident.closure
    if closure is None or closure.reason is not ClosingReason.RESOLVED or incident.postmortem_ready:
        return closure is not None
    is_waived = closing.Missing.POSTMORTEM in closure.waived
    return is_waived or not closing.postmortem_due(incident, history, taxonomy, now)


def announce_end(incident: Incident, act: Act) -> Change:
    """The channel will be archived, unless somebody keeps it open."""
    return Change(incident, (ChannelExpiring(act.at, act.by, until=act.at + NOTICE),))


def expire(incident: Incident, act: Act) -> Change:
    """Nobody kept it open."""
    return Change(incident, (ChannelExpired(act.at, act.by),))


def keep_open(incident: Incident, act: Act) -> Change:
    """Somebody wants it to stay. Raises UserError where it is too late for that."""
    if incident.archived:
        raise UserError(f"The channel is archived already. Reopen {incident.ref} to go on in a new one.")
    return Change(incident, (ChannelKept(act.at, act.by),))


def reopen(incident: Incident, justification: str, act: Act) -> Change:
    """It is back, and goes on in a new channel where the old one can only be read: no app can unarchive one.

    https://github.com/slack-go/slack/issues/1066
    """
    back = closing.reopen(incident, justification, act)
    if not incident.archived:
        return back
    moved = leave_channel(back.incident, act)
    return Change(moved.incident, (*moved.events, *back.events))


def ask_for_channel(incident: Incident, act: Act) -> Change:
    """Somebody wants a new one, as nobody can write in the old one any more."""
    if incident.link(LinkKind.CHANNEL) and not incident.archived:
        raise UserError(f"{incident.ref} has a channel. Go on there.")
    moved = leave_channel(incident, act)
    return Change(moved.incident, (*moved.events, ChannelAsked(act.at, act.by)))


def leave_channel(incident: Incident, act: Act, why: str = MOVED) -> Change:
    """Give the channel up, with the card in it. Who is in it is let into the next one, if they may see it."""
    old = incident.link(LinkKind.CHANNEL)
    if old is None:
        return Change(incident, ())
    links = {kind: link for kind, link in incident.links.items() if kind not in _IN_CHANNEL}
    if why != DELETED:
        links[LinkKind.FORMER_CHANNEL] = Link(LinkKind.FORMER_CHANNEL, old.key, old.url, old.name)
    left = tuple(person for person in incident.invited if person not in incident.members)
    lost = [incident.links[kind] for kind in _IN_CHANNEL if kind in incident.links]
    events = tuple(LinkLost(act.at, act.by, kind=link.kind, key=link.key, why=why) for link in lost)
    named = tuple(dict.fromkeys((*incident.named, *incident.members)))
    moved = replace(incident, links=links, invited=left, members=(), named=named, archived=False)
    return Change(moved, events)


def former(incident: Incident, history: Iterable[Event]) -> tuple[str, ...]:
    """Give the channels that it had before and that are there still, as far as is known."""
    lost = [event for event in history if isinstance(event, LinkLost) and event.kind == LinkKind.CHANNEL]
    now, deleted = incident.link(LinkKind.CHANNEL), {event.key for event in lost if event.why == DELETED}
    keys = dict.fromkeys(event.key for event in lost if not (now and event.key == now.key))
    return tuple(key for key in keys if key not in deleted)


def come_back(incident: Incident, history: Iterable[Event], act: Act) -> Change:
    """Firebell was let in again where it had been taken out: unless there is a new channel, it goes on there.

    The card that was left there is the card again.
    """
    old, history = incident.link(LinkKind.FORMER_CHANNEL), list(history)
    if old is None or incident.link(LinkKind.CHANNEL) or _hidden_since(old, history):
        return Change(incident, ())
    back = [replace(old, kind=LinkKind.CHANNEL)]
    lost = (event.key for event in history if isinstance(event, LinkLost) and event.kind == LinkKind.CARD)
    back += [Link(LinkKind.CARD, key) for key in lost if key.startswith(f"{old.key}/")][-1:]
    links: dict[LinkKind, Link] = {
        kind: link for kind, link in incident.links.items() if kind is not LinkKind.FORMER_CHANNEL
    }
    made = (
        LinkMade(act.at, act.by, kind=link.kind, key=link.key, url=link.url, name=link.name) for link in back
    )
    regained = replace(incident, links={**links, **{link.kind: link for link in back}})
    return Change(regained, (*made, ChannelRegained(act.at, act.by)))


def _hidden_since(old: Link, history: Iterable[Event]) -> bool:
    """Tell whether the incident became private after it had lost this channel, which everybody may read."""
    hidden = False
    for event in history:
        if isinstance(event, LinkLost) and event.key == old.key:
            hidden = False
        elif isinstance(event, MadePrivate):
            hidden = True
    return hidden


_IN_CHANNEL = (LinkKind.CHANNEL, LinkKind.CARD, LinkKind.POSTMORTEM)
"""What is gone with the channel."""
