"""Answers to what is asked because of a page: is it over, is it less urgent? The question shows them."""

from slack_bolt.async_app import AsyncAck

from bot.listeners import answers
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.usecases.paging.follow import resume_sync
from bot.views.paging import buttons, halting

SUBCOMMANDS: tuple[Subcommand, ...] = ()
QUESTIONS = answers.Buttons(
    buttons.OVER, buttons.NOT_YET, (buttons.LOWER,), buttons.KEEP, "its page is resolved in PagerDuty"
)


def register(app: Routes, desk: Desk) -> None:
    answers.listen(app, desk, QUESTIONS)

    async def resume(ack: AsyncAck, body: Body) -> None:
        number, by = int(body["actions"][0]["value"]), body["user"]["id"]
        await desk.db.write(resume_sync, number, by=by, press=body["trigger_id"])
        await ack()

    app.action(halting.RESUME)(resume)
