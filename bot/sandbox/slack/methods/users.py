"""users.*: people.

https://docs.slack.dev/reference/methods/users.info
"""

from bot.sandbox.clock import seconds
from bot.sandbox.limits import TIER_2, TIER_3, TIER_4
from bot.sandbox.slack import shapes
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.api.paging import against_schema, page
from bot.sandbox.world import Json, Person

OF_USERS_ALONE = ("team", "api_app_id", "bot_id")
"""Parts of a profile that users.info shows and users.profile.get does not."""


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
    """People of other organisations are found by users.info alone: https://docs.slack.dev/apis/slack-connect."""
    own = [person for person in call.slack.world.people.values() if not person.is_foreign]
    shown, metadata = page(own, call.args, default=1000, refusal=against_schema)
    members = [_shown(call, person) for person in shown]
    return {"members": members, "cache_ts": seconds(), "response_metadata": metadata}


@method("users.lookupByEmail", "email!", scopes="users:read.email", tier=TIER_3, json_body=False)
def look_up_by_email(call: MethodCall) -> Json:
    email = call.args.text("email").lower()
    for person in call.slack.world.people.values():
        if person.email.lower() == email and not (person.deleted or person.is_foreign):
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")


@method(
    "users.profile.get", "user include_labels:flag", scopes="users.profile:read", tier=TIER_4, json_body=False
)
def profile(call: MethodCall) -> Json:
    shown = _shown(call, _asked(call))["profile"]
    return {"profile": {key: value for key, value in shown.items() if key not in OF_USERS_ALONE}}


@method("users.getPresence", "user", scopes="users:read", tier=TIER_3, json_body=False)
def presence(call: MethodCall) -> Json:
    """An app is active while it is connected."""
    person, sockets = _asked(call), call.slack.sockets.connections
    is_away = not sockets if person.id == call.slack.bot_user else person.is_away or person.deleted
    return {"presence": "away" if is_away else "active"}


@method("dnd.info", "user team_id", scopes="dnd:read", tier=TIER_3, json_body=False)
def do_not_disturb(call: MethodCall) -> Json:
    """Who wants to be disturbed always has the first second of all as both times."""
    start, end = _asked(call).undisturbed or (1, 1)
    return {"dnd_enabled": end > seconds(), "next_dnd_start_ts": start, "next_dnd_end_ts": end}


def _asked(call: MethodCall) -> Person:
    """The person who is asked about; else the caller."""
    person = call.slack.world.people.get(call.args.text("user") or call.caller.user)
    if person is None:
        raise SlackError("user_not_found")
    return person


def _shown(call: MethodCall, person: Person) -> Json:
    """E-mail addresses need a scope of their own: https://docs.slack.dev/reference/scopes/users.read.email."""
    shown = shapes.user(call.slack, person, with_email="users:read.email" in call.caller.scopes)
    return {**shown, "locale": "en-US"} if call.args.flag("include_locale") else shown
