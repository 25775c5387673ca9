"""The answer to words that were posted at once."""

from bot.domain.incident import TO_FINISH, Incident, Status
from bot.views import blocks as b
from bot.views.words import STATUS
from bot.views.work import menu

SET_STATUS = "set_status"


def message(incident: Incident, meant: Status | None) -> b.Block:
    """meant: a status that the words began with, and that is a button away."""
    said = f"Posted in {incident.ref}: {STATUS[incident.status]}."
    if meant is None or incident.status in TO_FINISH:
        return _said(incident, said)
    label = f"Set it to {meant.capitalize()}"
    set_it = b.button(label, SET_STATUS, f"{incident.id}:{meant}", says=f"{label}: {incident.ref}")
    return b.message(said, [b.section(said, set_it)])


def changed(incident: Incident) -> b.Block:
    """What stands in its place once that was pressed."""
    return _said(incident, f"{incident.ref} is now {STATUS[incident.status]}.")


def parse(value: str) -> tuple[int, str]:
    """Read the incident and the status from the button's value."""
    number, _, status = value.partition(":")
    return int(number), status


def _said(incident: Incident, said: str) -> b.Block:
    """With the way to the end, where that is next."""
    if incident.status not in TO_FINISH:
        return b.message(said)
    return b.message(said, [b.section(said, menu.button(incident, "Close", "close"))])
