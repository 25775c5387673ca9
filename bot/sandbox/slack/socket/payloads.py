"""What the app is told about a person's act.

https://docs.slack.dev/reference/interaction-payloads
"""

from bot.sandbox.clock import seconds
from bot.sandbox.slack import blocks, shapes
from bot.sandbox.slack.blocks import Element
from bot.sandbox.slack.urls import ResponseUrl
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Person, View

TOKEN = "verification-token"  # noqa: S105  # deprecated by Slack, sent nevertheless


def channel_name(room: Channel) -> str:
    """The name of a public channel, and of a group message, which says who is in it; no other is told."""
    told = {"public_channel": room.name, "mpim": room.name, "private_channel": "privategroup"}
    return told.get(room.kind, "directmessage")


def slash_command(slack: Slack, person: Person, room: Channel, command: str, text: str) -> Json:
    """As https://docs.slack.dev/interactivity/implementing-slash-commands: a form, so all values are text."""
    return {
        "token": TOKEN,
        "team_id": slack.world.team_id,
        "team_domain": slack.world.team_domain,
        "channel_id": room.id,
        "channel_name": channel_name(room),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": slack.app_id,
        "is_enterprise_install": "false",
        "response_url": _response_url(slack, ResponseUrl(person.id, room.id)),
        "trigger_id": slack.triggers.issue(person.id, room.id),
    }


def _interaction(slack: Slack, person: Person, kind: str) -> Json:
    world = slack.world
    team = person.team or world.team_id
    user = {"id": person.id, "username": person.name, "name": person.name, "team_id": team}
    return {
        "type": kind,
        "team": {"id": world.team_id, "domain": world.team_domain},
        "user": user,
        "api_app_id": slack.app_id,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def action(slack: Slack, element: Element, held: Json) -> Json:
    """One entry of `actions`: what was pressed or chosen."""
    block_id, action_id = element.place
    chosen = {key: value for key, value in held.items() if key != "type"}
    shown = {
        "type": element.type,
        "block_id": block_id,
        "action_id": action_id,
        "action_ts": slack.clock.ts(),
    }
    if element.type == "button":
        given: Json = {
            key: element.body[key] for key in ("text", "value", "style", "url") if key in element.body
        }
        return {**given, **shown}
    return {**shown, **chosen}


def actions_in_view(slack: Slack, person: Person, view: View, entry: Json) -> Json:
    container = {"type": "view", "view_id": view.id}
    trigger = slack.triggers.issue(person.id, view.channel)
    about = {
        "container": container,
        "trigger_id": trigger,
        "view": shapes.view(slack, view),
        "actions": [entry],
    }
    return {**_interaction(slack, person, "block_actions"), **about}


def actions_in_message(
    slack: Slack, person: Person, room: Channel, message: Json, entry: Json, *, is_ephemeral: bool
) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": room.id,
        "is_ephemeral": is_ephemeral,
    }
    thread_ts = message.get("thread_ts")
    if thread_ts:
        container["thread_ts"] = thread_ts
    entered = slack.world.entered.get((person.id, room.id, message["ts"]), {})
    url = ResponseUrl(person.id, room.id, ts=message["ts"], thread_ts=thread_ts)
    return {
        **_interaction(slack, person, "block_actions"),
        "container": container,
        "trigger_id": slack.triggers.issue(person.id, room.id),
        "channel": {"id": room.id, "name": channel_name(room)},
        **({} if is_ephemeral else {"message": shapes.message(room, message)}),
        "state": blocks.state(message.get("blocks", ()), entered, room.id),
        "response_url": _response_url(slack, url),
        "actions": [entry],
    }


def view_submission(slack: Slack, person: Person, view: View) -> Json:
    return {
        **_interaction(slack, person, "view_submission"),
        "trigger_id": slack.triggers.issue(person.id, view.channel),
        "view": shapes.view(slack, view),
        "response_urls": _response_urls(slack, person, view),
    }


def _response_urls(slack: Slack, person: Person, view: View) -> list[Json]:
    """One for each chosen conversation whose element asked for it (`response_url_enabled`)."""
    urls = []
    for element in blocks.elements(view.body["blocks"]):
        if element.body.get("response_url_enabled"):
            held = view.entered.get(element.place) or element.initial(view.channel)
            room = held[element.state_key]
            if room:
                block_id, action_id = element.place
                url = _response_url(slack, ResponseUrl(person.id, room))
                about = {"block_id": block_id, "action_id": action_id, "channel_id": room}
                urls.append({**about, "response_url": url})
    return urls


def view_closed(slack: Slack, person: Person, view: View, *, is_cleared: bool) -> Json:
    shown = shapes.view(slack, view)
    return {**_interaction(slack, person, "view_closed"), "view": shown, "is_cleared": is_cleared}


def shortcut(slack: Slack, person: Person, callback_id: str) -> Json:
    interaction = _interaction(slack, person, "shortcut")
    interaction.pop("api_app_id")
    interaction["user"].pop("name")
    trigger = slack.triggers.issue(person.id, None)
    about = {"callback_id": callback_id, "trigger_id": trigger, "action_ts": slack.clock.ts()}
    return {**interaction, **about}


def message_action(slack: Slack, person: Person, room: Channel, message: Json, callback_id: str) -> Json:
    interaction = _interaction(slack, person, "message_action")
    interaction.pop("api_app_id")
    interaction["user"].pop("username")
    url = ResponseUrl(person.id, room.id, ts=message["ts"], thread_ts=message.get("thread_ts"))
    return {
        **interaction,
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(person.id, room.id),
        "action_ts": slack.clock.ts(),
        "channel": {"id": room.id, "name": channel_name(room)},
        "message_ts": message["ts"],
        "message": shapes.message(room, message),
        "response_url": _response_url(slack, url),
    }


def suggestion(slack: Slack, person: Person, element: Element, text: str, where: Json) -> Json:
    """`where` holds the container and the view, or the channel and message."""
    block_id, action_id = element.place
    asked = {"block_id": block_id, "action_id": action_id, "value": text}
    return {**_interaction(slack, person, "block_suggestion"), **where, **asked}


def home_opened(slack: Slack, person: Person, room: Channel) -> Json:
    home = slack.world.homes.get(person.id)
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": room.id, "tab": "home"}
    if home:
        event["view"] = shapes.view(slack, home)
    return {**event, "event_ts": f"{seconds()}.000000"}


def _response_url(slack: Slack, url: ResponseUrl) -> str:
    return slack.url + slack.response_urls.issue(url)
