"""Blocks as Slack gives them back (ids and defaults filled in), and the elements in them that hold a state.

https://docs.slack.dev/reference/block-kit
"""

import copy
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.world import Json

TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")

# Element type -> the key of its state, the key of its initial state.
STATES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(TEXTS, ("value", "initial_value")),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}

Place = tuple[str, str]
"""(block_id, action_id): what identifies an element in its view or message."""


@dataclass(frozen=True)
class Element:
    """An interactive element and the block that it stands in."""

    block: Json
    body: Json

    @property
    def place(self) -> Place:
        return self.block["block_id"], self.body["action_id"]

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def is_input(self) -> bool:
        return str(self.block["type"]) == "input"

    @property
    def state_key(self) -> str:
        return STATES[self.type][0]

    @property
    def options(self) -> list[Json]:
        """The options to choose from, those in groups among them."""
        grouped = [option for group in self.body.get("option_groups") or () for option in group["options"]]
        return [*(self.body.get("options") or ()), *grouped]

    def initial(self, conversation: str | None = None) -> Json:
        key, initial_key = STATES[self.type]
        value = self.body.get(initial_key)
        if value is None and self.body.get("default_to_current_conversation"):
            value = conversation
        if value is None and key.endswith("s"):
            value = []
        return {"type": self.type, key: value}


def elements(blocks: Iterable[Json]) -> Iterator[Element]:
    for block in blocks:
        for body in _bodies(block):
            if isinstance(body, dict) and "action_id" in body:
                yield Element(block, body)


def _bodies(block: Json) -> list[Any]:
    match block.get("type"):
        case "input":
            return [block["element"]]
        case "section":
            return [block["accessory"]] if "accessory" in block else []
        case "actions" | "context_actions":
            return list(block["elements"])
    return []


def state(blocks: Iterable[Json], entered: dict[Place, Json], conversation: str | None = None) -> Json:
    """`state.values`: what every element holds, entered or initial."""
    values: Json = {}
    for element in elements(blocks):
        if element.type in STATES:
            block_id, action_id = element.place
            held = entered.get(element.place) or element.initial(conversation)
            values.setdefault(block_id, {})[action_id] = held
    return {"values": values}


def kept(blocks: Iterable[Json], entered: dict[Place, Json]) -> dict[Place, Json]:
    """What was entered, as far as its element is still there and still offers it."""
    return {
        element.place: entered[element.place]
        for element in elements(blocks)
        if element.place in entered and _still_possible(element, entered[element.place])
    }


def _still_possible(element: Element, held: Json) -> bool:
    if held["type"] != element.type or not element.options:
        return str(held["type"]) == element.type
    chosen = held.get("selected_options") or [held.get("selected_option")]
    values = {option.get("value") for option in element.options}
    return all(option is None or option.get("value") in values for option in chosen)


def normalised(blocks: list[Json]) -> list[Json]:
    """A copy with the ids and defaults that Slack fills in."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", _random_id())
        if block.get("type") == "input":
            block.setdefault("optional", False)
            block.setdefault("dispatch_action", False)
        for body in _bodies(block):
            if isinstance(body, dict) and body.get("type") not in {"image", "feedback_buttons"}:
                body.setdefault("action_id", _random_id())
        _fill_texts(block)
    return filled


def _fill_texts(node: object) -> None:
    if isinstance(node, list):
        for item in node:
            _fill_texts(item)
    elif isinstance(node, dict):
        if node.get("type") == "plain_text":
            node.setdefault("emoji", True)
        elif node.get("type") == "mrkdwn":
            node.setdefault("verbatim", False)
        for item in node.values():
            _fill_texts(item)


def _random_id() -> str:
    return secrets.token_urlsafe(4)[:5]
