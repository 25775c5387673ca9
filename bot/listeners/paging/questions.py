"""Answers to what is asked because of a page: is it over, is it less urgent? The question shows them."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.errors import UserError
from bot.domain.incident import ACTIVE, Incident, Status
from bot.domain.policy import Deed, hidden, must
from bot.domain.rules.updating import Update
from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Subcommand
from bot.store import visible
from bot.store.who import standings
from bot.usecases.paging.follow import resume_sync
from bot.usecases.work.update_incident import update_incident
from bot.views.paging import buttons, halting, notices

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: AsyncApp, desk: Desk) -> None:
    async def mark_mitigated(ack: AsyncAck, body: Body) -> None:
        incident = await desk.db.read(_workable, body)
        if incident.status in ACTIVE:
            incident = await _update(desk, body, Update(status=Status.MITIGATED))
        await ack()
        _close(desk, body, notices.over(incident, body["user"]["id"], desk.clock()))

    async def not_yet(ack: AsyncAck, body: Body) -> None:
        incident = await desk.db.read(_workable, body)
        await ack()
        _close(desk, body, notices.not_over(incident, body["user"]["id"], desk.clock()))

    async def lower(ack: AsyncAck, body: Body) -> None:
        incident, wished = await desk.db.read(_workable, body), buttons.pressed(body)["priority"]
        if incident.priority != wished:
            incident = await _update(desk, body, Update(priority=wished))
        await ack()
        _close(desk, body, notices.lowered(incident, body["user"]["id"], desk.clock()))

    async def keep(ack: AsyncAck, body: Body) -> None:
        incident = await desk.db.read(_workable, body)
        await ack()
        _close(desk, body, notices.kept(incident, body["user"]["id"], desk.clock()))

    app.action(buttons.OVER)(mark_mitigated)
    app.action(buttons.NOT_YET)(not_yet)
    app.action(buttons.LOWER)(lower)

    async def resume(ack: AsyncAck, body: Body) -> None:
        number, by = int(body["actions"][0]["value"]), body["user"]["id"]
        await desk.db.write(resume_sync, number, by=by, press=body["trigger_id"])
        await ack()

    app.action(buttons.KEEP)(keep)
    app.action(halting.RESUME)(resume)


def _workable(body: Body) -> Incident:
    """Give the incident that is asked about. Raises UserError where they may not work on it."""
    number, person = buttons.pressed(body)["incident"], body["user"]["id"]
    incident = visible.incident(number, person)
    if incident is None:
        raise UserError(hidden(number))
    must(standings.of(person, incident), Deed.WORK, incident)
    return incident


async def _update(desk: Desk, body: Body, wish: Update) -> Incident:
    number, by = buttons.pressed(body)["incident"], body["user"]["id"]
    return await desk.db.write(update_incident, number, wish, by=by, press=body["trigger_id"])


def _close(desk: Desk, body: Body, answer: str) -> None:
    if body.get("response_url"):
        desk.after_ack(body, lambda: desk.answers.whisper(body["response_url"], notices.answered(answer)))
