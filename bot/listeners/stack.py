"""The windows that stand on one another: Slack stacks three, so that one makes room for another in time.

https://docs.slack.dev/surfaces/modals
"""

from typing import Any

from bot.views.work import menu

View = dict[str, Any]
"""A window as Slack sends it, or as it is to be shown."""


def in_window(body: dict[str, Any]) -> bool:
    """Tell whether they acted in a window that stays open; a submitted one is closed by its ack."""
    return body.get("type") == "block_actions" and body.get("view", {}).get("type") == "modal"


def is_last(view: View) -> bool:
    """Tell whether it is the third."""
    return _place(view) == 3


def makes_room(view: View, shown: View) -> bool:
    """Tell whether what is to be shown takes its place.

    The menu always makes room. What leads further does not become the third, unless what somebody enters
    in the second would be lost: the third is the end, and each further one takes its place.
    """
    if view.get("callback_id") == menu.MORE or is_last(view):
        return True
    return _place(view) == 2 and not view.get("submit") and _leads_on(shown)


def _place(view: View) -> int:
    below = view.get("previous_view_id")
    if not below:
        return 1
    return 2 if below == view["root_view_id"] else 3


def _leads_on(view: View) -> bool:
    """Tell whether it has buttons: one that only says or asks something has none."""
    return any(block["type"] == "actions" or "accessory" in block for block in view["blocks"])
