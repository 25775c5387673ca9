"""The few blocks that Firebell uses, as functions.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.domain.personal.forgetting import is_former

Block = dict[str, Any]

MOST_BOXES = 10
"""https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element"""


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def section(text: str, accessory: Block | None = None, *, name: str = "") -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return _named(block, name)


def fields(*texts: str) -> Block:
    """Two columns of short texts, at most ten."""
    return {"type": "section", "fields": [mrkdwn(text) for text in texts]}


def context(text: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text)]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, name: str = "") -> Block:
    return _named({"type": "actions", "elements": list(elements)}, name)


def button(label: str, action: str, value: str = "", *, style: str = "", says: str = "") -> Block:
    """says: what a screen reader says where the label alone is not enough."""
    element: Block = {"type": "button", "text": plain(label), "action_id": action}
    for key, given in (("value", value), ("style", style), ("accessibility_label", says)):
        if given:
            element[key] = given
    return element


def asking(element: Block, title: str, text: str, yes: str) -> Block:
    """Ask once more before it is done."""
    ask = {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain("Cancel")}
    return {**element, "confirm": ask}


def link_button(label: str, action: str, url: str) -> Block:
    """A button that opens an address; Slack tells Firebell of it all the same."""
    return {**button(label, action), "url": url}


def entry(
    name: str, label: str, element: Block, *, live: bool = False, optional: bool = False, hint: str = ""
) -> Block:
    """An input. live: Firebell hears of each change. hint: what stands below it."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": element,
        "dispatch_action": live,
        "optional": optional,
    }
    return {**block, "hint": plain(hint)} if hint else block


def text_field(
    action: str, *, most: int, initial: str = "", multiline: bool = False, example: str = ""
) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": action,
        "multiline": multiline,
        "max_length": most,
    }
    if initial:
        element["initial_value"] = initial[:most]
    if example:
        element["placeholder"] = plain(example)
    return element


def option(text: str, value: str) -> Block:
    return {"text": plain(text[:75]), "value": value}


def select(
    action: str,
    options: Sequence[Block] = (),
    *,
    groups: Iterable[tuple[str, Sequence[Block]]] = (),
    chosen: str = "",
    example: str = "",
) -> Block:
    """One of the options, or of the options in groups (label, options)."""
    grouped: list[Block] = [
        {"label": plain(label[:75]), "options": list(members)} for label, members in groups
    ]
    element: Block = {"type": "static_select", "action_id": action}
    element.update({"option_groups": grouped} if grouped else {"options": list(options)})
    among = [one for group in grouped for one in group["options"]] or options
    initial = [one for one in among if one["value"] == chosen]
    if initial:
        element["initial_option"] = initial[0]
    if example:
        element["placeholder"] = plain(example)
    return element


def type_ahead(action: str, *, example: str = "", chosen: Block | None = None) -> Block:
    """A select whose options Firebell gives while somebody types."""
    element: Block = {"type": "external_select", "action_id": action, "min_query_length": 0}
    if chosen:
        element["initial_option"] = chosen
    if example:
        element["placeholder"] = plain(example)
    return element


def several_type_ahead(action: str, *, example: str = "", chosen: Sequence[Block] = ()) -> Block:
    """Any number of options, which Firebell gives while somebody types."""
    element: Block = {"type": "multi_external_select", "action_id": action, "min_query_length": 0}
    if chosen:
        element["initial_options"] = list(chosen)
    return {**element, "placeholder": plain(example)} if example else element


def channel_select(action: str, *, chosen: str = "", example: str = "") -> Block:
    """A channel of this workspace."""
    shown = {"include": ["public", "private"], "exclude_external_shared_channels": True}
    element: Block = {"type": "conversations_select", "action_id": action, "filter": shown}
    if chosen:
        element["initial_conversation"] = chosen
    return {**element, "placeholder": plain(example)} if example else element


def person_select(action: str, *, chosen: str = "", example: str = "") -> Block:
    element: Block = {"type": "users_select", "action_id": action}
    if chosen and not is_former(chosen):
        element["initial_user"] = chosen
    return {**element, "placeholder": plain(example)} if example else element


def overflow(action: str, options: Sequence[Block]) -> Block:
    """At most five options."""
    return {"type": "overflow", "action_id": action, "options": list(options)}


def multi_select(action: str, options: Sequence[Block], *, chosen: Iterable[str] = ()) -> Block:
    element: Block = {"type": "multi_static_select", "action_id": action, "options": list(options)}
    initial = [one for one in options if one["value"] in set(chosen)]
    if initial:
        element["initial_options"] = initial
    return element


def people_select(action: str, *, chosen: Iterable[str] = (), example: str = "") -> Block:
    """Any number of people, by their Slack ids."""
    element: Block = {"type": "multi_users_select", "action_id": action}
    if initial := [one for one in chosen if not is_former(one)]:
        element["initial_users"] = initial
    if example:
        element["placeholder"] = plain(example)
    return element


def moment_picker(action: str, *, initial: datetime | None = None) -> Block:
    """A date and a time, in the zone of the one who picks."""
    element: Block = {"type": "datetimepicker", "action_id": action}
    return {**element, "initial_date_time": int(initial.timestamp())} if initial else element


def day_picker(action: str, *, initial: str = "") -> Block:
    """initial: a day such as 2026-11-23."""
    element: Block = {"type": "datepicker", "action_id": action}
    return {**element, "initial_date": initial} if initial else element


def checkboxes(action: str, options: Sequence[Block], *, chosen: Iterable[str] = ()) -> Block:
    element: Block = {"type": "checkboxes", "action_id": action, "options": list(options)}
    initial = [one for one in options if one["value"] in set(chosen)]
    return {**element, "initial_options": initial} if initial else element


def several(action: str, options: Sequence[Block], *, chosen: Iterable[str] = ()) -> Block:
    """Any number of them: boxes to tick, or a list where there are more than boxes take."""
    return (checkboxes if len(options) <= MOST_BOXES else multi_select)(action, options, chosen=chosen)


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback: str = "",
    submit: str = "",
    close: str = "Close",
    memory: str = "",
    tells_close: bool = False,
    closes_all: bool = False,
) -> Block:
    """memory: what the view must bring back, at most 3,000 characters.

    tells_close: Firebell hears of it when it is closed. closes_all: what lies below closes with it.
    """
    view: Block = {"type": "modal", "title": plain(title), "close": plain(close), "blocks": list(blocks)}
    if submit:
        view["submit"] = plain(submit)
    if callback:
        view["callback_id"] = callback
    if memory:
        view["private_metadata"] = memory
    if tells_close:
        view["notify_on_close"] = True
    if closes_all:
        view["clear_on_close"] = True
    return view


def message(text: str, blocks: Sequence[Block] = ()) -> Block:
    """A message; `text` is what lock screens and screen readers say."""
    return {"text": text, "blocks": list(blocks)} if blocks else {"text": text}


def _named(block: Block, name: str) -> Block:
    return {**block, "block_id": name} if name else block
