"""Answers to what is asked because of a ticket: whether it is over, less urgent, or worse."""

from bot.listeners import answers
from bot.listeners.desk import Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.views.ticketing import buttons

SUBCOMMANDS: tuple[Subcommand, ...] = ()
QUESTIONS = answers.Buttons(
    buttons.OVER, buttons.NOT_YET, (buttons.LOWER, buttons.WORSE), buttons.KEEP, "its ticket is closed"
)


def register(app: Routes, desk: Desk) -> None:
    answers.listen(app, desk, QUESTIONS)
