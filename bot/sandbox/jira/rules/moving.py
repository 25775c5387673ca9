"""An issue goes from status to status, by the transitions of its project's workflow alone."""

from collections import deque
from typing import Any

from bot.sandbox.jira import clock
from bot.sandbox.jira.rules import issues
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.issues import Change, Issue
from bot.sandbox.jira.world.setup import Move, User


def moves(world: World, issue: Issue) -> list[Move]:
    """Those that lead on from where it stands."""
    workflow = world.projects[issue.project].workflow
    return [move for move in workflow.moves if issue.status in move.source]


def move(site: Site, user: User, issue: Issue, by: Move, values: dict[str, Any]) -> None:
    """Done resolves, leaving it takes the resolution away."""
    world = site.world
    old, new = world.statuses[issue.status], world.statuses[by.target]
    if new.category != "done":
        values = {**values, "resolution": None}
    changes = issues.set_values(site, issue, values)
    changes.append(Change("status", "status", "jira", old.id, old.name, new.id, new.name))
    issue.status = new.id
    if old.category != new.category:
        issue.status_changed = clock.now()
    issue.resolved = (issue.resolved or clock.now()) if new.category == "done" else None
    issues.changed(site, user, issue, changes, "issue_generic")


def way(world: World, issue: Issue, target: str) -> list[Move] | None:
    """The shortest way to a status; None where there is none."""
    known = world.projects[issue.project].workflow.moves
    waiting: deque[tuple[str, list[Move]]] = deque([(issue.status, [])])
    seen = {issue.status}
    while waiting:
        at, gone = waiting.popleft()
        if at == target:
            return gone
        for step in known:
            if at in step.source and step.target not in seen:
                seen.add(step.target)
                waiting.append((step.target, [*gone, step]))
    return None
