"""📌 puts a message on the timeline, 📣 tells it as an update; so does the shortcut, also in threads."""

from datetime import UTC, datetime

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.systems.told import Told
from bot.domain.timeline.present import Heard, name_of
from bot.listeners.desk import Body, Desk
from bot.listeners.permalink import permalink
from bot.listeners.routes import Routes
from bot.listeners.strangers import comes_from_outside
from bot.listeners.subcommand import Subcommand
from bot.store import visible
from bot.store.who import people
from bot.usecases.follow_channel import keep_telling
from bot.usecases.work.follow_messages import tell_message, withdraw_update
from bot.usecases.work.write_notes import add_message
from bot.views.timeline import marked, page
from bot.views.timeline import message as spoken

SUBCOMMANDS: tuple[Subcommand, ...] = ()

PIN, CALL = "pushpin", "mega"


def register(app: Routes, desk: Desk) -> None:
    async def react(body: Body, context: AsyncBoltContext) -> None:
        await _react(desk, body, context.bot_user_id)

    async def tell(ack: AsyncAck, body: Body) -> None:
        number, note = marked.parse(body["actions"][0]["value"])
        await desk.db.write(tell_message, number, note, by=body["user"]["id"], press=body["trigger_id"])
        await ack()

    async def undo(ack: AsyncAck, body: Body) -> None:
        number, note = marked.parse(body["actions"][0]["value"])
        by, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(withdraw_update, number, note, by=by, press=press)
        await ack()
        desk.after_ack(body, lambda: desk.give(body, marked.taken_back(incident)))

    async def add(ack: AsyncAck, body: Body) -> None:
        person, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.read(visible.in_channel, body["channel"]["id"], person)
        if incident is None:
            raise UserError(
                "This channel belongs to no incident. Use it in an incident's channel, or type "
                f"`{desk.command} timeline` to add a note in your own words."
            )
        heard = await _heard(desk, body)
        await desk.db.write(add_message, incident.id, heard, by=person, press=press)
        await ack()
        desk.after_ack(body, lambda: desk.give(body, page.added(incident)))

    app.event("reaction_added")(react)
    app.event("reaction_removed")(react)
    app.action(marked.TELL)(tell)
    app.action(marked.UNDO)(undo)
    app.shortcut("add_to_timeline")(add)


async def _react(desk: Desk, body: Body, bot: str | None) -> None:
    """What Firebell itself says is on the timeline already."""
    event = body["event"]
    item = event["item"]
    is_ours = event.get("item_user") == bot
    if event["reaction"] not in {PIN, CALL} or item.get("type") != "message" or is_ours:
        return
    if await comes_from_outside(desk, body, event["user"]):
        return
    if event["reaction"] == CALL and event["type"] == "reaction_added":
        await _call(desk, body)
    else:
        await _keep(desk, body)


async def _call(desk: Desk, body: Body) -> None:
    """Who has a role is heard at once, all others are asked."""
    event = body["event"]
    channel, ts, person = event["item"]["channel"], event["item"]["ts"], event["user"]
    incident: Incident | None = await desk.db.read(visible.in_channel, channel, person)
    if incident is None:
        return
    if person in incident.roles.values() and not incident.is_closed:
        await _keep(desk, body)
        return
    asked = (
        marked.refusal(incident) if incident.is_closed else marked.question(incident, name_of(channel, ts))
    )
    desk.after_ack(body, lambda: desk.answers.whisper_in(channel, person, asked))


async def _keep(desk: Desk, body: Body) -> None:
    """What it says is asked later: the mark is what must not be lost."""
    event = body["event"]
    is_call = event["reaction"] == CALL
    said = {"update": is_call, "user": event["user"], "ts": event["item"]["ts"]}
    told = Told("slack", event["item"]["channel"], body["event_id"], event["type"], said)
    await desk.db.write(keep_telling, told)


async def _heard(desk: Desk, body: Body) -> Heard:
    """Slack gives the whole message with the shortcut."""
    message, channel, ts = body["message"], body["channel"]["id"], body["message_ts"]
    known = await desk.db.read(people.several, spoken.mentioned(message))
    return Heard(
        note=name_of(channel, ts),
        by=body["user"]["id"],
        update=False,
        words=spoken.words(message, {one.id: one.name for one in known.values()}),
        moment=datetime.fromtimestamp(float(ts), UTC),
        author=spoken.author(message),
        url=permalink(body),
    )
