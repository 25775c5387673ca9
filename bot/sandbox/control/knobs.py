"""POST /sandbox/faults, latency and limits: the bad days."""

from collections.abc import Collection

from bot.sandbox import faults
from bot.sandbox.act import names
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json

REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")


async def add_fault(slack: Slack, body: Json) -> Json:
    """A fault that waits, or one that happens at once."""
    if body.get("fault") in faults.AT_ONCE:
        return {"ok": True, "connections": await _at_once(slack, body)}
    fault = faults.parse(body)
    if "user" in fault.match and fault.match["user"] != "*":
        fault.match["user"] = names.person(slack, fault.match["user"]).id
    slack.wire.faults.add(fault)
    slack.wire.turned.touch()
    return {"ok": True, "fault": fault.shown()}


async def _at_once(slack: Slack, body: Json) -> int:
    count = body.get("connections")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 1):
        raise Refusal(f'"connections" must be a whole number from 1 on, not {count!r}.')
    if body["fault"] == "disconnect":
        return await slack.sockets.disconnect(count)
    reason = body.get("reason", "refresh_requested")
    if reason not in REASONS:
        raise Refusal(f'"reason" must be one of {", ".join(REASONS)}, not {reason!r}.')
    return slack.sockets.refresh(count, reason)


def list_faults(slack: Slack) -> Json:
    return {"ok": True, "faults": [fault.shown() for fault in slack.wire.faults.waiting]}


def end_faults(slack: Slack, number: str = "") -> Json:
    """All of them, or the one of this id."""
    if not number:
        slack.wire.faults.reset()
    elif not number.isdecimal() or not slack.wire.faults.end(int(number)):
        raise Refusal(f"No fault with the id {number!r} is waiting.")
    slack.wire.turned.touch()
    return {"ok": True}


def latency(slack: Slack, systems: Collection[str]) -> Json:
    return {"ok": True, "latency": {system: slack.wire.latency[system] for system in sorted(systems)}}


def limits(slack: Slack) -> Json:
    has = slack.limits
    return {"ok": True, "tiers": has.tiers, "speed": has.speed, "deadline": has.deadline}


def set_latency(slack: Slack, systems: Collection[str], body: Json) -> Json:
    for system, milliseconds in body.items():
        if system not in systems:
            raise Refusal(f"There is no system {system!r}; there are {', '.join(sorted(systems))}.")
        slack.wire.latency[system] = _number(milliseconds, system)
    slack.wire.turned.touch()
    return latency(slack, systems)


def set_limits(slack: Slack, body: Json) -> Json:
    if unknown := sorted(set(body) - {"tiers", "speed", "deadline"}):
        raise Refusal(f'Limits have "tiers", "speed" and "deadline", not {", ".join(unknown)}.')
    if not isinstance(body.get("tiers", False), bool):
        raise Refusal('"tiers" must be true or false.')
    for name in ("speed", "deadline"):
        if _number(body.get(name, 1), name) <= 0:
            raise Refusal(f'"{name}" must be more than 0.')
    slack.limits.tiers = body.get("tiers", slack.limits.tiers)
    slack.limits.speed = float(body.get("speed", slack.limits.speed))
    slack.limits.deadline = float(body.get("deadline", slack.limits.deadline))
    slack.wire.turned.touch()
    return limits(slack)


def _number(value: object, name: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise Refusal(f'"{name}" must be a number of at least 0, not {value!r}.')
    return float(value)
