"""What can be done with one incident, as buttons and a menu; each entry is a subcommand."""

from collections.abc import Mapping

from bot.domain.incident import Incident
from bot.views import blocks as b

MENU = "incident_menu"
RUN = "run:"
"""Begins the action of a button that runs a subcommand."""

ENTRIES = {
    "edit": "Edit",
    "keyevents": "Key events",
    "close": "Close",
    "merge": "Merge into another",
    "downgrade": "Not an incident",
}
"""Subcommand -> what a person reads in the menu of an incident that is not over; at most five."""


def render(incident: Incident, entries: Mapping[str, str]) -> b.Block:
    """entries: subcommand -> what a person reads."""
    return b.overflow(MENU, [b.option(label, f"{word} {incident.id}") for word, label in entries.items()])


def button(incident: Incident, label: str, word: str, *, style: str = "") -> b.Block:
    """A button that runs a subcommand for this incident."""
    return b.button(label, f"{RUN}{word}", str(incident.id), style=style, says=f"{label} {incident.ref}")


def chosen(value: str) -> tuple[str, int]:
    """Read the subcommand and the incident from an entry's value."""
    word, _, number = value.rpartition(" ")
    return word, int(number)
