"""The texts that channels see, as they would read for an incident that there could be."""

from collections.abc import Mapping
from typing import Any

from bot.domain import texts
from bot.views import blocks as b
from bot.views import worded
from bot.views.naming import named
from bot.views.words import escape, pieces

PREVIEW = "settings_preview"
EXAMPLE = {
    "day": "20261121",
    "id": "42",
    "ref": "inc-42",
    "environments": "PRD",
    "category": "Payment",
    "group": "Shop",
    "priority": "P2 Major",
    "commander": "@ana",
    "incidents": "inc-42, inc-43",
}


def rows(section: str, said: Mapping[str, Any]) -> list[b.Block]:
    """Nothing in other sections. said: what they say now, or what somebody has entered."""
    if section != texts.SECTION:
        return []
    lines = [f"*{one.label}*  {_shown(one, str(said.get(one.name) or ''))}" for one in texts.TEXTS.values()]
    return [b.divider(), b.context("With inc-42 it would read:"), *map(b.section, pieces(lines))]


def in_form(section: str, said: Mapping[str, Any] | None) -> list[b.Block]:
    """The same, with the way to see what is entered meanwhile."""
    shown = rows(section, said or {})
    press = b.actions(b.button("Preview", PREVIEW, says="Show how it reads now"))
    return [*shown, press] if shown else []


def _shown(one: texts.Text, said: str) -> str:
    text = said or one.usual
    fault = texts.wrong(one.name, text) if text else ""
    if fault:
        return f":warning: {escape(fault)}"
    if one is texts.CHANNEL_NAME:
        return f"#{named(text, EXAMPLE)}"
    return worded.shown(text, EXAMPLE) or "nothing"
