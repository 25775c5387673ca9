"""`/incident close`: one form, which mends what is missing before it closes anything."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.gate import Gate
from bot.domain.incident import Incident, Status
from bot.domain.rules.closing import Ending, must_be_open
from bot.domain.rules.updating import Update
from bot.listeners.close.pressing import gate_of, must_close, pressed
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import gates
from bot.usecases.finish.close_incident import try_to_close
from bot.usecases.postmortem.write_postmortem import finish_postmortem, start_postmortem
from bot.usecases.work.update_incident import update_incident
from bot.views.close import ending, form


async def close_incident(desk: Desk, typed: Typed) -> None:
    """Open the form, with what was typed as its message: nothing is closed before somebody presses Close."""
    found = await incident_for(desk, typed, "close")
    if found is None:
        return
    incident, typed = found
    must_be_open(incident)
    await must_close(desk, incident, typed.person)
    desk.after_ack(typed.body, lambda: _show(desk, typed, incident))


SUBCOMMANDS = (
    Subcommand(
        "close", "close [what ended it]", "ends the incident", close_incident, ("closed", "resolve", "end")
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def submit(ack: AsyncAck, body: Body) -> None:
        number, wanted = form.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        gate = await desk.db.write(try_to_close, number, wanted, by=by, press=press)
        is_over = gate.incident.is_closed
        view = ending.modal(gate, by) if is_over else form.render(gate, wanted, refused=True)
        await ack(response_action="update", view=view)

    async def choose_reason(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _refresh(desk, body), instead_of=body["view"]["id"])

    async def waive(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _refresh(desk, body, waiving=True))

    async def mark_mitigated(ack: AsyncAck, body: Body) -> None:
        typed, wish = pressed(body), Update(status=Status.MITIGATED)
        press = body["trigger_id"]
        await desk.db.write(update_incident, typed.incident, wish, by=typed.person, press=press)
        await ack()
        desk.after_ack(body, lambda: _refresh(desk, body), instead_of=body["view"]["id"])

    def postmortem(do: Callable[..., Incident]) -> Callable[[AsyncAck, Body], Any]:
        async def press(ack: AsyncAck, body: Body) -> None:
            typed = pressed(body)
            await desk.db.write(do, typed.incident, by=typed.person, press=body["trigger_id"])
            await ack()
            desk.after_ack(body, lambda: _refresh(desk, body), instead_of=body["view"]["id"])

        return press

    app.view(form.CALLBACK)(submit)
    app.action(form.REASON)(choose_reason)
    app.action(form.WAIVE)(waive)
    app.action(form.MITIGATED)(mark_mitigated)
    app.action(form.START)(postmortem(start_postmortem))
    app.action(form.READY)(postmortem(finish_postmortem))


async def _show(desk: Desk, typed: Typed, incident: Incident) -> None:
    gate: Gate = await desk.db.read(gates.of, incident, typed.person, desk.clock())
    await desk.show(typed.body, form.render(gate, Ending(message=typed.words)))


async def _refresh(desk: Desk, body: Body, *, waiving: bool = False) -> None:
    """Show the present, and leave what was entered."""
    number, entered = form.parse(body["view"])
    gate = await gate_of(desk, number, body["user"]["id"])
    waiving = waiving or form.is_waiving(body["view"])
    await desk.answers.update_view(body["view"]["id"], form.render(gate, entered, waiving=waiving))
