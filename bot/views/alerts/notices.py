"""What an incident's channel is told of its alerts."""

import json

from bot.domain.events import AlertFired, AlertResolved, StormTaken
from bot.domain.incident import ACTIVE, Incident
from bot.views import blocks as b
from bot.views.words import clock_time, person
from bot.views.work import menu

OVER = "alert_over"
NOT_YET = "alert_not_yet"


def resolved(incident: Incident, event: AlertResolved) -> b.Block:
    """An alert's end is none of the incident: people say so."""
    said = f"Its alerts are resolved ({person(event.by)}, {clock_time(event.at)})."
    if incident.status not in ACTIVE:
        return b.message(f"{incident.ref}: {said}", [b.section(said)])
    rows = [b.section(f"{said} Is {incident.ref} over?"), b.actions(*_answers(incident))]
    return b.message(f"{incident.ref}: its alerts are resolved. Is it over?", rows)


def _answers(incident: Incident) -> list[b.Block]:
    value = json.dumps({"incident": incident.id})
    return [
        b.button("Mark mitigated", OVER, value, style="primary", says=f"Mark {incident.ref} as mitigated"),
        b.button("Not yet", NOT_YET, value, says=f"{incident.ref} is not over yet"),
    ]


def fired(incident: Incident, event: AlertFired) -> b.Block:
    said = f"Its alerts are there again ({person(event.by)}, {clock_time(event.at)})."
    update = menu.button(incident, "Update", "update")
    return b.message(f"{incident.ref}: its alerts are there again.", [b.section(said), b.actions(update)])


def taken(incident: Incident, event: StormTaken) -> b.Block:
    what = (
        "1 incident that waited belongs"
        if event.count == 1
        else f"{event.count} incidents that waited belong"
    )
    said = f"{what} to {incident.ref}, says {person(event.by)}: their alerts are a part of it."
    return b.message(f"{incident.ref}: {said}", [b.section(said)])
