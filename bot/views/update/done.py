"""The answer to words that were posted at once."""

from bot.domain.incident import TO_FINISH, Incident, Status
from bot.views import blocks as b
from bot.views.close.notices import new_channel
from bot.views.words import STATUS
from bot.views.work import menu

SET_STATUS = "set_status"


def message(incident: Incident, meant: Status | None, remark: str = "") -> b.Block:
    """meant: a status that the words began with, and that is a button away. remark: what they did not do."""
    said = f"Posted in {incident.ref}: {STATUS[incident.status]}."
    if incident.archived:
        said = (
            f"Kept on the timeline of {incident.ref}: {STATUS[incident.status]}. Its channel is archived, so "
            "nobody reads it there."
        )
    said = f"{said} {remark}".strip()
    if meant is None or incident.status in TO_FINISH:
        return _said(incident, said)
    label = f"Set it to {meant.capitalize()}"
    set_it = b.button(label, SET_STATUS, f"{incident.id}:{meant}", says=f"{label}: {incident.ref}")
    return b.message(said, [b.section(said, set_it), *_way_on(incident)])


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
        return b.message(said, [b.section(said), *_way_on(incident)] if incident.archived else ())
    return b.message(said, [b.section(said, menu.button(incident, "Close", "close")), *_way_on(incident)])


def _way_on(incident: Incident) -> list[b.Block]:
    """Where nobody can write in its channel."""
    return [b.actions(new_channel(incident))] if incident.archived else []
