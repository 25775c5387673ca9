"""`/incident runbook`: finds the page that says what to do."""

from typing import Any

from bot.domain.errors import UserError
from bot.domain.postmortem.runbooks import matching, of_category
from bot.listeners.desk import Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_here
from bot.store import taxonomy
from bot.store.postmortem import runbooks
from bot.views.find import runbooks as view


async def runbook(desk: Desk, typed: Typed) -> dict[str, Any]:
    """By words; without any, those of the incident in whose channel it is typed, else all."""
    known = await desk.db.read(runbooks.everything)
    if not known:
        raise UserError(view.none_known())
    words = typed.words.strip()
    if words:
        return view.answer(words, matching(known, words))
    here = await incident_here(desk, typed)
    found = of_category(known, here[0].category, await desk.db.read(taxonomy.load)) if here else []
    return view.answer("", found or known)


SUBCOMMANDS = (
    Subcommand("runbook", "runbook [words]", "finds the page that says what to do", runbook, ("runbooks",)),
)


def register(app: Routes, desk: Desk) -> None:
    """Nothing is pressed."""
