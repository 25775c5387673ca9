"""usergroups.*: named groups of people.

https://docs.slack.dev/reference/methods/usergroups.list
"""

from bot.sandbox.limits import TIER_2
from bot.sandbox.slack import shapes
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.world import Json


@method(
    "usergroups.list",
    "include_count:flag include_disabled:flag include_users:flag team_id",
    scopes="usergroups:read",
    tier=TIER_2,
    json_body=False,
)
def list_all(call: MethodCall) -> Json:
    users, count = call.args.flag("include_users"), call.args.flag("include_count")
    groups = call.slack.world.usergroups.values()
    return {
        "usergroups": [
            shapes.usergroup(call.slack, each, with_users=users, with_count=count) for each in groups
        ]
    }


@method(
    "usergroups.users.list",
    "usergroup! include_disabled:flag team_id",
    scopes="usergroups:read",
    tier=TIER_2,
    json_body=False,
)
def list_users(call: MethodCall) -> Json:
    group = call.slack.world.usergroups.get(call.args.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
