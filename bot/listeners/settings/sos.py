"""`/incident sos [name] [words]`: shows whom it calls, and calls them once that is confirmed."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import Deed
from bot.domain.rules.sos import Reach, must_be_callable
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import taxonomy
from bot.store.settings import calls
from bot.store.who import standings
from bot.usecases.work.send_sos import send_sos
from bot.views.settings import sos as view


async def sos(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Open the form, filled in with what was typed."""
    found = await incident_for(desk, typed, "sos")
    if found is None:
        return None
    incident, typed = found
    reaches = await desk.db.read(_usable, incident, typed.person)
    if not reaches:
        raise UserError(await desk.db.read(_nothing))
    chosen, words = _named(typed.words, reaches)
    desk.after_ack(typed.body, lambda: desk.show(typed.body, view.form(incident, reaches, chosen, words)))
    return None


SUBCOMMANDS = (
    Subcommand("sos", "sos [whom] [why]", "calls a team for help; shows first how many people", sos),
)


def register(app: Routes, desk: Desk) -> None:
    async def send(ack: AsyncAck, body: Body) -> None:
        number, call, words = view.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(send_sos, number, call, words, by=by, press=press)
        await ack()

    app.view(view.CALLBACK)(send)


def _named(words: str, reaches: list[Reach]) -> tuple[str, str]:
    """Find the call that was typed first, by its key or its name; the rest says what for."""
    typed = words.strip()
    for reach in reaches:
        for name in (reach.call.name, reach.call.key):
            if typed.lower() == name.lower() or typed.lower().startswith(f"{name.lower()} "):
                return reach.call.key, typed[len(name) :].strip()
    return "", typed


def _usable(incident: Incident, person: str) -> list[Reach]:
    """Raises UserError where they may call nobody, or because of this incident nobody is called."""
    policy.must(standings.of(person, incident), Deed.HELP, incident)
    must_be_callable(incident)
    return calls.usable(person)


def _nothing() -> str:
    if taxonomy.load().sos:
        return "There is no call for help that you may use. `/incident roles` shows who leads: ask them."
    return "No call for help is set up yet. An admin can add one with `/incident settings calls`."
