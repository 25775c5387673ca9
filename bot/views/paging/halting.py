"""An incident that follows PagerDuty no more: said in its channel and on its card, with the way to go on."""

from bot.domain.events import SyncHalted, SyncResumed
from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.words import person

RESUME = "resume_sync"

HALTED = "Firebell follows PagerDuty no more"


def notice(incident: Incident, event: SyncHalted | SyncResumed) -> b.Block:
    if isinstance(event, SyncResumed):
        text = f"{incident.ref}: it follows PagerDuty again."
        return b.message(text, [b.section(f"{person(event.by)} lets {incident.ref} follow PagerDuty again.")])
    text = f"{incident.ref} changed {event.times} times in 5 min without anybody here. {HALTED}."
    rest = "What people do here still goes there. Look who or what changes it in PagerDuty, then go on."
    return b.message(text, [b.section(f":warning: {text} {rest}", _resume(incident))])


def on_card(incident: Incident) -> list[b.Block]:
    """Nothing where it follows."""
    if not incident.halted or incident.is_closed:
        return []
    return [b.section(f":warning: {HALTED}: it changed too often by itself.", _resume(incident))]


def _resume(incident: Incident) -> b.Block:
    says = f"Let {incident.ref} follow PagerDuty again"
    return b.button("Follow again", RESUME, str(incident.id), says=says)
