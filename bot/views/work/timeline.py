"""What happened, a sentence each."""

from collections.abc import Callable, Sequence
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
}

_SENTENCES: dict[type[e.Event], Callable[[Any], str]] = {
    e.IncidentOpened: lambda event: f"{person(event.by)} declared it as {event.priority}",
    e.LinkMade: lambda event: _LINKED[LinkKind(event.kind)],
    e.PeopleInvited: lambda event: f"{listed(map(person, event.people))} joined on invitation",
    e.PersonJoining: lambda event: f"{person(event.by)} asked to join",
    e.RespondersKnown: lambda _event: "the responders became known",
    e.ChannelRenamed: lambda event: f"the channel was renamed to #{escape(event.name)}",
    e.DeliveryFailed: lambda event: f":warning: {_not_done(event.effect)}: {fit(event.reason, 300)}",
    e.DeliveryRetried: lambda event: f"{person(event.by)} pressed Retry",
}


def sentence(event: e.Event) -> str:
    """Say what happened, with its time."""
    return f"{clock_time(event.at)}  {_SENTENCES[type(event)](event)}"


def newest(happened: Sequence[e.Event], most: int = 3000) -> str:
    """Give the sentences of the last events, the oldest first, as many as fit."""
    lines: list[str] = []
    for event in reversed(happened):
        line = sentence(event)
        most -= len(line) + 1
        if most < 0:
            break
        lines.insert(0, line)
    return "\n".join(lines)


def _not_done(effect: str) -> str:
    words = NOT_DONE.get(effect, "Something could not be done")
    return words[0].lower() + words[1:]
