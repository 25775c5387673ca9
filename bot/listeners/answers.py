"""Answers to what is asked because another system moved: whether it is over, less urgent, or worse."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import ACTIVE, Incident, Status
from bot.domain.policy import Deed, hidden, must
from bot.domain.rules.updating import Update
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Handler, Routes
from bot.store import visible
from bot.store.who import standings
from bot.usecases.work.update_incident import update_incident
from bot.views import answered


@dataclass(frozen=True)
class Buttons:
    """The actions by which it is answered. `ranks`: those that give it the priority that was asked about.

    `keep`: empty where that is never asked.

    `though`: what was asked because of it, in words.
    """

    over: str
    not_yet: str
    ranks: tuple[str, ...]
    keep: str
    though: str


def listen(app: Routes, desk: Desk, buttons: Buttons) -> None:
    async def mark_mitigated(ack: AsyncAck, body: Body) -> None:
        incident = await desk.db.read(_workable, body)
        if incident.status in ACTIVE:
            incident = await _update(desk, body, Update(status=Status.MITIGATED))
        await ack()
        _close(desk, body, answered.over(incident, body["user"]["id"], desk.clock()))

    async def rank(ack: AsyncAck, body: Body) -> None:
        incident, wished = await desk.db.read(_workable, body), answered.pressed(body)["priority"]
        if incident.priority != wished:
            incident = await _update(desk, body, Update(priority=wished))
        await ack()
        _close(desk, body, answered.ranked(incident, body["user"]["id"], desk.clock()))

    def leave(says: Callable[[Incident, str], str]) -> Handler:
        async def answer(ack: AsyncAck, body: Body) -> None:
            incident = await desk.db.read(_workable, body)
            await ack()
            _close(desk, body, says(incident, body["user"]["id"]))

        return answer

    app.action(buttons.over)(mark_mitigated)
    app.action(buttons.not_yet)(
        leave(lambda one, by: answered.not_over(one, by, desk.clock(), though=buttons.though))
    )
    for action in buttons.ranks:
        app.action(action)(rank)
    if buttons.keep:
        app.action(buttons.keep)(leave(lambda one, by: answered.kept(one, by, desk.clock())))


def _workable(body: Body) -> Incident:
    """Give the incident that is asked about. Raises UserError where they may not work on it."""
    number, person = answered.pressed(body)["incident"], body["user"]["id"]
    incident = visible.incident(number, person)
    if incident is None:
        raise UserError(hidden(number))
    must(standings.of(person, incident), Deed.WORK, incident)
    return incident


async def _update(desk: Desk, body: Body, wish: Update) -> Incident:
    number, by = answered.pressed(body)["incident"], body["user"]["id"]
    return await desk.db.write(update_incident, number, wish, by=by, press=body["trigger_id"])


def _close(desk: Desk, body: Body, text: str) -> None:
    if body.get("response_url"):
        desk.after_ack(body, lambda: desk.answers.whisper(body["response_url"], answered.message(text)))
