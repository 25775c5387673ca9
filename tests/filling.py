"""Fills in whatever form is on somebody's screen, so that a story needs to know none of them."""

from typing import Any

from harness import Bell, Workspace

View = dict[str, Any]


async def top(workspace: Workspace, user: str) -> View | None:
    """Give the form that they see."""
    state = await workspace.state()
    stack = state["views"].get(workspace.user_id(state, user)) or [None]
    view: View | None = stack[-1]
    return view


async def type_command(workspace: Workspace, bell: Bell, user: str, text: str, channel: str) -> View | None:
    """Type it, wait for what follows the ack, and give the form that it opened, if any."""
    answer = await workspace.slash(user, text, channel)
    assert answer["ok"], (text, answer)
    await bell.firebell.desk.drain()
    return await top(workspace, user)


async def fill_and_send(
    workspace: Workspace, bell: Bell, user: str, view: View, words: str, **chosen: Any
) -> dict[str, Any]:
    """Write `words` wherever anything can be written, choose what must be chosen, and send it."""
    body = {"user": user, "do": "submit", "values": {**values(view, words), **chosen}}
    status, answer = await workspace.post("act", body)
    assert status == 200, (view["title"]["text"], answer)
    assert answer["ok"], (view["title"]["text"], answer)
    await bell.firebell.desk.drain()
    found: dict[str, Any] = answer
    return found


async def close_all(workspace: Workspace, bell: Bell, user: str) -> None:
    while await top(workspace, user):
        await workspace.act(user, "close")
        await bell.firebell.desk.drain()


def values(view: View, words: str) -> dict[str, Any]:
    """Give what a person would enter: by block_id, and nothing where something stands there already."""
    fields = [block for block in view["blocks"] if block["type"] == "input"]
    return {block["block_id"]: value for block in fields if (value := _value(block, words)) is not None}


def _value(block: dict[str, Any], words: str) -> Any:
    element = block["element"]
    match element["type"]:
        case "plain_text_input":
            return words[: element.get("max_length", 3000)]
        case "static_select" | "external_select" if not (
            block.get("optional") or "initial_option" in element
        ):
            return _first(element)
        case "multi_static_select" if not block.get("optional") and "initial_options" not in element:
            return [_first(element)]
        case "users_select" if "initial_user" not in element:
            return "ben"
        case "multi_users_select" if "initial_users" not in element:
            return ["ben"]
    return None


def _first(element: dict[str, Any]) -> str:
    groups = element.get("option_groups") or [element]
    return str(groups[0]["options"][0]["value"]) if groups[0].get("options") else "1"
