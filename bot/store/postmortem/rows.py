"""A post-mortem as an incident's row keeps it."""

from datetime import datetime
from typing import Any

from bot.domain.postmortem import Home, PaperState, Postmortem

_MOMENTS = ("asked_at", "tried_at")


def said(postmortem: Postmortem | None) -> dict[str, Any] | None:
    if postmortem is None:
        return None
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in vars(postmortem).items()
    }


def read(row: dict[str, Any] | None) -> Postmortem | None:
    if row is None:
        return None
    moments = {name: row[name] and datetime.fromisoformat(row[name]) for name in _MOMENTS}
    return Postmortem(**{**row, **moments, "home": Home(row["home"]), "state": PaperState(row["state"])})
