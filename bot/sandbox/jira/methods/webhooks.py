"""Webhooks as administrators register them.

https://developer.atlassian.com/cloud/jira/platform/webhooks/#registering-a-webhook-using-the-rest-api
"""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.jira import clock, hooks, jql
from bot.sandbox.jira.errors import ApiError, not_found
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.world.hooks import Hook
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

ADDRESS = "/rest/webhooks/1.0/webhook"
FILTER = "issue-related-events-section"
OTHERS = frozenset(
    {
        *(
            "worklog_created",
            "worklog_updated",
            "worklog_deleted",
            "attachment_created",
            "attachment_deleted",
        ),
        *(
            "issue_property_set",
            "issue_property_deleted",
            "project_created",
            "project_updated",
            "project_deleted",
        ),
        *("jira:version_released", "jira:version_created", "user_created", "user_updated", "user_deleted"),
        *("sprint_created", "sprint_started", "sprint_closed", "board_created", "option_watching_changed"),
    }
)
"""Events of the real Jira that never happen here."""


@route("GET", ADDRESS)
def list_all(call: Call) -> Answer:
    call.must_be_admin()
    return Answer(200, [_shown(call, one) for one in call.world.hooks.values()])


@route("POST", ADDRESS)
def register(call: Call) -> Answer:
    call.must_be_admin()
    made = Hook(call.world.number(), "", "", [], call.user.id, clock.now())
    _write(call, made, call.body)
    call.world.hooks[made.id] = made
    return Answer(201, _shown(call, made))


@route("GET", ADDRESS + "/{hook}")
def show(call: Call) -> Answer:
    return Answer(200, _shown(call, _hook(call)))


@route("PUT", ADDRESS + "/{hook}")
def change(call: Call) -> Answer:
    """What is not said stays, the secret too."""
    one = _hook(call)
    known: Json = {"name": one.name, "url": one.url, "events": one.events, "filters": {FILTER: one.jql}}
    known |= {"excludeBody": one.excludes_body, "enabled": one.is_enabled, "secret": one.secret}
    _write(call, one, {**known, **call.body})
    return Answer(200, _shown(call, one))


@route("DELETE", ADDRESS + "/{hook}")
def remove(call: Call) -> Answer:
    del call.world.hooks[_hook(call).id]
    return Answer(204)


@route("POST", "/webhook", only="Cloud")
def register_for_app(_: Call) -> Answer:
    raise ApiError("Only Connect and OAuth 2.0 apps can use this operation.", status=403)


def _hook(call: Call) -> Hook:
    call.must_be_admin()
    found = call.world.hooks.get(call.path["hook"])
    if found is None:
        raise not_found("No webhook found.")
    return found


def _write(call: Call, one: Hook, said: Json) -> None:
    """Nothing is written unless all of it is right."""
    name, url, events = said.get("name"), said.get("url"), said.get("events") or []
    if not isinstance(name, str) or not name.strip():
        raise ApiError("The webhook name must not be empty.")
    if not isinstance(url, str) or urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
        raise ApiError("The webhook url must be an absolute http or https address.")
    strange = set(map(str, events)) - {*hooks.EVENTS, *OTHERS} if isinstance(events, list) else {str(events)}
    if strange:
        raise ApiError(f"Invalid webhook events: {', '.join(sorted(strange))}")
    query = _filter(call, said.get("filters"))
    one.name, one.url, one.events, one.jql = name, url, list(events), query
    one.secret = str(said.get("secret") or "")
    one.excludes_body, one.is_enabled = bool(said.get("excludeBody")), said.get("enabled", True) is not False
    one.owner, one.updated = call.user.id, clock.now()


def _filter(call: Call, said: Any) -> str:
    query = said.get(FILTER) if isinstance(said, dict) else None
    if not query:
        return ""
    jql.ask(call.world, str(query), call.caller)
    return str(query)


def _shown(call: Call, one: Hook) -> Json:
    return {
        "name": one.name,
        "url": one.url,
        "excludeBody": one.excludes_body,
        "filters": {FILTER: one.jql},
        "events": one.events,
        "enabled": one.is_enabled,
        "self": f"{call.site.home}{ADDRESS}/{one.id}",
        "lastUpdatedUser": one.owner,
        "lastUpdatedDisplayName": call.world.users[one.owner].display,
        "lastUpdated": clock.milliseconds(one.updated),
        "isSigned": bool(one.secret),
    }
