"""What happened to a ticket, in words."""

from collections.abc import Callable
from typing import Any

from bot.domain import events as e
from bot.domain.rules.closing import Missing
from bot.domain.ticketing import systems
from bot.views.words import escape, fit, listed, person

WHAT = {"status": "status", "priority": "priority", "summary": "title", "assignee": "assignee"}
"""What a ticket says, as people call it."""

LACKS = {
    Missing.MITIGATION: "it is not mitigated",
    Missing.KEY_EVENTS: "key events are missing",
    Missing.POSTMORTEM: "the post-mortem is not ready",
}


def who(name: str) -> str:
    """What a ticket system does by itself has no name."""
    return fit(name, 80) if name else "somebody"


def lacks(codes: tuple[str, ...]) -> str:
    return listed([LACKS[Missing(code)] for code in codes])


def of_task(event: e.TicketAsked | e.TicketMade | e.TicketDelayed) -> str:
    return f" for the task “{fit(event.task, 200)}”" if event.task else ""


def title(event: Any) -> str:
    """Name the system that it is about."""
    system = getattr(event, "system", "")
    return (systems.named(system) if system else systems.system_of(event.key)).title


def _key(event: Any) -> str:
    return fit(event.key, 60) or "the ticket"


def _what(event: e.TicketChanged | e.TicketStuck) -> str:
    return WHAT.get(event.what, escape(event.what))


def _changed(event: e.TicketChanged) -> str:
    return f"{who(event.who)} changed the {_what(event)} of {_key(event)} in {title(event)}"


def reported(event: e.TicketAdopted) -> str:
    return f", reported by {fit(event.who, 80)}" if event.who else ""


def _moved(event: e.TicketMoved) -> str:
    return f"{who(event.who)} moved {_key(event)} to {fit(event.status, 60)} in {title(event)}"


SENTENCES: dict[type[e.Event], Callable[[Any], str]] = {
    e.TicketAsked: lambda event: (
        (f"{person(event.by)} asked for a ticket" if event.by else "a ticket was asked for") + of_task(event)
    ),
    e.TicketMade: lambda event: f"the ticket {_key(event)} was made{of_task(event)}",
    e.TicketDelayed: lambda event: f"{title(event)} does not take the ticket{of_task(event)} yet",
    e.TicketLinked: lambda event: f"the ticket {_key(event)} was linked",
    e.TicketAdopted: lambda event: f"it began in {title(event)} as {_key(event)}{reported(event)}",
    e.TicketUnlinked: lambda event: f"{person(event.by)} unlinked {_key(event)}",
    e.TicketLost: lambda event: f"{title(event)} has {_key(event)} no more",
    e.TicketRenamed: lambda event: f"{fit(event.was, 60)} is called {_key(event)} now",
    e.TicketMoved: _moved,
    e.TicketChanged: _changed,
    e.TicketRanked: lambda event: (
        f"{_key(event)} has priority {fit(event.priority, 40)} in {title(event)}, says {who(event.who)}"
    ),
    e.TicketStuck: lambda event: f"the {_what(event)} could not be written to {_key(event)}",
    e.TicketRefused: lambda event: f"{_key(event)} ended in {title(event)}, but here {lacks(event.lacks)}",
    e.TicketCommented: lambda event: f"{who(event.who)} in {_key(event)}: {fit(event.words, 500)}",
}
