"""Maintenance windows: during one its services call nobody.

https://developer.pagerduty.com/api-reference/4c0936c241cbb-list-maintenance-windows
"""

from datetime import datetime

from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.clock import parse
from bot.sandbox.pagerduty.errors import ApiError, invalid
from bot.sandbox.pagerduty.rest.call import Call, route, text
from bot.sandbox.pagerduty.rest.paging import page
from bot.sandbox.pagerduty.shapes import setup as shapes
from bot.sandbox.pagerduty.world.things import MaintenanceWindow
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/maintenance_windows")
def list_windows(call: Call) -> Answer:
    services, now = set(call.many("service_ids")), call.account.clock.now()
    wanted = call.query.get("filter", "all")
    found = [
        one
        for one in call.account.world.windows.values()
        if wanted in _phases(one, now) and (not services or services & set(one.services))
    ]
    return page(call, "maintenance_windows", found, lambda one: shapes.window(call.frame, one))


def _phases(one: MaintenanceWindow, now: datetime) -> set[str]:
    if one.end <= now:
        return {"all", "past"}
    return {"all", "open", "ongoing" if one.start <= now else "future"}


@route("POST", "/maintenance_windows")
def create(call: Call) -> Answer:
    hand, said = call.hand, call.wrapped("maintenance_window")
    start, end = _moment(said, "start_time"), _moment(said, "end_time")
    if end <= start:
        raise invalid("End time must be later than start time")
    services = said.get("services")
    if not isinstance(services, list) or not services:
        raise invalid("Services cannot be empty")
    made = MaintenanceWindow(
        id=ids.configured(),
        number=len(call.account.world.windows) + 1,
        start=start,
        end=end,
        services=[call.referred("service", one, "Service") for one in services],
        created_by=hand.agent.id,
        description=text(said, "description"),
    )
    call.account.world.windows[made.id] = made
    return _shown(call, made, status=201)


def _moment(said: Json, name: str) -> datetime:
    try:
        return parse(text(said, name))
    except ValueError:
        raise invalid(f"{name.replace('_', ' ').capitalize()} must be a valid ISO 8601 date") from None


@route("GET", "/maintenance_windows/{id}")
def show(call: Call) -> Answer:
    return _shown(call, call.found("maintenance_window"))


@route("DELETE", "/maintenance_windows/{id}")
def end(call: Call) -> Answer:
    """One that goes on ends now, one to come never begins; what is over stays."""
    one: MaintenanceWindow = call.found("maintenance_window")
    now = call.account.clock.now()
    if one.end <= now:
        raise ApiError(2001, "A past maintenance window cannot be deleted", status=405)
    if one.start <= now:
        one.end = now
    else:
        del call.account.world.windows[one.id]
    return Answer(204)


def _shown(call: Call, one: MaintenanceWindow, status: int = 200) -> Answer:
    return Answer(status, {"maintenance_window": shapes.window(call.frame, one)})
