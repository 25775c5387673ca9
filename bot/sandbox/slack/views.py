"""Modals and Home tabs: the stack of each person, hashes, what updates keep.

https://docs.slack.dev/surfaces/modals
"""

import json
import secrets

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.slack import blocks
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.blockkit import problems
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, View

MOST_VIEWS = 3
MOST_BYTES = 250_000


def body(slack: Slack, sent: object, kind: str, *, instead_of: View | None = None) -> Json:
    """The view as Slack keeps it, or Slack's refusal of what was sent."""
    if not isinstance(sent, dict):
        raise invalid_arguments("must be a valid view [json-pointer:/view]")
    if len(json.dumps(sent)) > MOST_BYTES:
        raise SlackError("view_too_large")
    complaints = problems(sent, kind)
    if sent.get("type") != kind:
        complaints = [f"must be of type {kind} [json-pointer:/view/type]", *complaints]
    if complaints:
        raise invalid_arguments(*complaints)
    _must_be_unique(slack, sent.get("external_id"), instead_of)
    return {**sent, "blocks": blocks.normalised(sent["blocks"])}


def _must_be_unique(slack: Slack, external_id: str | None, instead_of: View | None) -> None:
    if external_id:
        others = (view for view in slack.world.views() if view is not instead_of)
        if any(view.body.get("external_id") == external_id for view in others):
            raise SlackError("duplicate_external_id")


def open_modal(slack: Slack, user: str, sent: Json, channel: str | None) -> View:
    """A new stack of one view; what was open before gives way."""
    key = fresh("V")
    view = View(key, user, sent, _hash(), root_id=key, channel=channel)
    slack.world.stacks[user] = [view]
    slack.changes.touch([user])
    return view


def push(slack: Slack, user: str, sent: Json, channel: str | None) -> View:
    stack = slack.world.stacks.get(user)
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= MOST_VIEWS:
        raise SlackError("push_limit_reached")
    top = stack[-1]
    view = View(fresh("V"), user, sent, _hash(), top.root_id, top.id, channel or top.channel)
    stack.append(view)
    slack.changes.touch([user])
    return view


def replace(slack: Slack, view: View, sent: Json) -> None:
    """Show something else in the same view; what was entered stays where block_id and action_id stay."""
    view.body = sent
    view.hash = _hash()
    view.entered = blocks.kept(sent["blocks"], view.entered)
    view.errors = {}
    slack.changes.touch([view.user])


def publish(slack: Slack, user: str, sent: Json) -> View:
    home = slack.world.homes.get(user)
    if home:
        replace(slack, home, sent)
        return home
    key = fresh("V")
    view = View(key, user, sent, _hash(), root_id=key)
    slack.world.homes[user] = view
    slack.changes.touch([user])
    return view


def must_be_current(view: View | None, wanted: str) -> None:
    if wanted and (view is None or view.hash != wanted):
        raise SlackError("hash_conflict")


def find(slack: Slack, view_id: str, external_id: str) -> View:
    for view in slack.world.views():
        if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
            return view
    raise SlackError("not_found")


def top(slack: Slack, user: str) -> View | None:
    stack = slack.world.stacks.get(user)
    return stack[-1] if stack else None


def close(slack: Slack, view: View) -> None:
    """Take a view and all above it from its stack."""
    stack = slack.world.stacks.get(view.user, [])
    if view in stack:
        del stack[stack.index(view) :]
    slack.changes.touch([view.user])


def clear(slack: Slack, user: str) -> None:
    slack.world.stacks[user] = []
    slack.changes.touch([user])


def enter(slack: Slack, view: View, place: blocks.Place, held: Json) -> None:
    """Somebody filled an element; the complaint about its block is settled."""
    view.entered[place] = held
    view.errors.pop(place[0], None)
    slack.changes.touch([view.user])


def _hash() -> str:
    return f"{seconds()}.{secrets.token_urlsafe(6)}"
