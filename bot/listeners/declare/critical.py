"""`/incident critical`: declare in a few words, take it back within half a minute, say the rest later."""

import re

from slack_bolt.async_app import AsyncAck

from bot.domain.incident import Act, Incident, Link, LinkKind
from bot.domain.rules.critical import can_undo, must_be_fresh
from bot.listeners.declare.open import new_draft
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import sights, taxonomy, visible
from bot.store.declare import outlook
from bot.usecases.declare.answer_question import answer_question
from bot.usecases.declare.declare_critical import declare_critical, undo_declaration
from bot.views import blocks as b
from bot.views.declare import critical, progress


async def declare(desk: Desk, typed: Typed) -> b.Block | None:
    """Declare at once; without a title ask for that alone."""
    channel = typed.body.get("channel_name", "")
    if not typed.words:
        desk.after_ack(typed.body, lambda: _ask(desk, typed, channel))
        return None
    press = typed.body["trigger_id"]
    screen = Link(LinkKind.ANSWER, press, typed.body["response_url"])
    incident = await desk.db.write(
        declare_critical, press, typed.words, by=typed.person, press=press, channel=channel, screen=screen
    )
    return critical.answer(incident, await desk.db.read(taxonomy.load), incident.opened_at)


SUBCOMMANDS = (
    Subcommand("critical", "critical <title>", "declares the worst at once, without a form", declare),
)


def register(app: Routes, desk: Desk) -> None:
    async def submit(ack: AsyncAck, body: Body) -> None:
        draft, channel, title = critical.parse(body["view"])
        incident = await desk.db.write(
            declare_critical,
            draft,
            title,
            by=body["user"]["id"],
            press=body["trigger_id"],
            channel=channel,
            screen=Link(LinkKind.FORM, body["view"]["id"]),
        )
        await ack(response_action="update", view=progress.begun(incident))

    async def undo(ack: AsyncAck, body: Body) -> None:
        """Too late, the button goes, as it is of no use any more."""
        number, press, by = int(body["actions"][0]["value"]), body["trigger_id"], body["user"]["id"]
        act = Act(by, desk.clock())
        late = await desk.db.read(_too_late, number, act)
        if late:
            await ack()
            desk.after_ack(body, lambda: _refuse(desk, body, late, act))
            return
        incident = await desk.db.write(undo_declaration, number, by=by, press=press)
        await ack()
        desk.after_ack(body, lambda: desk.replace(body, critical.undone(incident)))

    async def answer(ack: AsyncAck, body: Body) -> None:
        number, impact, chosen = critical.answered(body)
        facts = {"impacts": {impact: chosen}} if impact else {"category": chosen}
        press = body["trigger_id"]
        incident = await desk.db.write(answer_question, number, by=body["user"]["id"], press=press, **facts)
        await ack()
        if body["container"].get("is_ephemeral"):
            desk.after_ack(body, lambda: _show_present(desk, body, incident))

    app.view(critical.CALLBACK)(submit)
    app.action(progress.UNDO_IT)(undo)
    app.action(re.compile(f"^({critical.CATEGORY}|{critical.IMPACT}.+)$"))(answer)


async def _ask(desk: Desk, typed: Typed, channel: str) -> None:
    await desk.db.read(outlook.must_be_allowed, typed.person)
    await desk.show(typed.body, critical.form(new_draft(), channel))


def _too_late(number: int, act: Act) -> Incident | None:
    """Give it where who declared it wants to undo it after the half minute."""
    found = visible.incident(number, act.by)
    if found is None or found.is_closed or found.opened_by != act.by or can_undo(found, act.at):
        return None
    return found


async def _refuse(desk: Desk, body: Body, incident: Incident, act: Act) -> None:
    """Take the button away, then say why."""
    await _show_present(desk, body, incident)
    must_be_fresh(incident, act)


async def _show_present(desk: Desk, body: Body, incident: Incident) -> None:
    """Show what is so by now, where the answer stood or in the form's progress."""
    if body.get("response_url"):
        words = await desk.db.read(taxonomy.load)
        await desk.replace(body, critical.answer(incident, words, desk.clock()))
    else:
        sight = await desk.db.read(sights.of_incident, incident, desk.clock())
        await desk.answers.update_view(body["view"]["id"], progress.render(sight))
