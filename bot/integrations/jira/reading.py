"""Jira's issues as they are read.

https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/#api-rest-api-2-issue-issueidorkey-get
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.ticketing import Comment, Seen, Stranger, Synced
from bot.integrations.jira.client import understood

FIELDS = "summary,status,priority,assignee,comment"
ALL = f"{FIELDS},description,issuetype,reporter,created"
"""What is read of one that may begin an incident."""

PROPERTY = "firebell"
"""Holds the mark of a ticket that Firebell made."""

CHANGED = {
    "status": Synced.STATUS,
    "priority": Synced.PRIORITY,
    "summary": Synced.SUMMARY,
    "assignee": Synced.ASSIGNEE,
}
"""Field ids of the changelog; what people call a field may be translated."""

BECOMES = {"priority", "issuetype", "project"}
"""Field ids of what may make one an incident later than it was made."""

OURS = re.compile(r"\(inc-\d+, Firebell \d+\)\s*\Z")


def marker(ref: str, number: int) -> str:
    """Give the last words of a comment of ours: by them it is known again, and never comes back."""
    return f"({ref}, Firebell {number})"


@understood()
def seen_of(said: Mapping[str, Any], site: str, mark: str) -> Seen:
    """Read one; `site`: the address of Jira. Its assignee is named as Jira does."""
    fields = said["fields"]
    status = fields.get("status") or {}
    values = {
        str(Synced.SUMMARY): str(fields.get("summary") or ""),
        str(Synced.STATUS): str(status.get("name") or ""),
        str(Synced.ASSIGNEE): account_of(fields.get("assignee")),
    }
    if fields.get("priority"):
        values[str(Synced.PRIORITY)] = str(fields["priority"]["id"])
    return Seen(
        id=str(said["id"]),
        key=str(said["key"]),
        url=f"{site}/browse/{said['key']}",
        values=values,
        status=values[Synced.STATUS],
        done=(status.get("statusCategory") or {}).get("key") == "done",
        mark=mark,
        comments=tuple(str(one["id"]) for one in _comments(said)),
        changed_by=_changed_by(said.get("changelog") or {}),
    )


@understood()
def stranger_of(said: Mapping[str, Any], site: str) -> Stranger:
    """Read one that is no ticket of ours as far as we know."""
    fields = said["fields"]
    words = fields.get("description")
    return Stranger(
        seen=seen_of(said, site, ""),
        kind=str((fields.get("issuetype") or {}).get("name") or ""),
        since=max(_moments(said)),
        words=words if isinstance(words, str) else "",
        who=_name(fields.get("reporter")),
    )


@understood()
def comments_of(said: Mapping[str, Any], mark: str) -> list[Comment]:
    """Give what others wrote there for all, the oldest first; what Firebell wrote itself is no news.

    What is only for a group or a role there is for nobody here:
    https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-comments/
    """
    return [
        Comment(mark, str(one["id"]), str(one.get("body") or ""), _name(one.get("author")))
        for one in _comments(said)
        if not OURS.search(str(one.get("body") or "")) and not one.get("visibility")
    ]


@understood()
def mark_of(said: Mapping[str, Any]) -> str:
    """Give the mark that Firebell left on it; empty where it is none of ours."""
    found = (said.get("properties") or {}).get(PROPERTY)
    return str(found.get("mark") or "") if isinstance(found, dict) else ""


@understood()
def reporter_of(said: Mapping[str, Any]) -> tuple[str, str]:
    """Give the account of who reported it, and the address that Jira shows of them."""
    person = said["fields"].get("reporter") or {}
    return account_of(person), str(person.get("emailAddress") or "")


@understood()
def bodies_of(said: Mapping[str, Any]) -> dict[str, str]:
    """Give what its comments say, by their ids."""
    return {str(one["id"]): str(one.get("body") or "") for one in _comments(said)}


@dataclass(frozen=True)
class Linked:
    """An issue that another one is linked with. `id`: of the link; `kind`: its type, by name."""

    id: str
    kind: str
    key: str


@understood()
def linked_of(said: Mapping[str, Any]) -> list[Linked]:
    """Give what it is linked with."""
    links = said["fields"].get("issuelinks") or ()
    return [
        Linked(
            str(one["id"]),
            str(one["type"]["name"]),
            str((one.get("inwardIssue") or one.get("outwardIssue"))["key"]),
        )
        for one in links
    ]


@understood()
def called(found: Iterable[Mapping[str, Any]], name: str) -> str:
    """Give the key of the one whose title is this name; empty where none is."""
    titles = ((str(one["key"]), str(one["fields"].get("summary") or "")) for one in found)
    wanted = " ".join(name.casefold().split())
    return next((key for key, title in titles if " ".join(title.casefold().split()) == wanted), "")


def account_of(person: Mapping[str, Any] | None) -> str:
    """Give the id of an account: on Cloud one that says nothing, on a Data Center a name."""
    return str((person or {}).get("accountId") or (person or {}).get("name") or "")


def _moments(said: Mapping[str, Any]) -> list[datetime]:
    """Give when it was made, and when it became what it is."""
    histories = (said.get("changelog") or {}).get("histories") or ()
    later = [
        one["created"] for one in histories if any(each.get("fieldId") in BECOMES for each in one["items"])
    ]
    return [datetime.fromisoformat(str(one)) for one in (said["fields"]["created"], *later)]


def _comments(said: Mapping[str, Any]) -> list[Any]:
    return list(((said["fields"].get("comment") or {}).get("comments")) or ())


def _changed_by(changelog: Mapping[str, Any]) -> dict[str, str]:
    """Name who changed each value last. Cloud lists the newest first, a Data Center the oldest."""
    histories = sorted(changelog.get("histories") or (), key=lambda one: int(one["id"]))
    return {
        str(CHANGED[item["fieldId"]]): _name(history.get("author"))
        for history in histories
        for item in history["items"]
        if item.get("fieldId", item.get("field")) in CHANGED and item.get("fieldId")
    }


def _name(person: Mapping[str, Any] | None) -> str:
    return str((person or {}).get("displayName") or "")
