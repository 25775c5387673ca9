"""Show tasks, and show them again once one of them has changed."""

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import hidden
from bot.listeners.desk import Body, Desk
from bot.store import sights, tasks, visible
from bot.views.home import board as home
from bot.views.tasks import listing


async def show_tasks(desk: Desk, body: Body, incident: Incident) -> None:
    there = await desk.db.read(tasks.of, incident.id)
    await desk.show(body, listing.of_incident(incident, there, desk.clock(), files=desk.tickets))


async def show_mine(desk: Desk, body: Body, person: str) -> None:
    there, count = await desk.db.read(tasks.of_person, person, listing.SHOWN)
    await desk.show(body, listing.of_person(there, count, desk.clock()))


async def show_again(desk: Desk, view: str, person: str, number: int, *, mine: bool) -> None:
    """mine: the window shows the person's own tasks, else those of the incident."""
    if mine:
        there, count = await desk.db.read(tasks.of_person, person, listing.SHOWN)
        await desk.answers.update_view(view, listing.of_person(there, count, desk.clock()))
        return
    incident = await visible_incident(desk, number, person)
    there = await desk.db.read(tasks.of, number)
    await desk.answers.update_view(
        view, listing.of_incident(incident, there, desk.clock(), files=desk.tickets)
    )


async def show_home(desk: Desk, person: str) -> None:
    board = await desk.db.read(sights.board, person, desk.clock(), desk.command)
    await desk.answers.publish_home(person, home.render(board))


async def visible_incident(desk: Desk, number: int, person: str) -> Incident:
    """Raise UserError where there is none that they may see."""
    found = await desk.db.read(visible.incident, number, person)
    if found is None:
        raise UserError(hidden(number))
    return found
