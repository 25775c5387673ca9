"""What an incident's channel is called."""

import re
from collections.abc import Mapping

from anyascii import anyascii

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.texts import ID, day, filled

LONGEST = 80
"""https://docs.slack.dev/reference/methods/conversations.create#naming"""


def channel_name(incident: Incident, taxonomy: Taxonomy, pattern: str, copy: int = 1) -> str:
    """Say `20261121-42-prd-payment`, of a drill `drill-20261121-42-…`; later copies end in `-2`, `-3`, ...

    pattern: domain.texts.CHANNEL_NAME's. The name of a private one says nothing: admins see the names of all
    channels.
    """
    category = taxonomy.categories[incident.category]
    values = {
        "day": day(incident),
        "id": str(incident.id),
        "environments": "-".join(incident.environments),
        "category": category.name,
        "group": taxonomy.groups[category.group].name,
    }
    said = f"{{day}}-{ID}-private" if incident.private else pattern
    return named(f"drill-{said}" if incident.drill else said, values, f"-{copy}" if copy > 1 else "")


def named(pattern: str, values: Mapping[str, str], suffix: str = "") -> str:
    """Fill it in as Slack takes names; however long the rest is, the number stays."""
    room, number = LONGEST - len(suffix), values["id"]
    before, after = (filled(part, values) for part in pattern.split(ID, 1))
    head = _slug(before)[: room - len(number) - 1]
    glue = "" if before[-1:].isalnum() else "-"
    return _slug(f"{head}{glue}{number}{after}")[:room].rstrip("-") + suffix


def name_left_behind(incident: Incident) -> str:
    """Say `20261121-42-moved`, for the public channel of what has become private."""
    return f"{incident.opened_at:%Y%m%d}-{incident.id}-moved"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")
