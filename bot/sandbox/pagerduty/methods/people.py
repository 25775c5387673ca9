"""Users with the ways to reach them, and teams.

https://developer.pagerduty.com/api-reference/c96e889522dd6-list-users
"""

from typing import Any

from bot.sandbox.pagerduty.errors import invalid, not_found
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.rest.paging import matching, page
from bot.sandbox.pagerduty.shapes import people as shapes
from bot.sandbox.pagerduty.world.things import Team, User
from bot.sandbox.rest.answers import Answer


@route("GET", "/users")
def list_users(call: Call) -> Answer:
    teams, world = call.many("team_ids"), call.account.world
    members = {user for team in teams if team in world.teams for user in world.teams[team].members}
    found = [one for one in matching(call, [*world.users.values()]) if not teams or one.id in members]
    found.sort(key=lambda one: one.name.casefold())
    return page(call, "users", found, lambda one: shapes.user(call.frame, one))


@route("GET", "/users/me")
def me(call: Call) -> Answer:
    """A key of the account belongs to nobody."""
    if not call.caller.user:
        raise invalid("Cannot determine the current user: this needs a user's own token")
    return Answer(200, {"user": shapes.user(call.frame, call.account.world.users[call.caller.user])})


@route("GET", "/users/{id}")
def show(call: Call) -> Answer:
    return Answer(200, {"user": shapes.user(call.frame, call.found("user"))})


@route("GET", "/users/{id}/contact_methods")
def list_contact_methods(call: Call) -> Answer:
    one: User = call.found("user")
    shown = [shapes.contact_method(call.frame, one, each) for each in one.contact_methods.values()]
    return Answer(200, {"contact_methods": shown})


@route("GET", "/users/{id}/contact_methods/{part}")
def show_contact_method(call: Call) -> Answer:
    one: User = call.found("user")
    found = _part(call, one.contact_methods)
    return Answer(200, {"contact_method": shapes.contact_method(call.frame, one, found)})


@route("GET", "/users/{id}/notification_rules")
def list_notification_rules(call: Call) -> Answer:
    one: User = call.found("user")
    wanted = call.query.get("urgency", "all")
    rules = [each for each in one.notification_rules.values() if wanted in {"all", each.urgency}]
    shown = [shapes.notification_rule(call.frame, one, each) for each in rules]
    return Answer(200, {"notification_rules": shown})


@route("GET", "/users/{id}/notification_rules/{part}")
def show_notification_rule(call: Call) -> Answer:
    one: User = call.found("user")
    found = _part(call, one.notification_rules)
    return Answer(200, {"notification_rule": shapes.notification_rule(call.frame, one, found)})


def _part(call: Call, known: dict[str, Any]) -> Any:
    found = known.get(call.path["part"])
    if found is None:
        raise not_found()
    return found


@route("GET", "/teams")
def list_teams(call: Call) -> Answer:
    found = matching(call, [*call.account.world.teams.values()])
    return page(call, "teams", found, lambda one: shapes.team(call.frame, one))


@route("GET", "/teams/{id}")
def show_team(call: Call) -> Answer:
    return Answer(200, {"team": shapes.team(call.frame, call.found("team"))})


@route("GET", "/teams/{id}/members")
def list_members(call: Call) -> Answer:
    one: Team = call.found("team")
    return page(
        call,
        "members",
        [*one.members.items()],
        lambda member: {"user": call.frame.link("user", member[0], "users"), "role": member[1]},
    )
