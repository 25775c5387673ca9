"""`/incident drill`: rehearse an incident; nothing real is touched."""

import re

from slack_bolt.async_app import AsyncAck

from bot.domain.drills.beginning import must_stay_drill
from bot.domain.incident import Link, LinkKind
from bot.listeners.declare.open import new_draft
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_here
from bot.store import taxonomy
from bot.store.declare import outlook
from bot.store.settings import known
from bot.usecases.declare.drill import acknowledge_page, begin_drill
from bot.views import answered
from bot.views.declare import progress
from bot.views.drills import form
from bot.views.paging import buttons

REAL = re.compile(
    r"(?:is |it is |it's |this is |for |make it |now )*(?:real|not a drill|no drill)", re.IGNORECASE
)
"""What somebody types who finds that it is none any more."""


async def drill(desk: Desk, typed: Typed) -> None:
    """Open the form with what was typed as its title."""
    if REAL.fullmatch(typed.words.strip().rstrip(".!")):
        here = await incident_here(desk, typed)
        if here:
            must_stay_drill(here[0])
    channel = typed.body.get("channel_name", "")
    desk.after_ack(typed.body, lambda: _show(desk, typed.body, typed.person, typed.words, channel))


SUBCOMMANDS = (
    Subcommand(
        "drill",
        "drill [title]",
        "rehearses an incident: nobody is called, nothing real is touched",
        drill,
        ("rehearse", "gameday", "exercise"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def ask(ack: AsyncAck, body: Body) -> None:
        await ack()
        title = str(body["actions"][0].get("value") or "")
        desk.after_ack(body, lambda: _show(desk, body, body["user"]["id"], title, ""))

    async def submit(ack: AsyncAck, body: Body) -> None:
        wish, screen = form.parse(body["view"]), Link(LinkKind.FORM, body["view"]["id"])
        by, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(begin_drill, wish, by=by, press=press, screen=screen)
        await ack(response_action="update", view=progress.begun(incident))

    async def acknowledge(ack: AsyncAck, body: Body) -> None:
        said, by, press = answered.pressed(body), body["user"]["id"], body["trigger_id"]
        await desk.db.write(acknowledge_page, said["incident"], said["page"], by=by, press=press)
        await ack()

    app.action(form.OPEN)(ask)
    app.view(form.CALLBACK)(submit)
    app.action(re.compile(f"^{buttons.ACKNOWLEDGE}:"))(acknowledge)


async def _show(desk: Desk, body: Body, person: str, title: str, channel: str) -> None:
    await desk.db.read(outlook.must_be_allowed, person)
    words, teams = await desk.db.read(taxonomy.load), await desk.db.read(known.usergroups, "")
    await desk.show(body, form.render(new_draft(), title, channel, words, teams))
