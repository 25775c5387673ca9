"""What happens to pages and folders, whoever does it: made, rewritten, moved, labelled, thrown away."""

import re
import time
from dataclasses import replace

from bot.sandbox.confluence.errors import ApiError, not_found, taken
from bot.sandbox.confluence.site import Site
from bot.sandbox.confluence.words import storage
from bot.sandbox.confluence.world import Content, Kind, Label, Space, Version, World
from bot.sandbox.jira.clock import now
from bot.sandbox.jira.world.setup import User

LONGEST_TITLE = 255
MOST_BYTES = 5 * 1024 * 1024
LABEL = re.compile(r"[^\s:;,.?&\[\]()#^*@!A-Z]{1,255}")
"""Labels are in lower case, without blanks and most signs."""


def create(
    site: Site, user: User, space: Space, title: str, body: str, parent: str | None, kind: Kind = "page"
) -> Content:
    """At the end of what its parent holds."""
    world = site.world
    _check_title(world, title, space.id, kind)
    _check_parent(world, parent, space.id)
    moment = now()
    first = Version(1, user.id, moment, title.strip(), _body(body))
    one = Content(world.number(), kind, space.id, parent, user.id, moment, [first])
    one.position = len(world.children(parent, space.id))
    world.contents[one.id] = one
    _found_later(site, one)
    return one


def rewrite(
    site: Site, user: User, one: Content, title: str, body: str, message: str = "", *, is_minor: bool = False
) -> None:
    """A new version, also where it says the same as the last."""
    if title.strip().casefold() != one.title.casefold():
        _check_title(site.world, title, one.space, one.kind)
    last = one.now
    kept = body if body == last.body else _body(body)
    one.versions.append(
        Version(last.number + 1, user.id, now(), title.strip(), kept, message, is_minor=is_minor)
    )
    _found_later(site, one)


def move(site: Site, one: Content, parent: str | None, before: Content | None = None) -> None:
    """Under another parent, at the end or before one that is there; no new version."""
    _check_parent(site.world, parent, one.space)
    if parent == one.id or any(each.id == parent for each, _ in site.world.below(one.id)):
        raise ApiError("A page cannot be moved under itself or one of its children")
    others = [each for each in site.world.children(parent, one.space) if each is not one]
    place = others.index(before) if before in others else len(others)
    one.parent = parent
    for position, each in enumerate([*others[:place], one, *others[place:]]):
        each.position = position
    _found_later(site, one)


def trash(site: Site, one: Content) -> None:
    """What it held goes up to where it was."""
    for each in site.world.children(one.id):
        move(site, each, one.parent)
    one.status = "trashed"


def restore(site: Site, one: Content) -> None:
    _check_title(site.world, one.title, one.space, one.kind)
    parent = site.world.contents.get(one.parent or "")
    one.status = "current"
    if parent is None or parent.status != "current":
        move(site, one, None)


def label(site: Site, one: Content, name: str, prefix: str = "global") -> Label:
    wanted = name.strip().casefold()
    if not LABEL.fullmatch(wanted):
        raise ApiError(f"Label {name!r} contains invalid characters or is too long.")
    found = site.world.label(wanted, prefix)
    one.labels[found.id] = found
    _found_later(site, one)
    return found


def unlabel(site: Site, one: Content, name: str) -> None:
    found = next((each for each in one.labels.values() if each.name == name.casefold()), None)
    if found is None:
        raise not_found(f"Label '{name}' not found on content with id {one.id}")
    del one.labels[found.id]
    _found_later(site, one)


def backdate(one: Content, at: float) -> None:
    """As if it had been written then: what a seed makes is older than the sandbox."""
    moment = now().fromtimestamp(at, now().tzinfo)
    one.created, one.found_at = moment, 0
    one.versions = [replace(each, at=moment) for each in one.versions]


def _body(text: str) -> str:
    kept = storage.kept(text)
    if len(kept.encode()) > MOST_BYTES:
        raise ApiError("The body of the page is too large", 413)
    return kept


def _check_title(world: World, title: str, space: str, kind: Kind) -> None:
    if not title.strip():
        raise ApiError("Title is required and cannot be empty", 400, "BAD_REQUEST")
    if len(title) > LONGEST_TITLE:
        raise ApiError(f"Title cannot be longer than {LONGEST_TITLE} characters.", 400, "BAD_REQUEST")
    if world.titled(title, space, kind):
        raise taken(kind)


def _check_parent(world: World, parent: str | None, space: str) -> None:
    found = world.contents.get(parent or "")
    if parent is None:
        return
    if found is None or found.status != "current":
        raise not_found("The parent content could not be found")
    if found.space != space:
        raise ApiError("The parent content must be in the same space")


def _found_later(site: Site, one: Content) -> None:
    one.found_at = time.time() + site.switches.search_lag_ms / 1000
