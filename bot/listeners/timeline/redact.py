"""`/incident redact`: takes words out of an incident, after showing where they stand."""

from slack_bolt.async_app import AsyncAck

from bot.domain.incident import Incident
from bot.domain.redacting.rule import Found
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.usecases.work.redact_text import redact_text, where_it_stands
from bot.views.timeline import redaction


async def ask(desk: Desk, typed: Typed) -> None:
    """Ask which words, or show where those stand that were typed."""
    found = await incident_for(desk, typed, redaction.WORD)
    if found:
        incident, typed = found
        words = typed.words.strip()
        incident, there = await _look(desk, incident.id, words, typed.person)
        desk.after_ack(typed.body, lambda: desk.show(typed.body, redaction.render(incident, words, there)))


SUBCOMMANDS = (
    Subcommand(
        redaction.WORD, "redact [words]", "takes words out of an incident, for admins", ask, ("censor",)
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def submit(ack: AsyncAck, body: Body) -> None:
        """Nothing goes that was not shown first."""
        number, words, seen = redaction.parse(body["view"])
        by = body["user"]["id"]
        if seen:
            kept = await desk.db.write(redact_text, number, words, by=by, press=body["trigger_id"])
            await ack(response_action="update", view=redaction.done(kept))
            return
        incident, there = await _look(desk, number, words, by)
        await ack(response_action="update", view=redaction.render(incident, words, there))

    app.view(redaction.CALLBACK)(submit)


async def _look(desk: Desk, number: int, words: str, by: str) -> tuple[Incident, Found | None]:
    return await desk.db.read(where_it_stands, number, words, by=by)
