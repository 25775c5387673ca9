"""`/incident critical`: declare in a few words, take it back within half a minute, say the rest later."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners.declare.open import new_draft
from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import taxonomy
from bot.store.declare import outlook
from bot.usecases.declare.answer_question import answer_question
from bot.usecases.declare.declare_critical import declare_critical, undo_declaration
from bot.views import blocks as b
from bot.views.declare import critical, progress
from bot.views.work import notice


async def declare(desk: Desk, typed: Typed) -> b.Block | None:
    """Declare at once; without a title ask for that alone."""
    channel = typed.body.get("channel_name", "")
    if not typed.words:
        desk.after_ack(typed.body, lambda: _ask(desk, typed, channel))
        return None
    press = typed.body["trigger_id"]
    incident = await desk.db.write(
        declare_critical, press, typed.words, by=typed.person, press=press, channel=channel
    )
    return critical.answer(incident, await desk.db.read(taxonomy.load))


SUBCOMMANDS = (
    Subcommand("critical", "critical <title>", "declares the worst at once, without a form", declare),
)


def register(app: AsyncApp, desk: Desk) -> None:
    async def submit(ack: AsyncAck, body: Body) -> None:
        draft, channel, title = critical.parse(body["view"])
        incident = await desk.db.write(
            declare_critical,
            draft,
            title,
            by=body["user"]["id"],
            press=body["trigger_id"],
            channel=channel,
            screen=body["view"]["id"],
        )
        await ack(response_action="update", view=progress.begun(incident))

    async def undo(ack: AsyncAck, body: Body) -> None:
        number, press = int(body["actions"][0]["value"]), body["trigger_id"]
        incident = await desk.db.write(undo_declaration, number, by=body["user"]["id"], press=press)
        await ack()
        desk.after_ack(body, lambda: _replace(desk, body, critical.undone(incident)))

    async def answer(ack: AsyncAck, body: Body) -> None:
        number, impact, chosen = critical.answered(body)
        facts = {"impacts": {impact: chosen}} if impact else {"category": chosen}
        press = body["trigger_id"]
        await desk.db.write(answer_question, number, by=body["user"]["id"], press=press, **facts)
        await ack()

    app.view(critical.CALLBACK)(submit)
    app.action(progress.UNDO_IT)(undo)
    app.action(re.compile(f"^({critical.CATEGORY}|{critical.IMPACT}.+)$"))(answer)


async def _ask(desk: Desk, typed: Typed, channel: str) -> None:
    await desk.db.read(outlook.must_be_allowed, typed.person)
    await desk.show(typed.body, critical.form(new_draft(), channel))


async def _replace(desk: Desk, body: Body, message: b.Block) -> None:
    """Where the button stood stands what became of it."""
    if body.get("response_url"):
        await desk.answers.whisper(body["response_url"], {**message, "replace_original": True})
    else:
        await desk.answers.update_view(body["view"]["id"], notice.window(message))
