"""Whether this workspace draws charts and tables: known only from its having refused them."""

from datetime import datetime, timedelta

from bot.domain.incident import Shown
from bot.store import shown

_SUBJECT, _SURFACE = "workspace", "charts"
AGAIN = timedelta(days=7)
"""Until it is tried once more: what Slack brings out comes to one workspace after the other."""


def draws(now: datetime) -> bool:
    refused = shown.get(_SUBJECT, _SURFACE).get("refused_at")
    return not refused or datetime.fromisoformat(refused) < now - AGAIN


def note(now: datetime) -> None:
    shown.keep(_SUBJECT, Shown(_SURFACE, {"refused_at": now.isoformat()}))
