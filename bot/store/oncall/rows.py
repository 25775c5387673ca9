"""Pages as JSON keeps them."""

from datetime import datetime
from typing import Any

from bot.domain.paging import Callee, Page, PageState

_MOMENTS = ("asked_at", "changed_at", "since", "moved")


def said(page: Page) -> dict[str, Any]:
    """Give a page as JSON keeps it."""
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in vars(page).items()
    }
    return {**plain, "people": [vars(one) for one in page.people], "notes": list(page.notes)}


def read(row: dict[str, Any]) -> Page:
    moments = {name: row[name] and datetime.fromisoformat(row[name]) for name in _MOMENTS}
    people = tuple(Callee(**one) for one in row["people"])
    state, notes = PageState(row["state"]), tuple(row["notes"])
    return Page(**{**row, **moments, "state": state, "people": people, "notes": notes})
