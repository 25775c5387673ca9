"""The site itself, and who asks.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-server-info/
"""

from bot.sandbox.jira import clock
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.shapes import people
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

CLOUD = (1001, 0, 0)
SERVER = (9, 12, 0)
PERMISSIONS = {
    "ADMINISTER": ("0", "Administer Jira", "GLOBAL"),
    "BROWSE_PROJECTS": ("10", "Browse Projects", "PROJECT"),
    "CREATE_ISSUES": ("11", "Create Issues", "PROJECT"),
    "EDIT_ISSUES": ("12", "Edit Issues", "PROJECT"),
    "ASSIGN_ISSUES": ("13", "Assign Issues", "PROJECT"),
    "RESOLVE_ISSUES": ("14", "Resolve Issues", "PROJECT"),
    "ADD_COMMENTS": ("15", "Add Comments", "PROJECT"),
    "DELETE_ISSUES": ("16", "Delete Issues", "PROJECT"),
    "CLOSE_ISSUES": ("18", "Close Issues", "PROJECT"),
    "LINK_ISSUES": ("21", "Link Issues", "PROJECT"),
    "MODIFY_REPORTER": ("30", "Modify Reporter", "PROJECT"),
    "MANAGE_WATCHERS": ("32", "Manage Watchers", "PROJECT"),
    "TRANSITION_ISSUES": ("46", "Transition Issues", "PROJECT"),
}
"""Everybody has those of projects."""


@route("GET", "/serverInfo", is_open=True)
def server_info(call: Call) -> Answer:
    numbers = CLOUD if call.site.is_cloud else SERVER
    said: Json = {
        "baseUrl": call.site.home,
        "version": "1001.0.0-SNAPSHOT" if call.site.is_cloud else "9.12.0",
        "versionNumbers": list(numbers),
        "deploymentType": call.site.switches.deployment,
        "buildNumber": 100275 if call.site.is_cloud else 9120000,
        "buildDate": "2026-09-01T00:00:00.000+0000",
        "serverTime": clock.stamp(clock.now()),
        "scmInfo": "5f8c1c6b1d2b6f2ad9a7c5c62e4bb1d9b0c5d0b1",
        "serverTitle": "Jira",
    }
    return Answer(200, said)


@route("GET", "/myself")
def myself(call: Call) -> Answer:
    groups = {"size": 1, "items": []}
    expand = "groups,applicationRoles"
    shown = people.user(call.frame, call.user)
    return Answer(
        200, {**shown, "locale": "en_US", "groups": groups, "applicationRoles": groups, "expand": expand}
    )


@route("GET", "/rest/auth/1/session")
def session(call: Call) -> Answer:
    """Whom old clients take for the one who has logged in."""
    address = call.frame.at(f"user?accountId={call.user.id}")
    return Answer(200, {"self": address, "name": call.user.name})


@route("GET", "/mypermissions")
def my_permissions(call: Call) -> Answer:
    """Those that are asked for; a Data Center shows all."""
    asked = call.many("permissions") or list(PERMISSIONS)
    found = {key: _permission(call, key) for key in asked if key in PERMISSIONS}
    return Answer(200, {"permissions": found})


def _permission(call: Call, key: str) -> Json:
    number, name, kind = PERMISSIONS[key]
    has = key != "ADMINISTER" or call.user.is_admin
    head = {"id": number, "key": key, "name": name, "type": kind}
    return {**head, "description": f"{name}.", "havePermission": has}


@route("GET", "/rest/applinks/latest/listApplicationlinks")
def application_links(_: Call) -> Answer:
    return Answer(200, {"list": []})
