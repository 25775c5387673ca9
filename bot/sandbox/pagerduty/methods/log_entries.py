"""The log: the account's, and an incident's, newest first.

https://developer.pagerduty.com/api-reference/c661e065403b5-list-log-entries
"""

from bot.sandbox.pagerduty.errors import ApiError, not_found
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.rest.paging import page
from bot.sandbox.pagerduty.rules import log
from bot.sandbox.pagerduty.shapes import incidents as shapes
from bot.sandbox.pagerduty.world.incidents import Entry, Incident
from bot.sandbox.rest.answers import Answer


@route("GET", "/log_entries")
def of_account(call: Call) -> Answer:
    world = call.account.world
    teams = set(call.many("team_ids"))
    return _listed(
        call,
        [one for one in world.entries if not teams or teams & set(world.teams_of(one.service))],
    )


@route("GET", "/incidents/{id}/log_entries")
def of_incident(call: Call) -> Answer:
    one: Incident = call.found("incident")
    return _listed(call, one.entries)


@route("GET", "/log_entries/{id}")
def show(call: Call) -> Answer:
    found = next((one for one in call.account.world.entries if one.id == call.path["id"]), None)
    if found is None:
        raise not_found()
    return Answer(200, {"log_entry": shapes.entry(call.frame, found)})


def _listed(call: Call, entries: list[Entry]) -> Answer:
    since, until = call.moment("since"), call.moment("until")
    if since and until and until < since:
        raise ApiError(2004, "until must be later than since")
    found = log.between(entries, since, until)
    if call.flag("is_overview"):
        found = [one for one in found if one.type not in log.OVERVIEW]
    return page(call, "log_entries", found[::-1], lambda one: shapes.entry(call.frame, one))
