"""Links of issues with one another, their types, and links to what is elsewhere.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/
"""

from typing import Any

from bot.sandbox.jira.errors import ApiError, no_issue, not_found, wrong
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rules import linking
from bot.sandbox.jira.shapes import issues as shapes
from bot.sandbox.jira.shapes import setup
from bot.sandbox.jira.world import named
from bot.sandbox.jira.world.issues import Issue, Link, RemoteLink
from bot.sandbox.jira.world.setup import LinkType
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/issueLinkType")
def list_types(call: Call) -> Answer:
    found = [setup.link_type(call.frame, one) for one in call.world.link_types.values()]
    return Answer(200, {"issueLinkTypes": found})


@route("POST", "/issueLinkType")
def add_type(call: Call) -> Answer:
    call.must_be_admin()
    said = {key: call.body.get(key) for key in ("name", "inward", "outward")}
    if errors := {
        key: f"The {key} is required."
        for key, value in said.items()
        if not isinstance(value, str) or not value
    }:
        raise wrong(errors)
    if named(call.world.link_types.values(), said["name"]):
        raise ApiError(f"A link type with the name '{said['name']}' already exists.")
    made = LinkType(call.world.number(), str(said["name"]), str(said["inward"]), str(said["outward"]))
    call.world.link_types[made.id] = made
    return Answer(201, setup.link_type(call.frame, made))


@route("POST", "/issueLink")
def add(call: Call) -> Answer:
    kind = call.body.get("type")
    found = None
    if isinstance(kind, dict):
        found = named(call.world.link_types.values(), kind.get("id") or kind.get("name"))
    if found is None:
        name = kind.get("name") if isinstance(kind, dict) else None
        raise not_found(f"No issue link type with name '{name}' found.")
    made = linking.link(call.site, call.user, found, _end(call, "inwardIssue"), _end(call, "outwardIssue"))
    return Answer(201, headers={"Location": call.frame.at(f"issueLink/{made.id}")})


def _end(call: Call, name: str) -> Issue:
    said = call.body.get(name)
    if not isinstance(said, dict) or (not said.get("id") and not said.get("key")):
        raise no_issue()
    return call.issue_of(said.get("id") or said.get("key"))


@route("GET", "/issueLink/{link}")
def show(call: Call) -> Answer:
    return Answer(200, shapes.link(call.frame, _link(call)))


@route("DELETE", "/issueLink/{link}")
def remove(call: Call) -> Answer:
    linking.unlink(call.site, call.user, _link(call))
    return Answer(204)


def _link(call: Call) -> Link:
    found = call.world.links.get(call.path["link"])
    if found is None:
        raise not_found(f"No issue link with id '{call.path['link']}' exists.")
    return found


@route("GET", "/issue/{issue}/remotelink")
def list_remote(call: Call) -> Answer:
    """All, or the one of a globalId."""
    one, wanted = call.issue(), call.query.get("globalId")
    found = [each for each in one.remote_links.values() if not wanted or each.global_id == wanted]
    if not wanted:
        return Answer(200, [shapes.remote_link(call.frame, one, each) for each in found])
    if not found:
        raise not_found(f"The remote link with globalId '{wanted}' does not exist.")
    return Answer(200, shapes.remote_link(call.frame, one, found[0]))


@route("POST", "/issue/{issue}/remotelink")
def add_remote(call: Call) -> Answer:
    """200 where one of the same globalId was there already."""
    one = call.issue()
    made, is_new = linking.remote(call.site, one, str(call.body.get("globalId") or ""), _remote_said(call))
    address = call.frame.at(f"issue/{one.id}/remotelink/{made.id}")
    return Answer(201 if is_new else 200, {"id": int(made.id), "self": address})


def _remote_said(call: Call) -> Json:
    target: Any = call.body.get("object")
    if not isinstance(target, dict):
        raise wrong({"object": "'object' is required."})
    if errors := {
        key: f"'{key}' is required."
        for key in ("title", "url")
        if not isinstance(target.get(key), str) or not target[key]
    }:
        raise wrong(errors)
    kept = {key: call.body[key] for key in ("application", "relationship") if call.body.get(key)}
    return {**kept, "object": {"icon": {}, "status": {"icon": {}}, **target}}


@route("GET", "/issue/{issue}/remotelink/{link}")
def show_remote(call: Call) -> Answer:
    return Answer(200, shapes.remote_link(call.frame, call.issue(), _remote(call)))


@route("PUT", "/issue/{issue}/remotelink/{link}")
def edit_remote(call: Call) -> Answer:
    _remote(call).said = _remote_said(call)
    return Answer(204)


@route("DELETE", "/issue/{issue}/remotelink/{link}")
def remove_remote(call: Call) -> Answer:
    found = _remote(call)
    del call.issue().remote_links[found.id]
    return Answer(204)


def _remote(call: Call) -> RemoteLink:
    found = call.issue().remote_links.get(call.path["link"])
    if found is None:
        raise not_found(f"The remote link with id '{call.path['link']}' does not exist.")
    return found
