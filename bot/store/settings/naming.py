"""What the settings say of the names of channels."""

from bot.domain.incident import Incident
from bot.domain.texts import CHANNEL_NAME, SECTION
from bot.store import taxonomy
from bot.store.settings import audit


def pattern(incident: Incident) -> str:
    """Give the one that stood when it was declared: what changes later renames nothing, and loses nothing."""
    changed = audit.stood(SECTION, CHANNEL_NAME.name, incident.opened_at)
    said = changed.difference.was if changed else taxonomy.load().texts.get(CHANNEL_NAME.name)
    return str(said or CHANNEL_NAME.usual)
