"""PUT on an incident: what is asked is checked whole before anything of it is done."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.sandbox.pagerduty.errors import ApiError, invalid
from bot.sandbox.pagerduty.rest.call import Call, one_of, text
from bot.sandbox.pagerduty.rules import fields
from bot.sandbox.pagerduty.rules import incidents as rules
from bot.sandbox.pagerduty.world.incidents import Incident
from bot.sandbox.world import Json

MOST_ASSIGNEES = 100
KINDS = ("incident", "incident_reference")
WORDS = {"id", "type", "title", "priority", "conference_bridge"}
"""What may still be changed of a resolved incident."""
Step = Callable[[], None]


def change(call: Call, one: Incident, said: Json) -> None:
    """First what it says of itself, then who has it, then its status."""
    if said.get("type") not in KINDS:
        raise invalid("Type must be incident or incident_reference")
    steps = [*_fields(call, one, said), *_hands(call, one, said), *_status(call, one, said)]
    if not one.is_open and said.get("status") != "triggered" and not set(said) <= WORDS:
        raise ApiError(1001)
    for step in steps:
        step()


def _fields(call: Call, one: Incident, said: Json) -> list[Step]:
    act = (call.account, one, call.hand)
    steps: list[Step] = []
    if "title" in said:
        if not (title := text(said, "title")).strip():
            raise invalid("Title cannot be empty")
        steps.append(partial(fields.set_title, *act, title))
    if "priority" in said:
        steps.append(partial(fields.set_priority, *act, priority(call, said["priority"])))
    if urgency := one_of(said, "urgency", ("high", "low")):
        steps.append(partial(fields.set_urgency, *act, urgency))
    if "service" in said:
        steps.append(partial(fields.set_service, *act, call.referred("service", said["service"], "Service")))
    if isinstance(bridge := said.get("conference_bridge"), dict):
        steps.append(partial(fields.set_bridge, *act, bridge))
    return steps


def priority(call: Call, said: Any) -> str | None:
    """Null, an empty text and "none" take it away."""
    if said in (None, "", "none"):
        return None
    try:
        return call.referred("priority", said, "Priority")
    except ApiError:
        raise ApiError(1020) from None


def assignees(call: Call, said: Any, most: int) -> list[str]:
    if not isinstance(said, list) or len(said) > most:
        raise invalid(f"Assignments must be a list of at most {most}")
    users = [one.get("assignee") if isinstance(one, dict) else None for one in said]
    return [call.referred("user", user, "Assignee") for user in users]


def _hands(call: Call, one: Incident, said: Json) -> list[Step]:
    act = (call.account, one, call.hand)
    level, policy, people = (
        said.get(name) for name in ("escalation_level", "escalation_policy", "assignments")
    )
    if people and (policy or level):
        raise invalid("Cannot specify both assignments and an escalation policy or level")
    steps: list[Step] = []
    if policy:
        found = call.referred("escalation_policy", policy, "Escalation policy")
        steps.append(partial(rules.delegate, *act, found))
    if level is not None:
        if not isinstance(level, int) or isinstance(level, bool):
            raise invalid("Escalation level must be a number")
        steps.append(partial(rules.escalate, *act, level))
    if people:
        steps.append(partial(rules.reassign, *act, assignees(call, people, MOST_ASSIGNEES)))
    return steps


def _status(call: Call, one: Incident, said: Json) -> list[Step]:
    act = (call.account, one, call.hand)
    match said.get("status"):
        case None:
            return []
        case "acknowledged":
            return [partial(rules.acknowledge, *act)]
        case "resolved":
            return [partial(rules.resolve, *act, text(said, "resolution"))]
        case "triggered":
            return [partial(rules.reopen, *act)]
        case _:
            raise ApiError(1003)
