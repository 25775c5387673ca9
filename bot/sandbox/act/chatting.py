"""Messages of people: say, edit, delete, react, pin."""

from bot.sandbox.act import attaching, names, values
from bot.sandbox.act.actor import Act
from bot.sandbox.errors import Refusal
from bot.sandbox.slack import posts
from bot.sandbox.slack.blocks import normalised
from bot.sandbox.slack.files import uploads
from bot.sandbox.world import Channel, Json


async def message(act: Act) -> None:
    room = _joined(act)
    if (
        room.kind == "im"
        and act.slack.bot_user in room.members
        and not act.slack.app.can_write_to_messages_tab
    ):
        raise Refusal(f"Sending messages to {act.slack.app.name} has been turned off.")
    if room.is_general:
        names.must_be_allowed(act.slack, act.person, "general")
    files = attaching.files(act)
    content = {} if files and not act.body.get("text") else _content(act)
    thread_ts = act.body.get("thread_ts")
    if thread_ts:
        parent = names.message(room, thread_ts)
        content["thread_ts"] = parent.get("thread_ts", parent["ts"])
        if act.body.get("reply_broadcast") is True:
            content["subtype"] = "thread_broadcast"
    if files:
        said = uploads.share(act.slack, files, room, act.person.id, content)
    else:
        said = posts.post(act.slack, room, posts.by_person(act.slack, act.person.id, content))
    act.extra["ts"] = said["ts"]


def _content(act: Act) -> Json:
    text = names.linked(act.slack, _escaped(act.text("text")))
    return {"text": text, "blocks": normalised([values.rich_text(text)])}


def _escaped(text: str) -> str:
    """https://docs.slack.dev/messaging/formatting-message-text#escaping, sparing references written out."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return values.WRITTEN_OUT.sub(lambda match: f"<{match[1]}>", escaped)


async def edit(act: Act) -> None:
    room, said = _own(act)
    posts.change(act.slack, room, said["ts"], _content(act), act.person.id, edited=True)


async def delete(act: Act) -> None:
    room, said = _own(act)
    posts.delete(act.slack, room, said["ts"], act.person.id)


def _own(act: Act) -> tuple[Channel, Json]:
    room = _joined(act)
    said = names.message(room, act.text("ts"))
    if said["user"] != act.person.id:
        raise Refusal(f"{act.person.name} can change only messages of {act.person.name}.")
    return room, said


async def react(act: Act) -> None:
    room, said, name = _reaction(act)
    if not posts.reacted(said, name, act.person.id):
        posts.react(act.slack, room, said["ts"], name, act.person.id)


async def unreact(act: Act) -> None:
    room, said, name = _reaction(act)
    if posts.reacted(said, name, act.person.id):
        posts.unreact(act.slack, room, said["ts"], name, act.person.id)


def _reaction(act: Act) -> tuple[Channel, Json, str]:
    room = _joined(act)
    return room, names.message(room, act.text("ts")), act.text("name").strip(":")


async def pin(act: Act) -> None:
    room, ts = _joined(act), act.text("ts")
    names.message(room, ts)
    if not any(each.ts == ts for each in room.pins):
        posts.pin(act.slack, room, ts, act.person.id)


async def unpin(act: Act) -> None:
    room, ts = _joined(act), act.text("ts")
    if not any(each.ts == ts for each in room.pins):
        raise Refusal(f"The message {ts!r} is not pinned in #{room.name}.")
    posts.unpin(act.slack, room, ts, act.person.id)


def _joined(act: Act) -> Channel:
    room = names.room(act.slack, act.person, act.text("channel"))
    names.must_be_in(act.person, room)
    return room
