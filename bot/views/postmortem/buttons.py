"""What can be done about a post-mortem: each button's value is the incident."""

from bot.domain.incident import Incident
from bot.views import blocks as b

START = "postmortem_start"
READY = "postmortem_ready"
FINISH = "postmortem_finish"
"""The same as READY, in its window, which then shows what has become of it."""
EXPORT = "postmortem_export"
APPEND = "postmortem_append"
OPEN = "postmortem_open"
"""Leads to it; nothing is done."""
WORD = "postmortem"
"""The subcommand."""


def start(incident: Incident, label: str = "Start it") -> b.Block:
    says = f"Start the post-mortem of {incident.ref}"
    return b.button(label, START, str(incident.id), style="primary", says=says)


def ready(incident: Incident, *, here: bool = False) -> b.Block:
    says = f"The post-mortem of {incident.ref} is ready"
    return b.button("It is ready", FINISH if here else READY, str(incident.id), says=says)


def export(incident: Incident) -> b.Block:
    says = f"The post-mortem of {incident.ref} as a file"
    return b.button("Export", EXPORT, str(incident.id), says=says)


def append(incident: Incident) -> b.Block:
    says = f"Append later facts to the post-mortem of {incident.ref}"
    return b.button("Append them", APPEND, str(incident.id), style="primary", says=says[:75])


def go(incident: Incident, label: str = "Open") -> list[b.Block]:
    """The way to it, where it has an address."""
    there = incident.postmortem
    return [b.link_button(label, OPEN, there.url)] if there and there.is_there and there.url else []
