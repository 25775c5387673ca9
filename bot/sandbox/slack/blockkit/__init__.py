"""Judge messages and views as Slack does: `problems` tells what Slack would refuse, in its words.

https://docs.slack.dev/reference/block-kit/blocks
https://docs.slack.dev/reference/views
"""

import json
from typing import Any

from bot.sandbox.slack.blockkit.blocks import BLOCKS, SHOWN_IN
from bot.sandbox.slack.blockkit.grammar import (
    Judge,
    Rule,
    anything,
    flag,
    items,
    listed,
    record,
    string,
    typed,
)
from bot.sandbox.slack.blockkit.objects import plain

MOST_OF_A_KIND = {"data_visualization": 2, "table": 1}
"""Blocks of it that one message may hold: what the reference of each says."""


def problems(obj: object, surface: str) -> list[str]:
    """Tell what is wrong with a view (surface "modal", "home") or with a message or its list of blocks.

    Each entry ends in the place of the fault, `[json-pointer:/blocks/0/text]`; a view's is under `/view`.
    """
    judge = Judge(surface)
    if surface == "message":
        _message(obj if isinstance(obj, dict) else {"text": " ", "blocks": obj}, judge)
    else:
        _view(obj, judge)
    return judge.problems


def _message(message: Any, judge: Judge) -> None:
    if not any(message.get(key) for key in ("text", "blocks", "attachments", "markdown_text")):
        judge.refuse("no_text", "/")
    if message.get("text") is not None:  # https://docs.slack.dev/reference/methods/chat.postMessage
        string(40_000)(message["text"], "/text", judge)
    if message.get("blocks") is not None:
        _blocks(50)(message["blocks"], "/blocks", judge)
        for kind, most in MOST_OF_A_KIND.items():
            if (
                sum(isinstance(one, dict) and one.get("type") == kind for one in listed(message["blocks"]))
                > most
            ):
                judge.refuse(f"no more than {most} of type {kind} allowed", "/blocks")
    if message.get("attachments") is not None:
        items(_attachment, 0, 100)(message["attachments"], "/attachments", judge)
    # Not in the reference, but measured: https://github.com/slackapi/bolt-js/issues/2509
    if judge.characters > 13_200:
        judge.refuse("msg_blocks_too_long", "/blocks")


def _attachment(value: Any, pointer: str, judge: Judge) -> None:
    if isinstance(value, dict) and value.get("blocks") is not None:
        _blocks(50)(value["blocks"], f"{pointer}/blocks", judge)


def _view(view: Any, judge: Judge) -> None:
    _VIEWS[judge.surface](view, "/view", judge)
    if len(json.dumps(view)) > 250_000:  # https://docs.slack.dev/reference/methods/views.open
        judge.refuse("view_too_large", "/view")


def _modal(view: Any, pointer: str, judge: Judge) -> None:
    blocks = [block for block in listed(view.get("blocks")) if isinstance(block, dict)]
    has_input = any(block.get("type") == "input" for block in blocks)
    if has_input and not view.get("submit"):
        judge.refuse("missing required field: submit", pointer)


def _blocks(most: int) -> Rule:
    def rule(value: Any, pointer: str, judge: Judge) -> None:
        shown = typed(BLOCKS, SHOWN_IN[judge.surface])
        items(shown, 0, most)(value, pointer, judge)
        _names_are_unique(value, "block_id", pointer, judge)
        for index, block in enumerate(listed(value)):
            elements = block.get("elements") if isinstance(block, dict) else None
            _names_are_unique(elements, "action_id", f"{pointer}/{index}/elements", judge)

    return rule


def _names_are_unique(things: Any, key: str, pointer: str, judge: Judge) -> None:
    seen = set()
    for index, thing in enumerate(listed(things)):
        name = thing.get(key) if isinstance(thing, dict) else None
        if not isinstance(name, str):
            continue
        if name in seen:
            judge.refuse(f'`{key}` "{name}" already exists', f"{pointer}/{index}/{key}")
        seen.add(name)


_VIEW = {
    "type": anything,
    "blocks": _blocks(100),
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_VIEWS = {
    # https://docs.slack.dev/reference/views/modal-views
    "modal": record(
        {
            **_VIEW,
            "title": plain(24),
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
        needs="type title blocks",
        also=_modal,
    ),
    # https://docs.slack.dev/reference/views/home-tab-views
    "home": record({**_VIEW, "title": plain(24)}, needs="type blocks"),
}
