"""The window in which people see an incident's ticket, and the form that links one."""

from typing import Any

from bot.domain.incident import Incident
from bot.domain.ticketing.asking import main_ticket
from bot.views import blocks as b
from bot.views.ticketing import buttons
from bot.views.words import fit, ticket_link

CALLBACK = "link_ticket"
KEY = "key"
MOST = 40


def window(incident: Incident) -> b.Block:
    """What it has, and what can be done about it."""
    ticket = main_ticket(incident)
    head = b.section(f"*{incident.ref}* · {fit(incident.title, 200)}")
    if ticket is None:
        says = b.section("It has no ticket.")
        rows = [head, says, b.actions(buttons.create(incident), buttons.link(incident))]
    elif ticket.is_there:
        rows = [head, b.section(f"Its ticket is {ticket_link(ticket)}.", buttons.unlink(incident, ticket))]
    else:
        coming = f"{fit(ticket.key, 60)} is being looked for." if ticket.key else "Its ticket is being filed."
        rows = [head, b.section(coming, buttons.unlink(incident, ticket))]
    return b.modal(f"{incident.ref}: ticket"[:24], rows, close="Close")


def asked(incident: Incident) -> b.Block:
    """Ask which one."""
    field = b.text_field(KEY, most=MOST, example="INC-7")
    rows = [
        b.entry(
            KEY,
            "Ticket",
            field,
            hint="Its key in Jira, such as INC-7, or its number in Request Tracker: RT#12.",
        )
    ]
    return b.modal(
        f"{incident.ref}: ticket"[:24], rows, callback=CALLBACK, submit="Link", memory=str(incident.id)
    )


def parse(view: dict[str, Any]) -> tuple[int, str]:
    """Give the incident, and the key that somebody entered."""
    state = view["state"]["values"]
    return int(view["private_metadata"]), str(state[KEY][KEY].get("value") or "")
