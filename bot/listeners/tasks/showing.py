"""Show tasks, and show them again once one of them has changed."""

from collections.abc import Sequence

from bot.domain.board import TaskSight
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import hidden
from bot.domain.tasks import Task
from bot.listeners.desk import Body, Desk
from bot.store import sights, tasks, visible
from bot.store.ticketing import followups
from bot.views import blocks as b
from bot.views.home import board as home
from bot.views.tasks import listing


async def show_tasks(desk: Desk, body: Body, incident: Incident) -> None:
    await desk.show(body, await _of_incident(desk, incident))


async def show_mine(desk: Desk, body: Body, person: str) -> None:
    await desk.show(body, await _of_person(desk, person))


async def show_again(desk: Desk, view: str, person: str, number: int, *, mine: bool) -> None:
    """mine: the window shows the person's own tasks, else those of the incident."""
    if mine:
        await desk.answers.update_view(view, await _of_person(desk, person))
        return
    incident = await visible_incident(desk, number, person)
    await desk.answers.update_view(view, await _of_incident(desk, incident))


async def show_home(desk: Desk, person: str) -> None:
    board = await desk.db.read(sights.board, person, desk.clock(), desk.command, tickets=desk.tickets)
    await desk.answers.publish_home(person, home.render(board))


async def visible_incident(desk: Desk, number: int, person: str) -> Incident:
    """Raise UserError where there is none that they may see."""
    found = await desk.db.read(visible.incident, number, person)
    if found is None:
        raise UserError(hidden(number))
    return found


async def shown(desk: Desk, there: Sequence[Task]) -> tuple[TaskSight, ...]:
    """Give them with what is known of their tickets."""
    return await desk.db.read(followups.sights, there, tickets=desk.tickets)


async def _of_incident(desk: Desk, incident: Incident) -> b.Block:
    there = await desk.db.read(tasks.of, incident.id)
    return listing.of_incident(incident, await shown(desk, there), desk.clock())


async def _of_person(desk: Desk, person: str) -> b.Block:
    there, count = await desk.db.read(tasks.of_person, person, listing.SHOWN)
    return listing.of_person(await shown(desk, there), count, desk.clock())
