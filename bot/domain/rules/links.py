"""What of an incident exists elsewhere, who is in its channel, and what became of the channel."""

from dataclasses import replace

from bot.domain.events import (
    ChannelArchived,
    ChannelRenamed,
    ChannelUnarchived,
    LinkLost,
    LinkMade,
    PeopleInvited,
    PersonJoined,
    PersonJoining,
    PersonLeft,
    RespondersKnown,
)
from bot.domain.incident import Act, Change, Incident, Invited, Link, LinkKind


def add_link(incident: Incident, link: Link, act: Act) -> Change:
    """The counterpart exists now; one that is there already stays."""
    if incident.link(link.kind):
        return Change(incident, ())
    event = LinkMade(act.at, act.by, kind=link.kind, key=link.key, url=link.url, name=link.name)
    return Change(replace(incident, links={**incident.links, link.kind: link}), (event,))


def lose_link(incident: Incident, kind: LinkKind, act: Act) -> Change:
    """The counterpart is gone; another one may take its place."""
    lost = incident.link(kind)
    if lost is None:
        return Change(incident, ())
    links = {other: link for other, link in incident.links.items() if other is not kind}
    return Change(replace(incident, links=links), (LinkLost(act.at, act.by, kind=kind, key=lost.key),))


def invite(incident: Incident, invited: Invited, act: Act) -> Change:
    """Remember who has been let in, so that whoever leaves on purpose is left alone."""
    fresh = tuple(person for person in invited.people if person not in incident.invited)
    if not fresh:
        return Change(incident, ())
    inside = tuple(dict.fromkeys((*incident.members, *fresh)))
    changed = replace(incident, invited=incident.invited + fresh, members=inside)
    return Change(changed, (PeopleInvited(act.at, act.by, people=fresh),))


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
    return Change(replace(incident, members=(*incident.members, act.by)), (PersonJoined(act.at, act.by),))


def leave(incident: Incident, act: Act) -> Change:
    """Somebody left the channel: they stay out unless they ask, or are named, paged or given a role."""
    if act.by not in incident.members:
        return Change(incident, ())
    left = tuple(person for person in incident.members if person != act.by)
    invited = tuple(dict.fromkeys((*incident.invited, act.by)))
    return Change(replace(incident, members=left, invited=invited), (PersonLeft(act.at, act.by),))


def rename_channel(incident: Incident, name: str, act: Act) -> Change:
    """The channel has another name in Slack."""
    channel = incident.link(LinkKind.CHANNEL)
    if channel is None or channel.name == name:
        return Change(incident, ())
    links = {**incident.links, LinkKind.CHANNEL: replace(channel, name=name)}
    return Change(replace(incident, links=links), (ChannelRenamed(act.at, act.by, name=name),))


def archive_channel(incident: Incident, act: Act) -> Change:
    return Change(incident, (ChannelArchived(act.at, act.by),))


def unarchive_channel(incident: Incident, act: Act) -> Change:
    return Change(incident, (ChannelUnarchived(act.at, act.by),))
