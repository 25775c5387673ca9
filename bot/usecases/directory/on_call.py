"""What shows who is on call follows when that changes."""

from collections.abc import Iterable
from datetime import datetime

from bot.ports import Effect
from bot.store import shown
from bot.store.oncall import rosters, usergroups
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.who import directory
from bot.usecases.settings.showing import show_homes
from bot.usecases.unit import Unit
from bot.views.oncall import topic

TOPIC = "on-call"
"""The subject of the topic, and the surface."""

GROUP = "on-call usergroup:"
"""The subject of a usergroup begins so; its handle follows."""

MOST = 30
"""Policies that a topic could have room for."""


def show_on_call(unit: Unit) -> None:
    """Bring to the present what is different from what was shown last."""
    wanted = topic_now(unit.now)
    if wanted and wanted != shown.get(TOPIC, TOPIC):
        _owe(unit, "set_on_call", [TOPIC])
        show_homes(unit)
    _owe(unit, "fill_usergroup", [GROUP + one.handle for one in usergroups.different(unit.now)])


def topic_now(now: datetime) -> dict[str, str]:
    """Give channel and topic as they should be; empty where there is no such channel, or nothing to say.

    Before the first reading of the shifts has ended policies are known, and nobody in them.
    """
    channel, overview = directory.tagged("tech_incidents"), rosters.overview(now, MOST)
    if not channel or not overview.total or not overview.as_of.read_at:
        return {}
    return {"channel": channel, "topic": topic.render(overview)}


def _owe(unit: Unit, name: str, subjects: Iterable[str]) -> None:
    effect: Effect | None = unit.effects.named(name)
    if effect:
        owed = effect.owed
        outbox.owe([Debt(one, name, owed.lane, None, owed.mirror, None, unit.now) for one in subjects])
