"""api.*, auth.*, apps.*, team.* and bots.*: who and where the app is."""

from bot.sandbox.limits import SPECIAL, TIER_2, TIER_3, TIER_4
from bot.sandbox.slack import shapes
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.api.paging import page
from bot.sandbox.world import Json


@method("api.test", "*", tier=TIER_4, tokens=frozenset())
def api_test(call: MethodCall) -> Json:
    if call.args.given("error"):
        raise SlackError(call.args.text("error"), args=call.args.values)
    return {"args": call.args.values}


@method("auth.test", tier=SPECIAL, tokens=frozenset({"bot", "user", "app"}))
def auth_test(call: MethodCall) -> Json:
    slack, world = call.slack, call.slack.world
    if call.caller.kind == "app":
        return {"app_name": slack.app.name, "app_id": slack.app_id}
    shown: Json = {
        "url": f"{slack.url}/",
        "team": world.team_name,
        "user": world.people[call.caller.user].name,
        "team_id": world.team_id,
        "user_id": call.caller.user,
        "is_enterprise_install": False,
    }
    return shown | ({"bot_id": slack.bot_id} if call.caller.kind == "bot" else {})


@method("apps.connections.open", tier=TIER_3, tokens=frozenset({"app"}))
def open_connection(call: MethodCall) -> Json:
    base = call.slack.url.replace("http://", "ws://", 1)
    return {"url": f"{base}/link/?ticket={call.slack.sockets.ticket()}&app_id={call.slack.app_id}"}


@method("auth.teams.list", "limit:int cursor include_icon:flag", tier=TIER_2, json_body=False)
def list_teams(call: MethodCall) -> Json:
    """The workspaces that the app is approved for: this one."""
    world = call.slack.world
    team: Json = {"id": world.team_id, "name": world.team_name}
    icon = {"icon": {"image_default": True}} if call.args.flag("include_icon") else {}
    shown, metadata = page([team | icon], call.args)
    return {"teams": shown, "response_metadata": metadata}


@method("emoji.list", "include_categories:flag", scopes="emoji:read", tier=TIER_2, json_body=False)
def list_emoji(call: MethodCall) -> Json:
    """The workspace's own emoji, and it has none; those that everybody has are listed by category alone."""
    if call.args.flag("include_categories"):
        raise invalid_arguments("the sandbox knows no categories of emoji [json-pointer:/include_categories]")
    return {"emoji": {}, "cache_ts": call.slack.clock.ts()}


@method("team.info", "team domain", scopes="team:read", tier=TIER_3)
def team_info(call: MethodCall) -> Json:
    world = call.slack.world
    if call.args.text("team", world.team_id) != world.team_id:
        raise SlackError("team_not_found")
    name, domain = world.team_name, world.team_domain
    shown = {
        "id": world.team_id,
        "name": name,
        "domain": domain,
        "email_domain": "",
        "url": f"{call.slack.url}/",
    }
    return {"team": {**shown, "icon": {"image_default": True}, "is_verified": False}}


@method("bots.info", "bot team_id", scopes="users:read", tier=TIER_3, json_body=False)
def bot_info(call: MethodCall) -> Json:
    slack = call.slack
    if call.args.text("bot", slack.bot_id) != slack.bot_id:
        raise SlackError("bot_not_found")
    profile = {**shapes.bot_profile(slack), "user_id": slack.bot_user}
    return {"bot": {key: value for key, value in profile.items() if key != "team_id"}}
