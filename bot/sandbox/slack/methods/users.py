"""users.*: people.

https://docs.slack.dev/reference/methods/users.info
"""

from bot.sandbox.clock import seconds
from bot.sandbox.limits import TIER_2, TIER_3, TIER_4
from bot.sandbox.slack import shapes
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.api.paging import page
from bot.sandbox.world import Json, Person


@method("users.info", "user! include_locale:flag", scopes="users:read", tier=TIER_4, json_body=False)
def info(call: MethodCall) -> Json:
    person = call.slack.world.people.get(call.args.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _shown(call, person)}


@method(
    "users.list",
    "cursor limit:int include_locale:flag team_id",
    scopes="users:read",
    tier=TIER_2,
    json_body=False,
)
def list_all(call: MethodCall) -> Json:
    shown, metadata = page(list(call.slack.world.people.values()), call.args, default=1000)
    members = [_shown(call, person) for person in shown]
    return {"members": members, "cache_ts": seconds(), "response_metadata": metadata}


@method("users.lookupByEmail", "email!", scopes="users:read.email", tier=TIER_3, json_body=False)
def look_up_by_email(call: MethodCall) -> Json:
    email = call.args.text("email").lower()
    for person in call.slack.world.people.values():
        if person.email.lower() == email and not person.deleted:
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")


def _shown(call: MethodCall, person: Person) -> Json:
    """E-mail addresses need a scope of their own: https://docs.slack.dev/reference/scopes/users.read.email."""
    return shapes.user(call.slack, person, with_email="users:read.email" in call.caller.scopes)
