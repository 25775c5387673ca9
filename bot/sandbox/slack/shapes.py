"""How people, conversations, messages and views look on the wire.

https://docs.slack.dev/reference/objects
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.sandbox.clock import zone_of
from bot.sandbox.slack import blocks
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Note, Person, Usergroup, View

APP_ICONS = {
    f"image_{size}": f"https://a.slack-edge.com/80588/img/plugins/app/bot_{size}.png" for size in (36, 48, 72)
}


def user(slack: Slack, person: Person, *, with_email: bool) -> Json:
    zone = zone_of(person.tz)
    offset = datetime.now(UTC).astimezone(zone).utcoffset()
    shown: Json = {
        "id": person.id,
        "team_id": person.team or slack.world.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz.rpartition("/")[2].replace("_", " "),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(slack, person, with_email=with_email),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_owner,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated or slack.started,
    }
    if person.is_foreign:
        shown["is_stranger"] = not _meets_app(slack, person)
    if person.deleted:
        return {
            key: shown[key] for key in ("id", "team_id", "name", "deleted", "profile", "is_bot", "updated")
        }
    return shown


def _meets_app(slack: Slack, person: Person) -> bool:
    """The app shares a channel with this person: https://docs.slack.dev/apis/slack-connect."""
    both = {slack.bot_user, person.id}
    return any(both <= set(room.members) for room in slack.world.channels.values())


def _profile(slack: Slack, person: Person, *, with_email: bool) -> Json:
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "team": person.team or slack.world.team_id,
    }
    if with_email and person.email and not person.is_foreign:
        profile["email"] = person.email
    if person.id == slack.bot_user:
        profile |= {"api_app_id": slack.app_id, "bot_id": slack.bot_id, "always_active": True}
    return profile


def bot_profile(slack: Slack) -> Json:
    return {
        "id": slack.bot_id,
        "app_id": slack.app_id,
        "name": slack.app.name,
        "icons": APP_ICONS,
        "deleted": False,
        "updated": slack.started,
        "team_id": slack.world.team_id,
    }


def channel(slack: Slack, room: Channel, viewer: str, *, with_count: bool = False) -> Json:
    if room.kind == "im":
        return _direct(slack, room, viewer)
    shown: Json = {
        "id": room.id,
        "name": room.name,
        "is_channel": room.kind != "mpim",
        "is_group": False,
        "is_im": False,
        "is_mpim": room.kind == "mpim",
        "is_private": room.kind != "public_channel",
        "created": room.created,
        "is_archived": room.is_archived,
        "is_general": room.is_general,
        "unlinked": 0,
        "name_normalized": room.name,
        "is_shared": bool(room.connected_teams),
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": slack.world.team_id,
        "updated": room.created * 1000,
        "creator": room.creator,
        "is_ext_shared": bool(room.connected_teams),
        "shared_team_ids": [slack.world.team_id, *room.connected_teams],
        "pending_connected_team_ids": [],
        "is_member": viewer in room.members,
        "topic": note(room.topic),
        "purpose": note(room.purpose),
        "previous_names": list(room.previous_names),
    }
    if properties := _properties(slack, room):
        shown["properties"] = properties
    if viewer in room.last_read:
        shown["last_read"] = room.last_read[viewer]
    if with_count:
        shown["num_members"] = len(room.members)
    return shown


def _properties(slack: Slack, room: Channel) -> Json:
    """Its own canvas, and the tabs of others."""
    shown: Json = {}
    if canvas := slack.world.canvas_of(room.id):
        shown["canvas"] = {
            "file_id": canvas.id,
            "is_empty": not canvas.sections,
            "quip_thread_id": canvas.id,
        }
    tabs = slack.world.tabs_of(room.id)
    if tabs:
        shown["tabs"] = [
            {"id": f"Ct{one.id[1:]}", "label": "", "type": "canvas", "data": {"file_id": one.id}}
            for one in tabs
        ]
    return shown


def _direct(slack: Slack, room: Channel, viewer: str) -> Json:
    other = next((member for member in room.members if member != viewer), viewer)
    return {
        "id": room.id,
        "created": room.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": slack.world.team_id,
        "updated": room.created * 1000,
        "user": other,
        "is_user_deleted": slack.world.people[other].deleted,
        "priority": 0,
    }


def note(text: Note) -> Json:
    return {"value": text.value, "creator": text.creator, "last_set": text.last_set}


def messages(room: Channel, chosen: Iterable[Json], *, with_metadata: bool = False) -> list[Json]:
    """Messages as conversations.history shows them; a thread's first message counts its replies."""
    threads: defaultdict[str, list[Json]] = defaultdict(list)
    for stored in room.messages.values():
        if stored.get("thread_ts", stored["ts"]) != stored["ts"]:
            threads[stored["thread_ts"]].append(stored)
    return [_message(stored, threads.get(stored["ts"], []), with_metadata=with_metadata) for stored in chosen]


def message(room: Channel, stored: Json, *, with_metadata: bool = False) -> Json:
    return messages(room, [stored], with_metadata=with_metadata)[0]


def _message(stored: Json, replies: list[Json], *, with_metadata: bool) -> Json:
    shown = {key: value for key, value in stored.items() if with_metadata or key != "metadata"}
    if replies:
        people = list(dict.fromkeys(reply["user"] for reply in replies))
        shown |= {
            "thread_ts": stored["ts"],
            "reply_count": len(replies),
            "reply_users_count": len(people),
            "latest_reply": replies[-1]["ts"],
            "reply_users": people,
            "is_locked": False,
            "subscribed": False,
        }
    return shown


def alone(stored: Json) -> Json:
    """A message out of its conversation: without its thread and its metadata."""
    return {key: value for key, value in stored.items() if key != "metadata"}


def usergroup(slack: Slack, group: Usergroup, *, with_users: bool = False, with_count: bool = False) -> Json:
    admin = next((person.id for person in slack.world.people.values() if person.is_admin), slack.bot_user)
    shared = [room for room in map(slack.world.channels.get, group.channels) if room]
    shown: Json = {
        "id": group.id,
        "team_id": slack.world.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": group.description,
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.updated or group.created,
        "date_delete": group.deleted,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": group.created_by or admin,
        "updated_by": group.updated_by or admin,
        "deleted_by": group.deleted_by or None,
        "prefs": {
            "channels": [room.id for room in shared if room.kind == "public_channel"],
            "groups": [room.id for room in shared if room.kind == "private_channel"],
        },
        "channel_count": len(shared),
    }
    if with_users:
        shown["users"] = list(group.users)
    if with_users or with_count:
        shown["user_count"] = len(group.users)
    return shown


def view(slack: Slack, shown: View, *, with_state: bool = True) -> Json:
    """A view as Slack sends it; answers of views.* leave out what the person has entered."""
    body = shown.body
    values = blocks.state(body["blocks"], shown.entered, shown.channel) if with_state else {"values": {}}
    return {
        "id": shown.id,
        "team_id": slack.world.team_id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata") or "",
        "callback_id": body.get("callback_id") or "",
        "state": values,
        "hash": shown.hash,
        "title": body.get("title") or {"type": "plain_text", "text": slack.app.name, "emoji": True},
        "clear_on_close": bool(body.get("clear_on_close")),
        "notify_on_close": bool(body.get("notify_on_close")),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "submit_disabled": bool(body.get("submit_disabled")),
        "previous_view_id": shown.previous_id,
        "root_view_id": shown.root_id,
        "app_id": slack.app_id,
        "external_id": body.get("external_id") or "",
        "app_installed_team_id": slack.world.team_id,
        "bot_id": slack.bot_id,
    }
