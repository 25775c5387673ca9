"""What has happened to an incident's channel, and who came and went."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.event import Event


@dataclass(frozen=True)
class PeopleInvited(Event):
    people: tuple[str, ...]


@dataclass(frozen=True)
class PeopleAbsent(Event):
    """People are called who have no account in Slack: their e-mail addresses, all that there are now."""

    emails: tuple[str, ...]


@dataclass(frozen=True)
class PersonJoining(Event):
    """Somebody asked to be let into the channel."""


@dataclass(frozen=True)
class PersonJoined(Event):
    """Somebody is in the channel now (`by`)."""


@dataclass(frozen=True)
class PersonLeft(Event):
    """Somebody left the channel (`by`), or was taken out."""


@dataclass(frozen=True)
class ChannelRenamed(Event):
    name: str


@dataclass(frozen=True)
class ChannelArchived(Event):
    """The channel can only be read now."""


@dataclass(frozen=True)
class ChannelUnarchived(Event):
    """The channel can be written in again."""


@dataclass(frozen=True)
class ChannelConverted(Event):
    """Somebody made the channel private, or public."""

    private: bool


@dataclass(frozen=True)
class ChannelShared(Event):
    """Another organisation (`team`, its Slack id) is in the channel too."""

    team: str


@dataclass(frozen=True)
class ChannelUnshared(Event):
    """That organisation is in the channel no more."""

    team: str


@dataclass(frozen=True)
class ChannelExpiring(Event):
    """The channel will be archived at `until`, unless somebody keeps it open."""

    until: datetime


@dataclass(frozen=True)
class ChannelExpired(Event):
    """Nobody kept the channel open, so it is archived."""


@dataclass(frozen=True)
class ChannelKept(Event):
    """Somebody wants the channel to stay open."""


@dataclass(frozen=True)
class ChannelRegained(Event):
    """Firebell is in the channel again out of which it was taken."""


@dataclass(frozen=True)
class ChannelAsked(Event):
    """Somebody wants a new channel, as the old one is of no use any more."""
