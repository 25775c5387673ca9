"""Who can be called, and calls for help."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class SosSent(Event):
    """Somebody called for help by the name `call`.

    `usergroup`: the id of the one that is mentioned, `people`: its members. `channel`: the name of the one
    that gets a message. Either may be empty.
    """

    call: str
    usergroup: str = ""
    people: tuple[str, ...] = ()
    channel: str = ""
    words: str = ""


@dataclass(frozen=True)
class RespondersKnown(Event):
    """The members of the usergroups were read for the first time, after the incident had begun."""


@dataclass(frozen=True)
class PeoplePaged(Event):
    """Its pages call these now and did not before; by their Slack ids."""

    people: tuple[str, ...]
