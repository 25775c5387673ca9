"""What an incident's channel is called."""

import re

from anyascii import anyascii

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy

LONGEST = 80
"""https://docs.slack.dev/reference/methods/conversations.create#naming"""


def channel_name(incident: Incident, taxonomy: Taxonomy, copy: int = 1) -> str:
    """Say `20261121-42-prd-payment`, of a drill `drill-20261121-42-…`; later copies end in `-2`, `-3`, ...

    The name of a private one says nothing: admins see the names of all channels.
    """
    day = f"{incident.opened_at:%Y%m%d}"
    category = taxonomy.categories[incident.category].name
    about = ["private"] if incident.private else [*incident.environments, category]
    words = [*(["drill"] if incident.drill else []), day, str(incident.id), *about]
    suffix = f"-{copy}" if copy > 1 else ""
    return _slug("-".join(words))[: LONGEST - len(suffix)].rstrip("-") + suffix


def name_left_behind(incident: Incident) -> str:
    """Say `20261121-42-moved`, for the public channel of what has become private."""
    return f"{incident.opened_at:%Y%m%d}-{incident.id}-moved"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")
