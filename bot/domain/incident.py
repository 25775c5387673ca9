"""An incident, and what of it exists elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.events import (
    ChannelRenamed,
    DeliveryFailed,
    DeliveryRetried,
    Event,
    IncidentOpened,
    LinkMade,
    PeopleInvited,
    PersonJoining,
    RespondersKnown,
)


class Status(StrEnum):
    """Where an incident stands, in the order in which it goes."""

    OPEN = "open"
    INVESTIGATING = "investigating"
    MITIGATING = "mitigating"
    MITIGATED = "mitigated"
    POST_MORTEM = "post-mortem"
    CLOSED = "closed"


ACTIVE = (Status.OPEN, Status.INVESTIGATING, Status.MITIGATING)
"""Somebody is still suffering."""


class LinkKind(StrEnum):
    """What an incident can have elsewhere."""

    CHANNEL = "channel"
    CARD = "card"
    ANNOUNCEMENT = "announcement"
    FORM = "form"
    """The form in which it was declared, as long as it is on the declarer's screen."""


@dataclass(frozen=True)
class Link:
    """The incident's counterpart elsewhere: `key` is how the other side calls it."""

    kind: LinkKind
    key: str
    url: str = ""
    name: str = ""


@dataclass(frozen=True)
class Invited:
    """These people have been let into the channel."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    """Who does something, and when. `by` is a Slack user id, empty where nobody did."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Incident:
    """One incident; taxonomy entries by their keys. `id` is 0 until it is kept."""

    title: str
    description: str
    priority: str
    category: str
    environments: tuple[str, ...]
    impacts: Mapping[str, str]
    opened_by: str
    opened_at: datetime
    draft: str
    id: int = 0
    status: Status = Status.OPEN
    private: bool = False
    links: Mapping[LinkKind, Link] = field(default_factory=dict)
    invited: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """Its name everywhere: `inc-7`."""
        return f"inc-{self.id}"

    def link(self, kind: LinkKind) -> Link | None:
        return self.links.get(kind)


@dataclass(frozen=True)
class Change:
    """What became of an incident, and the events that made it so."""

    incident: Incident
    events: tuple[Event, ...]


def open_as(incident: Incident) -> Change:
    """An incident begins."""
    event = IncidentOpened(incident.opened_at, incident.opened_by, incident.priority, incident.category)
    return Change(incident, (event,))


def add_link(incident: Incident, link: Link, act: Act) -> Change:
    """The counterpart exists now; one that is there already stays."""
    if incident.link(link.kind):
        return Change(incident, ())
    event = LinkMade(act.at, act.by, kind=link.kind, key=link.key, url=link.url, name=link.name)
    return Change(replace(incident, links={**incident.links, link.kind: link}), (event,))


def invite(incident: Incident, invited: Invited, act: Act) -> Change:
    """Remember who has been let in, so that whoever leaves on purpose is left alone."""
    fresh = tuple(person for person in invited.people if person not in incident.invited)
    if not fresh:
        return Change(incident, ())
    return Change(
        replace(incident, invited=incident.invited + fresh), (PeopleInvited(act.at, act.by, people=fresh),)
    )


def join(incident: Incident, act: Act) -> Change:
    """Somebody asks to be let in, also after having left."""
    others = tuple(person for person in incident.invited if person != act.by)
    return Change(replace(incident, invited=others), (PersonJoining(act.at, act.by),))


def know_responders(incident: Incident, act: Act) -> Change:
    """Who belongs to the usergroups became known only after the incident had begun."""
    return Change(incident, (RespondersKnown(act.at, act.by),))


def give_up(incident: Incident, delivery: int, effect: str, reason: str, act: Act) -> Change:
    """Something that had to be done elsewhere was refused, or failed too often."""
    event = DeliveryFailed(act.at, act.by, delivery=delivery, effect=effect, reason=reason)
    return Change(incident, (event,))


def retry(incident: Incident, delivery: int, effect: str, act: Act) -> Change:
    """Somebody mended the cause and wants it tried again."""
    return Change(incident, (DeliveryRetried(act.at, act.by, delivery=delivery, effect=effect),))


def rename_channel(incident: Incident, name: str, act: Act) -> Change:
    """Somebody gave the channel another name in Slack."""
    channel = incident.link(LinkKind.CHANNEL)
    if channel is None or channel.name == name:
        return Change(incident, ())
    links = {**incident.links, LinkKind.CHANNEL: replace(channel, name=name)}
    return Change(replace(incident, links=links), (ChannelRenamed(act.at, act.by, name=name),))
