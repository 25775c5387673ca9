"""What GET /sandbox/state tells of the site: as REST v2 tells it, and what people see there.

Bodies are in storage format.
"""

from dataclasses import asdict

from bot.sandbox.confluence.shapes import v1, v2
from bot.sandbox.confluence.site import Site
from bot.sandbox.confluence.world import Content, Version
from bot.sandbox.jira import ids
from bot.sandbox.jira.world.setup import User
from bot.sandbox.world import Json


def state(site: Site) -> Json:
    """Pages and folders in the order of their making, also those that were thrown away."""
    contents = site.world.contents.values()
    return {
        "settings": asdict(site.switches),
        "spaces": [v2.space(site, one) for one in site.world.spaces.values()],
        "pages": [content(site, one) for one in contents if one.kind == "page"],
        "folders": [content(site, one) for one in contents if one.kind == "folder"],
        "users": [_user(site, one) for one in site.world.users.values()],
    }


def content(site: Site, one: Content) -> Json:
    """With everything that has calls of its own."""
    users = site.world.users
    told: Json = {
        **(v2.page(site, one) if one.kind == "page" else {**v2.folder(site, one), "spaceId": one.space}),
        "space": site.world.spaces[one.space].key,
        "url": site.home + v2.web_address(site, one),
        "author": users[one.author].display,
        "labels": sorted(each.name for each in one.labels.values()),
        "seen_by": None if one.seen_by is None else sorted(users[each].name for each in one.seen_by),
        "properties": {each.key: each.value for each in one.properties.values()},
    }
    if one.kind == "page":
        told["body"] = one.now.body
        told["versions"] = [_version(site, each) for each in one.versions]
    return told


def _version(site: Site, one: Version) -> Json:
    by = site.world.users[one.author]
    return {**v2.version(one), "by": by.display, "is_app": by.is_app, "title": one.title, "body": one.body}


def _user(site: Site, one: User) -> Json:
    return {
        **v1.user(site, one),
        "user": one.name,
        "email": one.email,
        "is_app": one.is_app,
        "token": ids.token(one.name),
    }
