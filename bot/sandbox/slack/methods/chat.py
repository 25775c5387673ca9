"""chat.*: messages of the app.

https://docs.slack.dev/reference/methods/chat.postMessage
"""

from bot.sandbox.limits import SPECIAL, TIER_3, TIER_4
from bot.sandbox.slack import messages, posts, rooms
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.allowed import must_allow
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.files import uploads
from bot.sandbox.world import Channel, Json

WORDS = "text blocks:json attachments:json markdown_text metadata:json as_user:flag link_names:flag parse"
LOOKS = "username icon_emoji icon_url"
POSTING = "thread_ts reply_broadcast:flag mrkdwn:flag unfurl_links:flag unfurl_media:flag"
DRAFTS = "current_draft_last_updated_ts"
MOST_IN_UPDATE = 4_000
"""Characters of a text that replaces another: https://docs.slack.dev/reference/methods/chat.update#errors."""


@method(
    "chat.postMessage",
    f"channel! {WORDS} {LOOKS} {POSTING} {DRAFTS}",
    scopes="chat:write",
    tier=SPECIAL,
)
def post_message(call: MethodCall) -> Json:
    room = target(call)
    content = messages.content(call.args.values, charts=call.slack.world.settings.charts)
    messages.must_say_something(content)
    in_thread = thread(call, room)
    message = posts.post(call.slack, room, authored(call, {**looks(call), **content, **in_thread}))
    return {"channel": room.id, "ts": message["ts"], "message": message}


def target(call: MethodCall) -> Channel:
    """The conversation to post to: by id, by name, or a person, whose direct message is opened."""
    wanted, world = call.args.text("channel"), call.slack.world
    if wanted in world.people and wanted != call.caller.user:
        if call.caller.kind == "bot" and not call.slack.app.messages_tab:
            raise SlackError("messages_tab_disabled")
        if world.people[wanted].deleted:
            raise SlackError("channel_not_found")
        return rooms.open_direct(call.slack, [wanted], call.caller.user)
    room = world.channels.get(wanted) or world.named(wanted.removeprefix("#"))
    if room is None or not access.visible(room, call.caller):
        raise SlackError("channel_not_found")
    if call.caller.user not in room.members and "chat:write.public" not in call.caller.scopes:
        raise SlackError("is_archived" if room.is_archived else "not_in_channel")
    access.must_be_open(room)
    if room.is_general:
        must_allow(call, "general", "restricted_action")
    return room


def thread(call: MethodCall, room: Channel) -> Json:
    ts = call.args.text("thread_ts")
    if not ts:
        return {}
    parent = room.messages.get(ts)
    if parent is None or parent.get("subtype", "").startswith("channel_"):
        raise SlackError("cannot_reply_to_message")
    root = parent.get("thread_ts", ts)
    broadcast = {"subtype": "thread_broadcast"} if call.args.flag("reply_broadcast") else {}
    return {"thread_ts": root, **broadcast}


def looks(call: MethodCall) -> Json:
    """Another name or icon needs https://docs.slack.dev/reference/scopes/chat.write.customize."""
    if "chat:write.customize" not in call.caller.scopes:
        return {}
    looks: Json = {}
    if call.args.given("username"):
        looks["username"] = call.args.text("username")
    if call.args.given("icon_emoji"):
        looks["icons"] = {"emoji": call.args.text("icon_emoji")}
    return looks


def authored(call: MethodCall, content: Json) -> Json:
    if call.caller.kind == "bot":
        return posts.by_app(call.slack, content)
    return posts.by_person(call.slack, call.caller.user, content)


@method(
    "chat.update",
    f"channel! ts! {WORDS} reply_broadcast:flag file_ids:array unfurled_attachments:json",
    scopes="chat:write",
    tier=TIER_3,
)
def update_message(call: MethodCall) -> Json:
    room, before = _own(call, "cant_update_message")
    if before is None:
        raise SlackError("message_not_found")
    if room.is_archived:
        raise SlackError("is_inactive")
    if len(call.args.text("text")) > MOST_IN_UPDATE:
        raise SlackError("msg_too_long")
    content = messages.content(call.args.values, charts=call.slack.world.settings.charts)
    messages.must_say_something({**before, **content} if content else content)
    # Text without blocks replaces them; blocks leave no mark of an edit.
    if "text" in content and "blocks" not in content:
        content["blocks"] = None
    edited = "blocks" not in content or content["blocks"] is None
    if call.args.given("file_ids"):
        content["files"] = _files(call, room, before["ts"]) or None
    changed = posts.change(call.slack, room, before["ts"], content, call.caller.user, edited=edited)
    return {"channel": room.id, "ts": before["ts"], "text": changed["text"], "message": changed}


def _files(call: MethodCall, room: Channel, ts: str) -> list[Json]:
    """The files that are to be the message's; those of before that are not named leave it."""
    found = [call.slack.world.files.get(file) for file in call.args.texts("file_ids")]
    files = [each for each in found if each and uploads.visible(call.slack, each, call.caller.user)]
    if len(files) < len(found):
        raise SlackError("file_not_found")
    if any(file.is_deleted for file in files):
        raise SlackError("file_deleted")
    return uploads.replace(call.slack, files, room, ts)


def _own(call: MethodCall, refusal: str) -> tuple[Channel, Json | None]:
    room = access.channel(call)
    message = room.messages.get(call.args.text("ts"))
    if message and (message["user"] != call.caller.user or message.get("subtype", "").startswith("channel_")):
        raise SlackError(refusal)
    return room, message


@method("chat.delete", "channel! ts! as_user:flag", scopes="chat:write", tier=TIER_3)
def delete_message(call: MethodCall) -> Json:
    room, message = _own(call, "cant_delete_message")
    if message is None:
        raise SlackError("message_not_found")
    posts.delete(call.slack, room, message["ts"], call.caller.user)
    return {"channel": room.id, "ts": message["ts"]}


@method("chat.postEphemeral", f"channel! user! {WORDS} {LOOKS} thread_ts", scopes="chat:write", tier=TIER_4)
def post_ephemeral(call: MethodCall) -> Json:
    room, user = access.channel(call), call.args.text("user")
    access.must_be_member(call, room)
    access.must_be_open(room)
    if user not in room.members:
        raise SlackError("user_not_in_channel")
    if len(call.args.text("text")) > messages.MOST_CHARACTERS:
        raise SlackError("msg_too_long")
    content = messages.content(
        {**call.args.values, "metadata": None}, charts=call.slack.world.settings.charts
    )
    messages.must_say_something(content)
    message = posts.by_app(call.slack, {**looks(call), **content, **thread(call, room)})
    posts.ephemeral(call.slack, room, user, message)
    return {"message_ts": message["ts"]}


@method("chat.meMessage", "channel! text!", scopes="chat:write", tier=TIER_3)
def me_message(call: MethodCall) -> Json:
    """What somebody does rather than says, like /me."""
    room = target(call)
    text = str(messages.content({"text": call.args.text("text")})["text"])
    line = {"type": "message", "subtype": "me_message", "user": call.caller.user, "text": text}
    message = posts.post(call.slack, room, {**line, "ts": call.slack.clock.ts()})
    return {"channel": room.id, "ts": message["ts"]}


@method("chat.getPermalink", "channel! message_ts!", tier=SPECIAL, json_body=False)
def get_permalink(call: MethodCall) -> Json:
    room = access.channel(call)
    message = room.messages.get(call.args.text("message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    link = call.slack.permalink(room.id, message["ts"])
    if message.get("thread_ts", message["ts"]) != message["ts"]:
        link = f"{link}?thread_ts={message['thread_ts']}&cid={room.id}"
    return {"channel": room.id, "permalink": link}
