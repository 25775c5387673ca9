"""What can be done about a page: each button's value says which one, or whose."""

import json
from typing import Any

from bot.domain.incident import Incident
from bot.domain.paging import Page
from bot.views import blocks as b
from bot.views.work import menu

LEVEL = "page_level"
PHONES = "show_phones"
OVER = "page_over"
NOT_YET = "page_not_yet"
LOWER = "page_lower"
KEEP = "page_keep"
ACKNOWLEDGE = "acknowledge_drill"


def another(incident: Incident) -> b.Block:
    return menu.button(incident, "Page another", menu.PAGE)


def level(incident: Incident, page: Page, who: str = "") -> b.Block:
    """Call the next level too. who: its people by their names, where that is known."""
    number = page.level + 1
    label = f"Level {number}: {who}" if who else f"Level {number}"
    says = f"Call level {number} of {page.service} for {incident.ref} too"
    value = _value(incident, page=page.id, level=number)
    return b.button(label[:75], f"{LEVEL}:{page.id}", value, says=says[:75])


def acknowledge(incident: Incident, page: Page) -> b.Block:
    """Take a drill's page: of a real one PagerDuty asks whom it calls."""
    says = f"Acknowledge the rehearsed page of {page.service} for {incident.ref}"
    value = _value(incident, page=page.key)
    return b.button("Acknowledge", f"{ACKNOWLEDGE}:{page.key}"[:255], value, style="primary", says=says[:75])


def phones(incident: Incident, service: str) -> b.Block:
    says = f"Show how to phone who is on call for {service}; it is noted in {incident.ref}"
    value = _value(incident, service=service)
    return b.button("Show phone", f"{PHONES}:{service}"[:255], value, says=says[:75])


def over(incident: Incident) -> list[b.Block]:
    """The answers to whether an incident is over because somebody resolved its page."""
    number = _value(incident)
    return [
        b.button("Mark mitigated", OVER, number, style="primary", says=f"Mark {incident.ref} as mitigated"),
        b.button("Not yet", NOT_YET, number, says=f"{incident.ref} is not over yet"),
    ]


def lower(incident: Incident, priority: str) -> list[b.Block]:
    """The answers to a lower priority than ours."""
    value = _value(incident, priority=priority)
    yes = f"Lower {incident.ref} to {priority} too"
    return [
        b.button(f"Lower to {priority} too"[:75], LOWER, value, says=yes[:75]),
        b.button(f"Keep {incident.priority}"[:75], KEEP, value),
    ]


def _value(incident: Incident, **said: Any) -> str:
    return json.dumps({"incident": incident.id, **said})
