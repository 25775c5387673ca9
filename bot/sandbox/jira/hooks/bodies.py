"""What a webhook says: Jira tells it in the form of REST v2, texts in wiki notation.

https://developer.atlassian.com/cloud/jira/platform/webhooks/#example-callback-for-an-issue-related-event
"""

from bot.sandbox.jira import clock
from bot.sandbox.jira.shapes import issues as shapes
from bot.sandbox.jira.shapes import people
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.world.issues import Comment, History, Issue, Link
from bot.sandbox.world import Json

BRIEF = ("summary", "issuetype", "project", "assignee", "priority", "status")
"""What a comment's webhook shows of its issue."""


def of_issue(frame: Frame, name: str, kind: str, user: str, one: Issue, history: History | None) -> Json:
    said = {**_head(name), "issue_event_type_name": kind, "user": people.linked(frame, user)}
    said["issue"] = shapes.issue(frame, one)
    if history:
        said["changelog"] = {"id": history.id, "items": shapes.changes(history)}
    return said


def of_comment(frame: Frame, name: str, one: Issue, comment: Comment) -> Json:
    issue = {**shapes.head(frame, one), "fields": shapes.fields(frame, one, BRIEF)}
    return {
        **_head(name),
        "comment": shapes.comment(frame, one, comment),
        "issue": issue,
        "eventType": "primaryIssue",
    }


def of_link(frame: Frame, name: str, link: Link) -> Json:
    kind = frame.world.link_types[link.type]
    described = {
        "id": int(kind.id),
        "name": kind.name,
        "outwardName": kind.outward,
        "inwardName": kind.inward,
        "isSubTaskLinkType": False,
        "isSystemLinkType": False,
    }
    ends = {"sourceIssueId": int(link.source), "destinationIssueId": int(link.target)}
    said = {"id": int(link.id), **ends, "issueLinkType": described, "systemLink": False}
    return {**_head(name), "issueLink": said}


def _head(name: str) -> Json:
    return {"timestamp": clock.milliseconds(clock.now()), "webhookEvent": name}
