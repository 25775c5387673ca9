"""An issue is made, changed, taken away. What is equal already is no change."""

import time
from typing import Any

from bot.sandbox.jira import clock, hooks
from bot.sandbox.jira.fields.kinds import KINDS, schema
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world.issues import Change, History, Issue
from bot.sandbox.jira.world.setup import Field, IssueType, Project, User

EMPTY: tuple[Any, ...] = (None, [], "")


def create(site: Site, user: User, project: Project, issue_type: IssueType, values: dict[str, Any]) -> Issue:
    now, world = clock.now(), site.world
    project.issues += 1
    issue = Issue(
        id=world.number(),
        key=f"{project.key}-{project.issues}",
        project=project.id,
        type=issue_type.id,
        status=project.workflow.first,
        creator=user.id,
        created=now,
        updated=now,
        status_changed=now,
        found_at=time.monotonic() + site.switches.search_lag_ms / 1000,
        values=values,
        watchers=[user.id],
    )
    world.issues[issue.id] = issue
    hooks.emit(site, "jira:issue_created", issue, user.id, "issue_created")
    return issue


def edit(site: Site, user: User, issue: Issue, values: dict[str, Any]) -> None:
    """New values by field id."""
    if changes := set_values(site, issue, values):
        kind = "issue_assigned" if {one.field_id for one in changes} == {"assignee"} else "issue_updated"
        changed(site, user, issue, changes, kind)


def set_values(site: Site, issue: Issue, values: dict[str, Any]) -> list[Change]:
    found = []
    for name, value in values.items():
        old = issue.values.get(name)
        if old == value or (old in EMPTY and value in EMPTY):
            continue
        issue.values[name] = value
        found.append(_change(site, site.world.fields[name], old, value))
    return found


def changed(site: Site, user: User, issue: Issue, changes: list[Change], kind: str) -> None:
    """Written into the changelog, and told."""
    issue.updated = clock.now()
    written = History(site.world.number(), user.id, issue.updated, tuple(changes))
    issue.history.append(written)
    hooks.emit(site, "jira:issue_updated", issue, user.id, kind, written)


def delete(site: Site, user: User, issue: Issue) -> None:
    hooks.emit(site, "jira:issue_deleted", issue, user.id, "issue_deleted")
    for link in site.world.links_of(issue):
        del site.world.links[link.id]
    del site.world.issues[issue.id]


def _change(site: Site, field: Field, old: Any, new: Any) -> Change:
    tell = KINDS[field.kind].tell
    kind = "custom" if "custom" in schema(field) else "jira"
    name = field.name if field.is_custom else field.id
    return Change(field.id, name, kind, *tell(site.world, field, old), *tell(site.world, field, new))
