"""What is left of v1: contents as searches find them, labels, people.

https://developer.atlassian.com/cloud/confluence/rest/v1/intro/
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.confluence.shapes import v2
from bot.sandbox.confluence.site import Site
from bot.sandbox.confluence.words import bare
from bot.sandbox.confluence.world import Content, Label, Space
from bot.sandbox.jira.world.setup import User
from bot.sandbox.world import Json

EXCERPT = 300


def content(site: Site, one: Content, expanded: frozenset[str] = frozenset()) -> Json:
    """With what the caller wants expanded, as far as searches are asked for it."""
    own = f"{site.home}/rest/api/content/{one.id}"
    parts: dict[str, Callable[[], Any]] = {
        "space": lambda: space(site, site.world.spaces[one.space]),
        "version": lambda: _version(site, one),
        "metadata.labels": lambda: {"labels": labels(one)},
        "body.storage": lambda: {"storage": {"value": one.now.body, "representation": "storage"}},
        "ancestors": lambda: [content(site, each) for each in site.world.above(one)],
    }
    said = {name.split(".")[0]: parts[name]() for name in parts if name in expanded}
    hidden = {name.split(".")[0]: "" for name in parts if name not in expanded}
    return {
        "id": one.id,
        "type": one.kind,
        "status": one.status,
        "title": one.title,
        **said,
        "_expandable": hidden,
        "_links": {
            "self": own,
            "tinyui": v2.links(site, one)["tinyui"],
            "webui": v2.web_address(site, one),
            **({"editui": v2.links(site, one)["editui"]} if one.kind == "page" else {}),
        },
    }


def found(site: Site, one: Content, expanded: frozenset[str], *, with_excerpt: bool) -> Json:
    """A result of /search."""
    home = site.world.spaces[one.space]
    words = " ".join(bare.plain(one.now.body).split())
    return {
        "content": content(site, one, expanded),
        "title": one.title,
        "excerpt": words[:EXCERPT] if with_excerpt else "",
        "url": v2.web_address(site, one),
        "resultGlobalContainer": {"title": home.name, "displayUrl": f"/spaces/{home.key}"},
        "breadcrumbs": [],
        "entityType": "content",
        "iconCssClass": "aui-icon content-type-page"
        if one.kind == "page"
        else "aui-icon content-type-folder",
        "lastModified": v2.stamp(one.now.at),
        "friendlyLastModified": one.now.at.strftime("%b %d, %Y"),
        "score": 0.0,
    }


def labels(one: Content) -> Json:
    listed = [label(each) for each in one.labels.values()]
    return {"results": listed, "start": 0, "limit": 200, "size": len(listed)}


def label(one: Label) -> Json:
    return {"prefix": one.prefix, "name": one.name, "id": one.id, "label": one.name}


def space(site: Site, one: Space) -> Json:
    return {
        "id": int(one.id),
        "key": one.key,
        "name": one.name,
        "type": "global",
        "status": "current",
        "_links": {"webui": f"/spaces/{one.key}", "self": f"{site.home}/rest/api/space/{one.key}"},
    }


def user(site: Site, one: User) -> Json:
    return {
        "type": "known",
        "accountId": one.id,
        "accountType": "app" if one.is_app else "atlassian",
        "email": "" if one.is_email_hidden else one.email,
        "publicName": one.display,
        "displayName": one.display,
        "timeZone": one.zone,
        "isExternalCollaborator": False,
        "_links": {
            "self": f"{site.home}/rest/api/user?accountId={one.id}",
            "base": site.home,
            "context": "/wiki",
        },
    }


def _version(site: Site, one: Content) -> Json:
    said = one.now
    return {
        "by": user(site, site.world.users[said.author]),
        "when": v2.stamp(said.at),
        "message": said.message,
        "number": said.number,
        "minorEdit": said.is_minor,
    }
