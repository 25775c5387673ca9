"""`/incident downgrade` and `/incident merge`: it was none, or it is the same as another one."""

import re
from dataclasses import replace

from slack_bolt.async_app import AsyncAck

from bot.domain.incident import ClosingReason, Incident
from bot.domain.rules.closing import Ending, must_be_open, must_be_real
from bot.listeners.close.pressing import gate_of, must_close
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import taxonomy, visible
from bot.usecases.finish.close_incident import merge_incidents, try_to_close
from bot.views.close import confirm, ending

_NAMED = re.compile(r"inc-(\d{1,9})\b", re.IGNORECASE)


async def downgrade(desk: Desk, typed: Typed) -> None:
    """Show what will happen, and ask why where that was not typed."""
    found = await incident_for(desk, typed, "downgrade")
    if found:
        incident, typed = found
        must_be_open(incident)
        await must_close(desk, incident, typed.person)
        words = await desk.db.read(taxonomy.load)
        form = confirm.downgrade(incident, words, typed.words)
        desk.after_ack(typed.body, lambda: desk.show(typed.body, form))


async def merge(desk: Desk, typed: Typed) -> None:
    """In a channel the one that is named goes on; elsewhere the second that is named."""
    names = [int(name) for name in _NAMED.findall(typed.words)]
    here = await desk.db.read(visible.in_channel, typed.channel, typed.person) if typed.channel else None
    target = names[-1] if len(names) > 1 or (names and (here or typed.incident)) else 0
    first = f"inc-{names[0]}" if names and names[0] != target else ""
    found = await incident_for(desk, replace(typed, words=first), "merge")
    if found:
        incident, into = found[0], await _visible(desk, target, typed.person)
        must_be_open(incident)
        await must_close(desk, incident, typed.person)
        for one in (incident, into):
            if one:
                must_be_real(one)
        desk.after_ack(typed.body, lambda: desk.show(typed.body, confirm.merge(incident, into)))


SUBCOMMANDS = (
    Subcommand(
        "downgrade",
        "downgrade [why]",
        "closes what turned out to be no incident",
        downgrade,
        ("not-an-incident", "convert"),
    ),
    Subcommand("merge", "merge inc-6", "makes this one a part of another", merge, ("duplicate",)),
)


def register(app: Routes, desk: Desk) -> None:
    async def submit_downgrade(ack: AsyncAck, body: Body) -> None:
        number, by = confirm.incident_of(body["view"]), body["user"]["id"]
        wanted = Ending(ClosingReason.NO_INCIDENT, confirm.why(body["view"]))
        gate = await desk.db.write(try_to_close, number, wanted, by=by, press=body["trigger_id"])
        await ack(response_action="update", view=ending.modal(gate, by))

    async def submit_merge(ack: AsyncAck, body: Body) -> None:
        number, other, by = confirm.incident_of(body["view"]), confirm.other(body["view"]), body["user"]["id"]
        into = await desk.db.write(merge_incidents, number, other, by=by, press=body["trigger_id"])
        await ack(response_action="update", view=confirm.merged(into))

    app.view(confirm.DOWNGRADE)(submit_downgrade)
    app.view(confirm.MERGE)(submit_merge)


async def _visible(desk: Desk, number: int, person: str) -> Incident | None:
    if not number:
        return None
    return (await gate_of(desk, number, person)).incident
