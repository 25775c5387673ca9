"""A sentence for one person, where no form and no channel can hold it."""

from collections.abc import Mapping
from typing import Any

from bot.views import blocks as b
from bot.views import support as asking
from bot.views.words import fit

ABOVE, BELOW = "notice", "notice_support"
"""The blocks that hold the sentence, and where to ask, in somebody else's window."""

KEPT = (
    *("type", "title", "submit", "close"),
    *("callback_id", "private_metadata", "notify_on_close", "clear_on_close"),
)
"""What a window is shown with; Slack sends more of it back: https://docs.slack.dev/reference/views."""

MOST = 100
"""Blocks of a window."""


def message(sentence: str, support: str | None = None) -> b.Block:
    """support: the id of the channel in which people ask about Firebell, where something was not done."""
    said, where = fit(sentence, 3000), asking.line(support)
    return b.message(said, [b.section(said), *where] if where else ())


def window(said: b.Block) -> b.Block:
    """A message as a modal."""
    rows = said.get("blocks") or [b.section(said["text"])]
    return b.modal("Firebell", rows)


def modal(sentence: str, support: str | None = None) -> b.Block:
    return b.modal("Not done", [b.section(fit(sentence, 3000)), *asking.line(support)])


def above(view: Mapping[str, Any], sentence: str, support: str | None = None) -> b.Block:
    """The window that Slack sent, with the sentence on top: what was entered in it stays."""
    said = b.section(f":warning: {fit(sentence, 2900)}", name=ABOVE)
    where = [{**line, "block_id": BELOW} for line in asking.line(support)]
    rows = [said, *where, *(row for row in view["blocks"] if row.get("block_id") not in (ABOVE, BELOW))]
    return {**{key: view[key] for key in KEPT if view.get(key)}, "blocks": rows[:MOST]}
