"""What of an incident exists elsewhere, who is in its channel, and what became of the channel."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.events import (
    ChannelArchived,
    ChannelConverted,
    ChannelRenamed,
    ChannelShared,
    ChannelUnarchived,
    ChannelUnshared,
    Event,
    LinkMade,
    PeopleAbsent,
    PeopleInvited,
    PersonJoined,
    PersonJoining,
    PersonLeft,
    RespondersKnown,
)
from bot.domain.incident import Act, Change, Incident, Invited, Link, LinkKind

IN_CHANNEL = (LinkKind.CARD, LinkKind.POSTMORTEM)
"""Messages that are nowhere but in the incident's own channel."""


def add_link(incident: Incident, link: Link, act: Act) -> Change:
    """The counterpart exists now; one that is there already stays.

    What was being made in public while it became private is no place for it any more.
    """
    if link.public and incident.private and link.kind is LinkKind.CHANNEL:
        link = replace(link, kind=LinkKind.EXPOSED)
    if incident.link(link.kind) or _stands_outside(incident, link):
        return Change(incident, ())
    event = LinkMade(act.at, act.by, kind=link.kind, key=link.key, url=link.url, name=link.name)
    return Change(replace(incident, links={**incident.links, link.kind: link}), (event,))


def _stands_outside(incident: Incident, link: Link) -> bool:
    """Tell whether a message was posted in a channel that has been given up meanwhile."""
    channel = incident.link(LinkKind.CHANNEL)
    return link.kind in IN_CHANNEL and not (channel and link.key.startswith(f"{channel.key}/"))


def invite(incident: Incident, invited: Invited, act: Act) -> Change:
    """Remember who has been let in, so that whoever leaves on purpose is left alone.

    Who was let into a channel that has been given up since is not in this one.
    """
    there = incident.link(LinkKind.CHANNEL)
    if invited.channel and (there is None or there.key != invited.channel):
        return Change(incident, ())
    fresh = tuple(person for person in invited.people if person not in incident.invited)
    absent = incident.absent if invited.absent is None else invited.absent
    events: list[Event] = [PeopleInvited(act.at, act.by, people=fresh)] if fresh else []
    if absent != incident.absent:
        events.append(PeopleAbsent(act.at, act.by, emails=absent))
    inside = tuple(dict.fromkeys((*incident.members, *fresh)))
    changed = replace(incident, invited=incident.invited + fresh, members=inside, absent=absent)
    return Change(changed if events else incident, tuple(events))


def join(incident: Incident, act: Act) -> Change:
    """Somebody asks to be let in, also after having left."""
    others = tuple(person for person in incident.invited if person != act.by)
    return Change(replace(incident, invited=others), (PersonJoining(act.at, act.by),))


def know_responders(incident: Incident, act: Act) -> Change:
    """Who belongs to the usergroups became known only after the incident had begun."""
    return Change(incident, (RespondersKnown(act.at, act.by),))


def enter(incident: Incident, act: Act) -> Change:
    """Somebody came into the channel by themselves, or by another's hand."""
    if act.by in incident.members:
        return Change(incident, ())
    invited = tuple(dict.fromkeys((*incident.invited, act.by)))
    inside = replace(incident, members=(*incident.members, act.by), invited=invited)
    return Change(inside, (PersonJoined(act.at, act.by),))


def leave(incident: Incident, act: Act) -> Change:
    """Somebody left the channel: they stay out unless they ask, or are named, paged or given a role."""
    if act.by not in incident.members and act.by in incident.invited:
        return Change(incident, ())
    left = tuple(person for person in incident.members if person != act.by)
    invited = tuple(dict.fromkeys((*incident.invited, act.by)))
    return Change(replace(incident, members=left, invited=invited), (PersonLeft(act.at, act.by),))


def rename_channel(incident: Incident, name: str, act: Act, *, ours: bool = False) -> Change:
    """The channel has another name in Slack. ours: Firebell gave it, so it is nobody's act."""
    channel = incident.link(LinkKind.CHANNEL)
    if channel is None or channel.name == name:
        return Change(incident, ())
    links = {**incident.links, LinkKind.CHANNEL: replace(channel, name=name)}
    renamed = replace(incident, links=links)
    return Change(renamed, () if ours else (ChannelRenamed(act.at, act.by, name=name),))


def archive_channel(incident: Incident, act: Act) -> Change:
    if incident.archived:
        return Change(incident, ())
    return Change(replace(incident, archived=True), (ChannelArchived(act.at, act.by),))


def unarchive_channel(incident: Incident, act: Act) -> Change:
    if not incident.archived:
        return Change(incident, ())
    return Change(replace(incident, archived=False), (ChannelUnarchived(act.at, act.by),))


def convert_channel(incident: Incident, act: Act, *, private: bool) -> Change:
    """The channel was made private or public; the incident itself stays what it is until people say so."""
    return Change(incident, (ChannelConverted(act.at, act.by, private=private),))


def share_channel(
    incident: Incident, history: Iterable[Event], team: str, act: Act, *, shared: bool
) -> Change:
    """Another organisation is in the channel, or is no more; what is known already is nothing new."""
    if shared == (team in teams(history)):
        return Change(incident, ())
    event = ChannelShared(act.at, act.by, team=team) if shared else ChannelUnshared(act.at, act.by, team=team)
    return Change(incident, (event,))


def teams(history: Iterable[Event]) -> set[str]:
    """Give the organisations that are in the channel."""
    inside: set[str] = set()
    for event in history:
        if isinstance(event, ChannelShared):
            inside.add(event.team)
        elif isinstance(event, ChannelUnshared):
            inside.discard(event.team)
    return inside
