"""Block Kit's composition objects: texts, options, confirmation dialogs.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from typing import Any

from bot.sandbox.slack.blockkit.grammar import (
    Judge,
    Rule,
    anything,
    flag,
    items,
    one_of,
    record,
    string,
    typed,
)


def text(most: int, *, plain: bool = False) -> Rule:
    """A text object of 1 to `most` characters; `emoji` is plain_text's key, `verbatim` mrkdwn's."""
    kinds = {"plain_text": record({"type": anything, "text": string(most, 1), "emoji": flag}, needs="text")}
    if not plain:
        kinds["mrkdwn"] = record({"type": anything, "text": string(most, 1), "verbatim": flag}, needs="text")
    shape = typed(kinds)

    def rule(value: Any, pointer: str, judge: Judge) -> None:
        shape(value, pointer, judge)
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            judge.characters += len(value["text"])

    return rule


def plain(most: int) -> Rule:
    return text(most, plain=True)


STYLE = one_of("primary", "danger")

# https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
CONFIRM = record(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30), "style": STYLE},
    needs="title text confirm deny",
)

# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
# Checkboxes and radio buttons alone take mrkdwn; overflow menus alone take a url, and need no value.
OPTION = record({"text": plain(75), "value": string(150), "description": plain(75)}, needs="text value")
RICH_OPTION = record({"text": text(75), "value": string(150), "description": text(75)}, needs="text value")
MENU_OPTION = record(
    {"text": plain(75), "value": string(150), "description": plain(75), "url": string(3000)}, needs="text"
)

# https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
OPTION_GROUP = record({"label": plain(75), "options": items(OPTION, 1, 100)}, needs="label options")

# https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
DISPATCH = record(
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 1, 2)},
    needs="trigger_actions_on",
)
