"""Schedules, rendered where a window is asked for, and their overrides.

https://developer.pagerduty.com/api-reference/846ecf84402bb-list-schedules
"""

from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.clock import parse
from bot.sandbox.pagerduty.errors import ApiError, invalid, not_found
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.rest.paging import matching, page
from bot.sandbox.pagerduty.rules import shifts
from bot.sandbox.pagerduty.shapes import people as people_shapes
from bot.sandbox.pagerduty.shapes import setup as shapes
from bot.sandbox.pagerduty.world.things import Override, Schedule
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

PARTS = ("schedule_layers", "overrides_subschedule", "final_schedule")
TWO_WEEKS = timedelta(weeks=2)
LONGEST = timedelta(days=92)


@route("GET", "/schedules")
def list_schedules(call: Call) -> Answer:
    """With layers and what is rendered only where they are included."""
    window = _window(call)

    def shape(one: Schedule) -> Json:
        more = shapes.rendered(call.frame, one, window, whole=call.flag("overflow"))
        return {
            **shapes.schedule(call.frame, one),
            **{key: more[key] for key in PARTS if key in call.frame.include},
        }

    return page(call, "schedules", matching(call, [*call.account.world.schedules.values()]), shape)


@route("GET", "/schedules/{id}")
def show(call: Call) -> Answer:
    one: Schedule = call.found("schedule")
    more = shapes.rendered(call.frame, one, _window(call), whole=call.flag("overflow"))
    return Answer(200, {"schedule": {**shapes.schedule(call.frame, one), **more}})


def _window(call: Call) -> tuple[datetime, datetime] | None:
    """Two weeks where one end is missing; None where both are."""
    since, until = call.moment("since"), call.moment("until")
    if since is None and until is None:
        return None
    since = since or (until or call.account.clock.now()) - TWO_WEEKS
    until = until or since + TWO_WEEKS
    if not since < until or until - since > LONGEST:
        raise ApiError(2004, "The window must be at most three months long, and end after it begins")
    return since, until


@route("GET", "/schedules/{id}/users")
def on_call(call: Call) -> Answer:
    """Who is on call in the window; now, where none is asked for."""
    one: Schedule = call.found("schedule")
    now = call.account.clock.now()
    since, until = _window(call) or (now, now)
    users = dict.fromkeys(shift.user for shift in shifts.final(one, since, until))
    world = call.account.world
    return Answer(200, {"users": [people_shapes.user(call.frame, world.users[user]) for user in users]})


@route("GET", "/schedules/{id}/overrides")
def list_overrides(call: Call) -> Answer:
    one: Schedule = call.found("schedule")
    since, until = call.moment("since"), call.moment("until")
    if since is None or until is None:
        raise ApiError(2004, "since and until cannot be empty")
    found = [each for each in one.overrides.values() if each.end > since and each.start < until]
    return Answer(200, {"overrides": [shapes.override(call.frame, each) for each in found]})


@route("POST", "/schedules/{id}/overrides")
def add_overrides(call: Call) -> Answer:
    """A list gets a status for each; one alone (the older form) gets itself."""
    one: Schedule = call.found("schedule")
    if "override" in call.body:
        status, made = _added(call, one, call.body["override"])
        if status != 201:
            raise invalid(*made["errors"])
        return Answer(201, {"override": made["override"]})
    said = call.body.get("overrides")
    if not isinstance(said, list):
        raise invalid("Overrides must be a list")
    return Answer(
        201, [{"status": status, **made} for status, made in (_added(call, one, each) for each in said)]
    )


def _added(call: Call, one: Schedule, said: Any) -> tuple[int, Json]:
    try:
        start, end = parse(said["start"]), parse(said["end"])
        user = call.referred("user", said["user"], "User")
    except (KeyError, TypeError, ValueError, AttributeError):
        return 400, {"errors": ["Override needs start, end and user"], "override": said}
    except ApiError as error:
        return 400, {"errors": error.body["error"]["errors"], "override": said}
    if end <= start:
        return 400, {"errors": ["Override must end after its start"], "override": said}
    made = Override(ids.happened(), start, end, user)
    one.overrides[made.id] = made
    return 201, {"override": shapes.override(call.frame, made)}


@route("DELETE", "/schedules/{id}/overrides/{override}")
def delete_override(call: Call) -> Answer:
    """One that runs is cut short, so that what was stays true."""
    one: Schedule = call.found("schedule")
    found = one.overrides.get(call.path["override"])
    now = call.account.clock.now()
    if found is None or found.end <= now:
        raise not_found()
    if found.start < now:
        found.end = now
        return Answer(200)
    del one.overrides[found.id]
    return Answer(204)
