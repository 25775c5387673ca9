"""Slash commands and shortcuts."""

from bot.sandbox.act import names
from bot.sandbox.act.actor import Act
from bot.sandbox.errors import Refusal
from bot.sandbox.slack import posts
from bot.sandbox.slack.api import respond
from bot.sandbox.slack.socket import payloads
from bot.sandbox.slack.socket.envelope import ForcedError, UnackedError
from bot.sandbox.slack.urls import ResponseUrl
from bot.sandbox.world import Channel


async def slash(act: Act) -> None:
    """Type a command; what the ack carries is shown like an answer to the response_url."""
    name, text = act.text("command"), str(act.body.get("text") or "")
    command = act.slack.app.command(name)
    if command is None:
        known = ", ".join(each.command for each in act.slack.app.commands) or "none"
        raise Refusal(f"{name} is not a command of this workspace; the app's commands: {known}.")
    room = names.room(act.slack, act.person, act.body.get("channel") or "general")
    if room.is_archived:
        raise Refusal(f"#{room.name} is archived.")
    text = names.linked(act.slack, text) if command.should_escape else text
    payload = payloads.slash_command(act.slack, act.person, room, name, text)
    try:
        answer = await act.send("slash_commands", payload, answerable=True)
    except (UnackedError, ForcedError) as error:
        _excuse(act, room, name, str(error))
        raise
    if answer:
        respond.respond(act.slack, ResponseUrl(act.person.id, room.id), answer)


def _excuse(act: Act, room: Channel, command: str, error: str) -> None:
    """Slack itself tells who typed a command that it failed; only they see it.

    https://docs.slack.dev/interactivity/implementing-slash-commands#responding_to_commands
    """
    why = f'with the error "{error}"' if error else "because the app did not respond"
    told = posts.by_slackbot(act.slack, f"`{command}` failed {why}.")
    posts.ephemeral(act.slack, room, act.person.id, told)


async def shortcut(act: Act) -> None:
    callback_id = act.text("callback_id")
    _must_exist(act, callback_id, "global")
    await act.send("interactive", payloads.shortcut(act.slack, act.person, callback_id))


async def message_shortcut(act: Act) -> None:
    callback_id = act.text("callback_id")
    _must_exist(act, callback_id, "message")
    room = names.room(act.slack, act.person, act.text("channel"))
    message = names.message(room, act.text("ts"))
    payload = payloads.message_action(act.slack, act.person, room, message, callback_id)
    await act.send("interactive", payload)


def _must_exist(act: Act, callback_id: str, kind: str) -> None:
    if act.slack.app.shortcut(callback_id, kind) is None:
        known = ", ".join(each.callback_id for each in act.slack.app.shortcuts if each.type == kind) or "none"
        raise Refusal(f"The app has no {kind} shortcut {callback_id!r}; it has: {known}.")
