"""All that Firebell does in Jira because of what happened."""

from bot.integrations.jira.effects.comments import CommentEffects
from bot.integrations.jira.effects.duplicates import DuplicateEffects
from bot.integrations.jira.effects.filing import FilingEffects
from bot.integrations.jira.effects.hands import Hands, JiraEffects
from bot.integrations.jira.effects.hiding import HidingEffects
from bot.integrations.jira.effects.links import LinkEffects
from bot.integrations.jira.effects.redacting import RedactingEffects
from bot.integrations.jira.effects.relations import RelationEffects
from bot.integrations.jira.effects.states import StateEffects
from bot.integrations.jira.effects.strangers import StrangerEffects

__all__ = ["EFFECTS", "Hands", "JiraEffects"]

EFFECTS: tuple[type[JiraEffects], ...] = (
    FilingEffects,
    StateEffects,
    CommentEffects,
    LinkEffects,
    RelationEffects,
    DuplicateEffects,
    HidingEffects,
    StrangerEffects,
    RedactingEffects,
)
