"""All that Firebell does in PagerDuty because of what happened."""

from bot.integrations.pagerduty.effects.calls import CallEffects
from bot.integrations.pagerduty.effects.hands import Hands, PagerDutyEffects
from bot.integrations.pagerduty.effects.notes import NotingEffects
from bot.integrations.pagerduty.effects.paging import PagingEffects
from bot.integrations.pagerduty.effects.states import StateEffects

__all__ = ["EFFECTS", "Hands", "PagerDutyEffects"]

EFFECTS: tuple[type[PagerDutyEffects], ...] = (PagingEffects, CallEffects, StateEffects, NotingEffects)
