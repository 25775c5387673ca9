"""What Jira tells, whichever way it comes, in one small shape: to which issue something happened.

What exactly happened is not taken from it: the issue is read as it is.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.domain.systems.told import Told
from bot.integrations.jira.client import SOURCE
from bot.usecases.ticketing.hear_source import CHANGED

EVENTS = (
    "jira:issue_created",
    "jira:issue_updated",
    "jira:issue_deleted",
    "comment_created",
    "comment_updated",
)
"""What changes something of ours, or begins it.

https://developer.atlassian.com/cloud/jira/platform/webhooks/#supported-webhook-events
"""

BEGINS = ("jira:issue_created", "jira:issue_updated")
"""What may begin an incident."""

GLANCE = ("updated", "project", "issuetype", "priority", "status")
"""What is asked of each issue that was changed: enough to see whether it may be one of ours."""


def of_webhook(said: Mapping[str, Any], identifier: str, body: bytes) -> Told | None:
    """Read one. `identifier`: the same in each repeat of it. KeyError where it is none."""
    if str(said["webhookEvent"]) not in EVENTS:
        return None
    issue = said.get("issue") or {}
    number = str(issue.get("id") or "") or _from_comment(said.get("comment") or {})
    key = identifier or hashlib.sha256(body).hexdigest()
    about = _about(issue.get("fields") or {}) if str(said["webhookEvent"]) in BEGINS else {}
    return Told(SOURCE, number, f"hook:{key}", CHANGED, about) if number else None


def of_found(issue: Mapping[str, Any]) -> Told:
    """Read one of a search; what was told of this state is told already."""
    updated = str(issue["fields"].get("updated") or "")
    key = f"updated:{issue['id']}:{updated}"
    return Told(SOURCE, str(issue["id"]), key, CHANGED, _about(issue["fields"]))


def _about(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Say of it what domain.ticketing.beginning.Glance holds, and nothing that people wrote."""
    status, project = fields.get("status") or {}, (fields.get("project") or {}).get("key")
    if not project:
        return {}
    return {
        "project": str(project),
        "kind": str((fields.get("issuetype") or {}).get("name") or ""),
        "priority": str((fields.get("priority") or {}).get("id") or ""),
        "done": (status.get("statusCategory") or {}).get("key") == "done",
    }


def _from_comment(comment: Mapping[str, Any]) -> str:
    """Some kinds of Jira tell a comment without its issue: its address names it."""
    parts = str(comment.get("self") or "").split("/")
    return parts[parts.index("issue") + 1] if "issue" in parts[:-1] else ""
