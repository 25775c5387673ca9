"""What PagerDuty told us, as use cases."""

from collections.abc import Callable, Mapping

from bot.domain.paging import Besides, Noted
from bot.domain.paging.source import SYSTEM
from bot.domain.systems.told import Told
from bot.integrations.pagerduty.effects.notes import is_ours
from bot.usecases.paging.hear_pages import hear_besides, hear_note, read_again, read_notes_again
from bot.usecases.paging.hear_source import CHANGED, NOTED, PINGED, TOLD, hear_ping
from bot.usecases.unit import Unit


class PagerDutyInbound:
    """Implements ports.Inbound. `source`: the system that is the account."""

    def __init__(self, source: str = SYSTEM) -> None:
        self.source = source

    def take(self, unit: Unit, told: Told) -> None:
        FOLLOWED[told.kind](unit, told)


def _changed(unit: Unit, told: Told) -> None:
    read_again(unit, told.object, told.said.get("key", ""))


def _noted(unit: Unit, told: Told) -> None:
    """Where it is told whole it is taken as it is; what Firebell wrote itself is no news."""
    words = told.said.get("words", "")
    if not words:
        read_notes_again(unit, told.object)
    elif not is_ours(words):
        hear_note(unit, Noted(told.object, told.said["note"], words, told.said["who"]))


def _told(unit: Unit, told: Told) -> None:
    hear_besides(unit, Besides(told.object, **told.said, told=told.key))


def _pinged(unit: Unit, told: Told) -> None:
    hear_ping(unit, told.object)


FOLLOWED: Mapping[str, Callable[[Unit, Told], None]] = {
    CHANGED: _changed,
    NOTED: _noted,
    TOLD: _told,
    PINGED: _pinged,
}
