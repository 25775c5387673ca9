"""What can be done with one incident, as buttons and as a menu of them; each entry is a subcommand.

The menu is a window of its own: an overflow holds five entries, and a select in a message goes on showing
what was chosen, so that nobody can choose the same again.
"""

from dataclasses import dataclass

from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.alerts import storm
from bot.views.words import STATUS, fit, mark

RUN = "run:"
"""Begins the action of a button that runs a subcommand."""

DETAILS = "show_details"
"""The action that shows one incident, whole."""

MORE = "more"
"""The subcommand that opens the menu, and the menu."""

PAGE = "oncall"
"""The subcommand that pages."""

TICKET = "ticket"
"""The subcommand about tickets."""

_WAITS = "Too many began at once, so it waits: it gets its channel and its people once somebody opens it."


@dataclass(frozen=True)
class Entry:
    """`word`: the subcommand; what a person presses, and what it does.

    `live`, `over`: whether it is for one that goes on, for one that is closed. `public`, `private`: likewise.
    """

    word: str
    label: str
    does: str
    live: bool = True
    over: bool = False
    public: bool = True
    private: bool = True


ENTRIES = (
    Entry("edit", "Edit", "Title, description, category, environments and impacts", over=True),
    Entry("keyevents", "Key events", "When it started, was detected, was over", over=True),
    Entry("tasks", "Tasks", "What is to be done, by whom and until when", over=True),
    Entry(PAGE, "Page someone", "Call who is on call; shows first who that is"),
    Entry(TICKET, "Ticket", "Create, link or unlink its ticket", over=True),
    Entry("postmortem", "Post-mortem", "Start it, open it, say that it is ready", over=True),
    Entry("sos", "SOS", "Call a team for help; shows first whom it reaches", private=False),
    Entry("private", "Make private", "Hide it from all but a few", private=False),
    Entry("allow", "Let somebody in", "Let more people see it", public=False),
    Entry("merge", "Merge into another", "It is the same as another incident"),
    Entry("redact", "Redact", "Take words out wherever they stand; for admins", over=True),
    Entry("downgrade", "Not an incident", "Close what turned out to be none"),
    Entry("close", "Close incident", "It is over, or ends for another reason"),
    Entry("reopen", "Reopen", "It came back", live=False, over=True),
)


def of(incident: Incident, *, pages: bool = False, tickets: bool = False) -> tuple[Entry, ...]:
    """Give what can be done with it now. pages, tickets: whether there is anything to do it with."""
    there = (
        (PAGE, pages),
        (TICKET, tickets),
        ("merge", not incident.drill),
        ("reopen", not incident.merged_into),
    )
    without = {word for word, is_there in there if not is_there}
    return tuple(
        entry
        for entry in ENTRIES
        if (entry.private if incident.private else entry.public)
        and (entry.over if incident.is_closed else entry.live)
        and entry.word not in without
    )


def render(incident: Incident, *, pages: bool = False, tickets: bool = False) -> b.Block:
    """The menu: what is needed most in a row, a line for each other entry."""
    entries = of(incident, pages=pages, tickets=tickets)
    rows = [b.section(entry.does, button(incident, entry.label, entry.word)) for entry in entries]
    head = b.section(_head(incident), _there(incident) if incident.merged_into else None)
    first = b.actions(*_first(incident))
    return b.modal(f"Work on {incident.ref}"[:24], [head, first, *rows], callback=MORE, close="Cancel")


def _head(incident: Incident) -> str:
    """Say which it is, and why it offers little where it is closed, or has nothing yet where it waits."""
    said = f"{mark(incident)}*{incident.ref}* · {fit(incident.title, 200)}"
    if not incident.is_closed:
        return f"{said}\n{_WAITS}" if incident.braked else said
    goes_on = f", goes on in inc-{incident.merged_into}" if incident.merged_into else ""
    return f"{said}\n{STATUS[incident.status]}{goes_on}"


def _there(incident: Incident) -> b.Block:
    """The way on from one that is merged: to the menu of the other one."""
    return b.button(f"Work on inc-{incident.merged_into}", f"{RUN}{MORE}", str(incident.merged_into))


def _first(incident: Incident) -> list[b.Block]:
    """What a card has as buttons too: in a thread there is no card beside the menu."""
    seen = [
        button(incident, "Timeline", "timeline"),
        button(incident, "Catch me up", "catchup"),
        details(incident),
    ]
    if incident.is_closed:
        return seen
    seen = [button(incident, "Roles", "roles"), *seen]
    if incident.braked:
        return [storm.opener(incident), button(incident, "Update", "update"), *seen]
    return [button(incident, "Update", "update", style="primary"), *seen]


def more(incident: Incident) -> b.Block:
    """The button that opens it."""
    return button(incident, "More", MORE)


def details(incident: Incident) -> b.Block:
    """The button that shows it whole."""
    return b.button("Details", DETAILS, str(incident.id), says=f"Details of {incident.ref}")


def button(incident: Incident, label: str, word: str, *, style: str = "") -> b.Block:
    """A button that runs a subcommand for this incident."""
    return b.button(label, f"{RUN}{word}", str(incident.id), style=style, says=f"{label} {incident.ref}")
