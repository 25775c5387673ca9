"""Spaces, pages and folders as REST v2 shows them.

https://developer.atlassian.com/cloud/confluence/rest/v2/
"""

import base64
import json
from datetime import UTC, datetime
from urllib.parse import quote_plus

from bot.sandbox.confluence.site import Site
from bot.sandbox.confluence.words import reading, view
from bot.sandbox.confluence.world import Content, Label, Property, Space, Version
from bot.sandbox.world import Json

VIEWS = frozenset({"view", "export_view", "styled_view", "anonymous_export_view"})
FORMATS = ("storage", "atlas_doc_format")


def stamp(moment: datetime) -> str:
    """Like 2026-11-21T14:02:09.123Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def version(one: Version) -> Json:
    return {
        "number": one.number,
        "message": one.message,
        "minorEdit": one.is_minor,
        "authorId": one.author,
        "createdAt": stamp(one.at),
    }


def body(wanted: str, stored: str) -> Json:
    """In the asked notation alone; in none where none was asked for."""
    if not wanted:
        return {}
    value = stored
    if wanted == "atlas_doc_format":
        value = json.dumps(reading.document(stored))
    elif wanted in VIEWS:
        value = view.html(stored)
    return {wanted: {"representation": wanted, "value": value}}


def page(site: Site, one: Content, wanted: str = "", number: int | None = None) -> Json:
    """As it is now, or as it was in a version."""
    said = one.now if number is None else one.versions[number - 1]
    return {
        **_head(site, one),
        "title": said.title,
        "spaceId": one.space,
        "lastOwnerId": None,
        "version": version(said),
        "body": body(wanted, said.body),
        "_links": links(site, one),
    }


def folder(site: Site, one: Content) -> Json:
    web = {"webui": web_address(site, one), "base": site.home}
    return {**_head(site, one), "type": "folder", "version": version(one.now), "_links": web}


def _head(site: Site, one: Content) -> Json:
    parent = site.world.contents.get(one.parent or "")
    return {
        "id": one.id,
        "status": one.status,
        "title": one.title,
        "parentId": one.parent,
        "parentType": parent.kind if parent else None,
        "position": one.position,
        "authorId": one.author,
        "ownerId": one.author,
        "createdAt": stamp(one.created),
    }


def links(site: Site, one: Content) -> Json:
    short = base64.b64encode(int(one.id).to_bytes(4, "little"), altchars=b"-_").decode().rstrip("=A")
    return {
        "webui": web_address(site, one),
        "editui": f"/pages/resumedraft.action?draftId={one.id}",
        "edituiv2": f"/spaces/{site.world.spaces[one.space].key}/pages/edit-v2/{one.id}",
        "tinyui": f"/x/{short}",
        "base": site.home,
    }


def web_address(site: Site, one: Content) -> str:
    """Below the site's address, as everything in `_links`."""
    key = site.world.spaces[one.space].key
    if one.kind == "folder":
        return f"/spaces/{key}/folder/{one.id}"
    return f"/spaces/{key}/pages/{one.id}/{quote_plus(one.title)}"


def child(one: Content) -> Json:
    return {
        "id": one.id,
        "status": one.status,
        "title": one.title,
        "spaceId": one.space,
        "childPosition": one.position,
    }


def direct_child(one: Content) -> Json:
    return {**child(one), "type": one.kind}


def descendant(one: Content, depth: int) -> Json:
    said = {"id": one.id, "status": one.status, "title": one.title, "type": one.kind}
    return {**said, "parentId": one.parent, "depth": depth, "childPosition": one.position}


def ancestor(one: Content) -> Json:
    return {"id": one.id, "type": one.kind}


def label(one: Label) -> Json:
    return {"id": one.id, "name": one.name, "prefix": one.prefix}


def content_property(one: Property) -> Json:
    said = Version(one.number, one.author, one.at, "", "", one.message)
    return {"id": one.id, "key": one.key, "value": one.value, "version": version(said)}


def space(site: Site, one: Space) -> Json:
    return {
        "id": one.id,
        "key": one.key,
        "name": one.name,
        "type": "global",
        "status": "current",
        "authorId": one.author,
        "createdAt": stamp(one.created),
        "homepageId": one.homepage or None,
        "description": {"plain": {"representation": "plain", "value": one.description}},
        "icon": None,
        "_links": {"webui": f"/spaces/{one.key}", "base": site.home},
    }
