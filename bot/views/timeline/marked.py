"""A message that becomes an update: the question before, the way back after, and what remains of it."""

from bot.domain.events import UpdateWithdrawn
from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.words import clock_time, person
from bot.views.work import menu

TELL = "tell_message"
UNDO = "withdraw_update"


def question(incident: Incident, note: str) -> b.Block:
    """Ask who has no role."""
    said = f"Post this message as an update of {incident.ref}? Everybody who follows it is told."
    press = b.button("Post as update", TELL, f"{incident.id}:{note}", style="primary", says=said[:75])
    return b.message(said, [b.section(said), b.actions(press)])


def posted(incident: Incident, note: str) -> b.Block:
    """Offer the way back."""
    said = f"The message is an update of {incident.ref} now."
    press = b.button("Undo", UNDO, f"{incident.id}:{note}", says=f"Take the update of {incident.ref} back")
    return b.message(said, [b.section(said, press), b.context("Undo works for 10 minutes.")])


def withdrawn(incident: Incident, event: UpdateWithdrawn) -> b.Block:
    """What stands where the update stood."""
    who = (
        f"{person(event.by)} took this update back" if event.by else "The message of this update was deleted"
    )
    said = f"{who}, {clock_time(event.at)}."
    return b.message(f"{incident.ref}: an update was taken back", [b.context(said)])


def taken_back(incident: Incident) -> b.Block:
    return b.message(f"The update of {incident.ref} is taken back.")


def refusal(incident: Incident) -> b.Block:
    said = f"{incident.ref} is closed: there is nothing to tell any more."
    return b.message(said, [b.section(f"{said} Reopen it first.", menu.button(incident, "Reopen", "reopen"))])


def parse(value: str) -> tuple[int, str]:
    """Read the incident and the message's name from the button's value."""
    number, _, note = value.partition(":")
    return int(number), note
