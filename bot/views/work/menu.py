"""A menu of things to do with one incident; each entry is a subcommand."""

from bot.domain.incident import Incident
from bot.views import blocks as b

MENU = "incident_menu"


def render(incident: Incident, entries: dict[str, str]) -> b.Block:
    """entries: subcommand -> what a person reads."""
    return b.overflow(MENU, [b.option(label, f"{word} {incident.id}") for word, label in entries.items()])


def chosen(value: str) -> tuple[str, int]:
    """Read the subcommand and the incident from an entry's value."""
    word, _, number = value.rpartition(" ")
    return word, int(number)
