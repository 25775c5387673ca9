"""Block Kit's elements: the keys and limits of each.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from itertools import chain
from typing import Any

from bot.sandbox.slack.blockkit.grammar import (
    Fields,
    Judge,
    Rule,
    anything,
    flag,
    items,
    listed,
    pattern,
    record,
    string,
    whole,
)
from bot.sandbox.slack.blockkit.objects import (
    CONFIRM,
    DISPATCH,
    MENU_OPTION,
    OPTION,
    OPTION_GROUP,
    RICH_OPTION,
    STYLE,
    plain,
)


def exactly_one(first: str, second: str) -> Rule:
    def rule(value: Any, pointer: str, judge: Judge) -> None:
        if (first in value) == (second in value):
            judge.refuse(f"must provide either {first} or {second}", pointer)

    return rule


def _focus(value: Any, pointer: str, judge: Judge) -> None:
    flag(value, pointer, judge)
    judge.focused += value is True
    if value is True and judge.surface == "message":
        judge.refuse("focus_on_load is not supported in messages", pointer)
    elif value is True and judge.focused > 1:
        judge.refuse("only one element may have focus_on_load", pointer)


def _response_url(value: Any, pointer: str, judge: Judge) -> None:
    flag(value, pointer, judge)
    # Only an input block's element stands under /element; actions and accessories have other names.
    if value is True and (judge.surface != "modal" or "/element/" not in pointer):
        judge.refuse("response_url_enabled is only supported in input blocks of modals", pointer)


def _initial_is_an_option(element: Any, pointer: str, judge: Judge) -> None:
    groups = [group for group in listed(element.get("option_groups")) if isinstance(group, dict)]
    known = list(chain.from_iterable(listed(holder.get("options")) for holder in (element, *groups)))
    chosen = {"initial_option": element.get("initial_option")}
    chosen |= {f"initial_options/{i}": one for i, one in enumerate(listed(element.get("initial_options")))}
    for key, option in chosen.items():
        if option is not None and option not in known:
            judge.refuse("must exactly match one of the provided options", f"{pointer}/{key}")


def _static(element: Any, pointer: str, judge: Judge) -> None:
    exactly_one("options", "option_groups")(element, pointer, judge)
    _initial_is_an_option(element, pointer, judge)


def _lengths(element: Any, pointer: str, judge: Judge) -> None:
    least, most, value = (element.get(*default) for default in _LENGTHS)
    if not isinstance(least, int) or not isinstance(most, int):
        return  # told already
    if least > most:
        judge.refuse("must not be greater than max_length", f"{pointer}/min_length")
    if isinstance(value, str) and len(value) > most:
        judge.refuse(f"must be less than {most + 1} characters", f"{pointer}/initial_value")


_LENGTHS = (("min_length", 0), ("max_length", 3000), ("initial_value", ""))

_ACTION: Fields = {"type": anything, "action_id": string(255, 1)}
_CHOICE: Fields = {**_ACTION, "confirm": CONFIRM, "focus_on_load": _focus}
_BOXES: Fields = {**_CHOICE, "options": items(RICH_OPTION, 1, 10)}
_SELECT: Fields = {**_CHOICE, "placeholder": plain(150)}
_MULTI: Fields = {**_SELECT, "max_selected_items": whole(1)}
_STATIC: Fields = {"options": items(OPTION, 1, 100), "option_groups": items(OPTION_GROUP, 1, 100)}
_EXTERNAL: Fields = {"min_query_length": whole(0)}
_CONVERSATION: Fields = {"default_to_current_conversation": flag, "filter": anything}
_RESPONSE_URL: Fields = {"response_url_enabled": _response_url}
_BUTTON: Fields = {**_ACTION, "text": plain(75), "style": STYLE, "accessibility_label": string(75)}
_TYPED: Fields = {
    **_ACTION,
    "placeholder": plain(150),
    "focus_on_load": _focus,
    "dispatch_action_config": DISPATCH,
    "initial_value": string(3000),
}
_ID = string(255, 1)
_IDS = items(_ID, 1, 1000)
_CHOSEN = items(OPTION, 1, 100)
_DATE = pattern(r"\d{4}-\d\d-\d\d", "a date in YYYY-MM-DD format")
_TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time in HH:mm format")
# Ten digits: https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element
_MOMENT = whole(10**9, 10**10 - 1)

_IMAGE: Fields = {
    "type": anything,
    "image_url": string(3000),
    "slack_file": anything,
    "alt_text": string(2000),
}


def image(extra: Fields) -> Rule:
    """The image element and the image block, which has a title besides."""
    return record({**_IMAGE, **extra}, needs="alt_text", also=exactly_one("image_url", "slack_file"))


# https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and multi-select-menu-element
_SELECTS: dict[str, Rule] = {
    "static_select": record({**_SELECT, **_STATIC, "initial_option": OPTION}, also=_static),
    "external_select": record({**_SELECT, **_EXTERNAL, "initial_option": OPTION}),
    "users_select": record({**_SELECT, "initial_user": _ID}),
    "conversations_select": record(
        {**_SELECT, **_CONVERSATION, **_RESPONSE_URL, "initial_conversation": _ID}
    ),
    "channels_select": record({**_SELECT, **_RESPONSE_URL, "initial_channel": _ID}),
    "multi_static_select": record({**_MULTI, **_STATIC, "initial_options": _CHOSEN}, also=_static),
    "multi_external_select": record({**_MULTI, **_EXTERNAL, "initial_options": _CHOSEN}),
    "multi_users_select": record({**_MULTI, "initial_users": _IDS}),
    "multi_conversations_select": record({**_MULTI, **_CONVERSATION, "initial_conversations": _IDS}),
    "multi_channels_select": record({**_MULTI, "initial_channels": _IDS}),
}

# What may stand in an input block and elsewhere too.
_CHOICES: dict[str, Rule] = {
    **_SELECTS,
    "checkboxes": record(
        {**_BOXES, "initial_options": items(RICH_OPTION, 1, 10)}, needs="options", also=_initial_is_an_option
    ),
    "radio_buttons": record(
        {**_BOXES, "initial_option": RICH_OPTION}, needs="options", also=_initial_is_an_option
    ),
    "datepicker": record({**_SELECT, "initial_date": _DATE}),
    "timepicker": record({**_SELECT, "initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": record({**_CHOICE, "initial_date_time": _MOMENT}),
}

_PRESSES: dict[str, Rule] = {
    "button": record(
        {**_BUTTON, "url": string(3000), "value": string(2000), "confirm": CONFIRM}, needs="text"
    ),
    "workflow_button": record({**_BUTTON, "workflow": anything}, needs="text"),
    "overflow": record({**_ACTION, "confirm": CONFIRM, "options": items(MENU_OPTION, 1, 5)}, needs="options"),
}

# https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element and its siblings
_TEXTS: dict[str, Rule] = {
    "plain_text_input": record(
        {**_TYPED, "multiline": flag, "min_length": whole(0, 3000), "max_length": whole(1, 3000)},
        also=_lengths,
    ),
    "email_text_input": record(_TYPED),
    "url_text_input": record(_TYPED),
    "number_input": record(
        {**_TYPED, "is_decimal_allowed": flag, "min_value": string(100), "max_value": string(100)},
        needs="is_decimal_allowed",
    ),
    "rich_text_input": record(
        {**_TYPED, "initial_value": anything, "min_lines": whole(1), "max_lines": whole(1)}
    ),
    "file_input": record({**_ACTION, "filetypes": items(string(100), 0, 1000), "max_files": whole(1, 10)}),
}

ELEMENTS: dict[str, Rule] = {
    **_CHOICES,
    **_PRESSES,
    **_TEXTS,
    "image": image({}),
    # https://docs.slack.dev/reference/block-kit/blocks/context-actions-block
    "feedback_buttons": record({**_ACTION, "positive_button": anything, "negative_button": anything}),
    "icon_button": record(
        {
            **_ACTION,
            "icon": string(100, 1),
            "text": plain(75),
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": _IDS,
        },
        needs="icon text",
    ),
}

# Which element may stand where, https://docs.slack.dev/reference/block-kit/block-elements
IN_ACTIONS = frozenset(_CHOICES) | frozenset(_PRESSES) | {"rich_text_input"}
IN_SECTIONS = (frozenset(_CHOICES) | frozenset(_PRESSES) | {"image"}) - {"datetimepicker"}
IN_INPUTS = frozenset(_CHOICES) | frozenset(_TEXTS)
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
