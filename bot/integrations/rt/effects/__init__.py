"""All that Firebell does in Request Tracker because of what happened.

They are called as Jira's are, with a mark behind their names: domain.ticketing.systems.
"""

from bot.integrations.rt.effects.comments import CommentEffects
from bot.integrations.rt.effects.duplicates import DuplicateEffects
from bot.integrations.rt.effects.filing import FilingEffects
from bot.integrations.rt.effects.hands import Hands, RTEffects
from bot.integrations.rt.effects.hiding import HidingEffects
from bot.integrations.rt.effects.links import LinkEffects
from bot.integrations.rt.effects.states import StateEffects
from bot.integrations.rt.effects.strangers import StrangerEffects

__all__ = ["EFFECTS", "Hands", "RTEffects"]

EFFECTS: tuple[type[RTEffects], ...] = (
    FilingEffects,
    StateEffects,
    CommentEffects,
    LinkEffects,
    DuplicateEffects,
    HidingEffects,
    StrangerEffects,
)
