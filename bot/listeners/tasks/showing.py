"""Show tasks, and show them again once one of them has changed."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.board import TaskSight
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import hidden
from bot.domain.tasks import Task
from bot.domain.times.typed import zone_of
from bot.listeners.desk import Body, Desk
from bot.store import sights, tasks, visible
from bot.store.ticketing import followups
from bot.store.who import people
from bot.views import blocks as b
from bot.views.home import board as home
from bot.views.tasks import listing


async def show_tasks(desk: Desk, body: Body, person: str, incident: Incident) -> None:
    await desk.show(body, await _of_incident(desk, person, incident))


async def show_whose(desk: Desk, body: Body, person: str, whose: str) -> None:
    """whose: as in listing."""
    await desk.show(body, await _of_whom(desk, person, whose))


async def show_again(desk: Desk, view: str, person: str, number: int, whose: str) -> None:
    await desk.answers.update_view(view, await listed(desk, person, number, whose))


async def listed(desk: Desk, person: str, number: int, whose: str) -> b.Block:
    """whose: whose tasks the window shows; empty where they are those of the incident."""
    if whose:
        return await _of_whom(desk, person, whose)
    return await _of_incident(desk, person, await visible_incident(desk, number, person))


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


async def _of_incident(desk: Desk, person: str, incident: Incident) -> b.Block:
    there = await desk.db.read(tasks.of, incident.id)
    return listing.of_incident(incident, await shown(desk, there), await now_of(desk, person))


async def _of_whom(desk: Desk, person: str, whose: str) -> b.Block:
    now = await now_of(desk, person)
    if whose == listing.MINE:
        there, count = await desk.db.read(tasks.of_person, person, listing.SHOWN)
        return listing.of_person(await shown(desk, there), count, now)
    overdue = whose == listing.OVERDUE
    before = now.date() if overdue else None
    there, count = await desk.db.read(tasks.owed, person, before, listing.SHOWN_OF_ALL)
    return listing.of_everybody(await shown(desk, there), count, now, overdue=overdue)


async def now_of(desk: Desk, person: str) -> datetime:
    """Give the time that it is where they are."""
    zone = (await desk.db.read(people.get, person)).zone
    return desk.clock().astimezone(zone_of(zone))
