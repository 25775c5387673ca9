"""What an incident's channel is called."""

import re

from anyascii import anyascii

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy

LONGEST = 80
"""https://docs.slack.dev/reference/methods/conversations.create#naming"""


def channel_name(incident: Incident, taxonomy: Taxonomy, copy: int = 1) -> str:
    """Say `20261121-42-prd-payment`; later copies end in `-2`, `-3`, ..."""
    day = f"{incident.opened_at:%Y%m%d}"
    category = taxonomy.categories[incident.category].name
    words = [day, str(incident.id), *incident.environments, category]
    suffix = f"-{copy}" if copy > 1 else ""
    return _slug("-".join(words))[: LONGEST - len(suffix)].rstrip("-") + suffix


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")
