"""Issues linked with one another, and with what is elsewhere."""

from bot.sandbox.jira import clock, hooks
from bot.sandbox.jira.rules import issues
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world.issues import Change, Issue, Link, RemoteLink
from bot.sandbox.jira.world.setup import LinkType, User
from bot.sandbox.world import Json


def link(site: Site, user: User, kind: LinkType, source: Issue, target: Issue) -> Link:
    """Both ends tell it in their changelog; the same link again is the one that there is."""
    world = site.world
    for known in world.links.values():
        if (known.type, known.source, known.target) == (kind.id, source.id, target.id):
            return known
    made = Link(world.number(), kind.id, source.id, target.id)
    world.links[made.id] = made
    hooks.emit_link(site, "issuelink_created", made)
    for one, words, other in ((source, kind.outward, target), (target, kind.inward, source)):
        told = Change("issuelinks", "Link", "jira", None, None, other.key, f"This issue {words} {other.key}")
        issues.changed(site, user, one, [told], "issue_updated")
    return made


def unlink(site: Site, user: User, known: Link) -> None:
    world = site.world
    kind = world.link_types[known.type]
    source, target = world.issues[known.source], world.issues[known.target]
    hooks.emit_link(site, "issuelink_deleted", known)
    del world.links[known.id]
    for one, words, other in ((source, kind.outward, target), (target, kind.inward, source)):
        told = Change("issuelinks", "Link", "jira", other.key, f"This issue {words} {other.key}", None, None)
        issues.changed(site, user, one, [told], "issue_updated")


def remote(site: Site, issue: Issue, global_id: str, said: Json) -> tuple[RemoteLink, bool]:
    """One for each globalId, which is written anew; and whether it is new."""
    issue.updated = clock.now()
    for known in issue.remote_links.values():
        if global_id and known.global_id == global_id:
            known.said = said
            return known, False
    made = RemoteLink(site.world.number(), global_id, said)
    issue.remote_links[made.id] = made
    return made, True
