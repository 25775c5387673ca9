"""What makes this workspace a bad one now: faults, latency, limits, refusals; and how many are connected."""

from dataclasses import asdict

from bot.sandbox.control import knobs
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json


def trouble(slack: Slack) -> Json:
    return {
        "faults": knobs.list_faults(slack)["faults"],
        "latency": {system: ms for system, ms in slack.wire.latency.items() if ms},
        "limits": {"tiers": slack.limits.tiers, "speed": slack.limits.speed},
        "refused": [name for name, is_on in asdict(slack.world.settings).items() if not is_on],
        "connections": len(slack.sockets.connections),
    }
