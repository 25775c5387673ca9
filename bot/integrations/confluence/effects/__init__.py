"""All that Firebell does in Confluence because of what happened."""

from bot.integrations.confluence.effects.hands import ConfluenceEffects, Hands
from bot.integrations.confluence.effects.pages import PageEffects
from bot.integrations.confluence.effects.redacting import RedactingEffects

__all__ = ["EFFECTS", "ConfluenceEffects", "Hands"]

EFFECTS: tuple[type[ConfluenceEffects], ...] = (PageEffects, RedactingEffects)
