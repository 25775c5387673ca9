"""To whom a webhook goes, how it is signed, and how often it comes again.

https://developer.atlassian.com/cloud/jira/platform/webhooks/#webhook-delivery
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from functools import partial

from bot.sandbox.jira import jql
from bot.sandbox.jira.errors import ApiError
from bot.sandbox.jira.hooks import bodies
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world.hooks import Hook
from bot.sandbox.jira.world.issues import Comment, History, Issue, Link
from bot.sandbox.outgoing import Manner, Parcel
from bot.sandbox.world import Json

EVENTS = (
    *("jira:issue_created", "jira:issue_updated", "jira:issue_deleted"),
    *("comment_created", "comment_updated", "comment_deleted"),
    *("issuelink_created", "issuelink_deleted"),
)
"""Those that happen in the sandbox."""
AGAIN = frozenset({408, 409, 425, 429})
PATIENCE = 20.0
PAUSES = (300, 450, 600, 750, 900)
"""Jira waits for 5 to 15 minutes before each of its five new tries."""
RETRY = "X-Atlassian-Webhook-Retry"

MANNER = Manner(PATIENCE, PAUSES, lambda status: status < 500 and status not in AGAIN, RETRY)


def emit(
    site: Site,
    name: str,
    one: Issue,
    user: str,
    kind: str = "",
    history: History | None = None,
    comment: Comment | None = None,
) -> None:
    """Tell everybody who registered for this event, and whose filter the issue fits."""
    hooks = [*_interested(site, name, one)]
    if not hooks:
        return
    frame = Frame(site, "2")
    said = (
        bodies.of_comment(frame, name, one, comment)
        if comment
        else bodies.of_issue(frame, name, kind, user, one, history)
    )
    for hook in hooks:
        _send(site, hook, name, said, one)


def emit_link(site: Site, name: str, link: Link) -> None:
    """Filters know nothing of links."""
    for hook in _interested(site, name, None):
        _send(site, hook, name, bodies.of_link(Frame(site, "2"), name, link), None)


def _interested(site: Site, name: str, one: Issue | None) -> Iterator[Hook]:
    for hook in site.world.hooks.values():
        if hook.is_enabled and name in hook.events and (one is None or _fits(site, hook, one)):
            yield hook


def _fits(site: Site, hook: Hook, one: Issue) -> bool:
    """A filter that has become wrong finds nothing."""
    try:
        return not hook.jql or jql.ask(site.world, hook.jql, None).fits(one)
    except ApiError:
        return False


def _send(site: Site, hook: Hook, name: str, said: Json, one: Issue | None) -> None:
    body = b"" if hook.excludes_body else json.dumps(said).encode()
    parcel = Parcel(
        _address(site, hook, one), name, body, _headers(hook, body), said, partial(_ended, site, hook)
    )
    site.told += 1
    disorder = site.switches.disorder_ms
    if not disorder:
        site.outgoing.send(f"{hook.id}/{one.id if one else ''}", parcel)
    elif site.told % 2:
        site.later(disorder / 1000, partial(site.outgoing.send, f"{hook.id}/{site.told}", parcel))
    else:
        site.outgoing.send(f"{hook.id}/{site.told}", parcel)


def _address(site: Site, hook: Hook, one: Issue | None) -> str:
    """What stands in ${...} is filled in."""
    if one is None:
        return hook.url
    project = site.world.projects[one.project]
    known = {"issue.id": one.id, "issue.key": one.key, "project.id": project.id, "project.key": project.key}
    address = hook.url
    for name, value in known.items():
        address = address.replace(f"${{{name}}}", value).replace(f"{{{name}}}", value)
    return address


def _headers(hook: Hook, body: bytes) -> dict[str, str]:
    signed = {"X-Hub-Signature": signature(body, hook.secret)} if hook.secret else {}
    return {
        "Content-Type": "application/json; charset=UTF-8",
        "User-Agent": "Atlassian Webhook HTTP Client",
        "X-Atlassian-Webhook-Identifier": str(uuid.uuid4()),
        "X-Atlassian-Webhook-Flow": "Primary",
        **signed,
    }


def signature(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _ended(site: Site, hook: Hook, was_brought: bool) -> None:  # noqa: FBT001  # called by Outgoing
    hook.brought += was_brought
    hook.dropped += not was_brought
    site.touch()
