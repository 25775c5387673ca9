"""An issue and what belongs to it: comments, links, watchers, changelog."""

from collections.abc import Callable, Collection
from typing import Any

from bot.sandbox.jira.fields.kinds import KINDS
from bot.sandbox.jira.shapes import people, setup
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.world.issues import Comment, History, Issue, Link, RemoteLink
from bot.sandbox.world import Json

ALL = frozenset({"*all"})
FEW = ("summary", "status", "priority", "issuetype")
"""What a linked issue shows of itself."""
EXPAND = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"
NOT_NAVIGABLE = frozenset({"comment", "attachment", "worklog", "issuerestriction"})


def head(frame: Frame, one: Issue) -> Json:
    return {"id": one.id, "key": one.key, "self": frame.at(f"issue/{one.id}")}


def issue(frame: Frame, one: Issue, wanted: Collection[str] = ALL) -> Json:
    """With the wanted fields: names, *all, *navigable, and -names that are not."""
    return {"expand": EXPAND, **head(frame, one), "fields": fields(frame, one, wanted)}


def fields(frame: Frame, one: Issue, wanted: Collection[str]) -> Json:
    found: Json = {}
    project = frame.world.projects[one.project]
    for field in frame.world.fields_of(project):
        if field.kind in KINDS and _is_wanted(field.id, wanted):
            found[field.id] = KINDS[field.kind].show(frame, field, one.values.get(field.id))
    return found | {name: show(frame, one) for name, show in OWN.items() if _is_wanted(name, wanted)}


def _is_wanted(name: str, wanted: Collection[str]) -> bool:
    if f"-{name}" in wanted:
        return False
    names = [each for each in wanted if not each.startswith("-")]
    if not names or "*all" in names or name in names:
        return True
    return "*navigable" in names and name not in NOT_NAVIGABLE


def comment(frame: Frame, of: Issue, one: Comment) -> Json:
    return {
        "self": frame.at(f"issue/{of.id}/comment/{one.id}"),
        "id": one.id,
        "author": people.linked(frame, one.author),
        "body": frame.text(one.body),
        "updateAuthor": people.linked(frame, one.editor),
        "created": frame.time(one.created),
        "updated": frame.time(one.updated),
        "jsdPublic": True,
    }


def remote_link(frame: Frame, of: Issue, one: RemoteLink) -> Json:
    address = frame.at(f"issue/{of.id}/remotelink/{one.id}")
    known = {"globalId": one.global_id} if one.global_id else {}
    return {"id": int(one.id), "self": address, **known, "application": {}, **one.said}


def link(frame: Frame, one: Link, seen_from: Issue | None = None) -> Json:
    """As an issue shows it: the other end alone; by itself: both."""
    kind = setup.link_type(frame, frame.world.link_types[one.type])
    ends = {"inwardIssue": one.source, "outwardIssue": one.target}
    shown = {
        end: _linked(frame, number) for end, number in ends.items() if not seen_from or number != seen_from.id
    }
    return {"id": one.id, "self": frame.at(f"issueLink/{one.id}"), "type": kind, **shown}


def _linked(frame: Frame, number: str) -> Json:
    one = frame.world.issues[number]
    return {**head(frame, one), "fields": fields(frame, one, FEW)}


def watches(frame: Frame, one: Issue, *, with_people: bool = False) -> Json:
    shown: Json = {
        "self": frame.at(f"issue/{one.key}/watchers"),
        "watchCount": len(one.watchers),
        "isWatching": bool(frame.caller and frame.caller.id in one.watchers),
    }
    if with_people:
        shown["watchers"] = [people.linked(frame, each) for each in one.watchers]
    return shown


def history(frame: Frame, one: History) -> Json:
    head = {"id": one.id, "author": people.linked(frame, one.author), "created": frame.time(one.at)}
    return {**head, "items": changes(one)}


def changes(one: History) -> list[Json]:
    return [
        {
            "field": each.field,
            "fieldtype": each.kind,
            "fieldId": each.field_id,
            "from": each.old,
            "fromString": each.old_words,
            "to": each.new,
            "toString": each.new_words,
        }
        for each in one.changes
    ]


def changelog(frame: Frame, one: Issue) -> Json:
    """As expand shows it: newest first."""
    found = [history(frame, each) for each in reversed(one.history)]
    return {"startAt": 0, "maxResults": len(found), "total": len(found), "histories": found}


def comments(frame: Frame, one: Issue) -> Json:
    found = [comment(frame, one, each) for each in one.comments.values()]
    count = {"maxResults": len(found), "total": len(found), "startAt": 0}
    return {"comments": found, "self": frame.at(f"issue/{one.id}/comment"), **count}


OWN: dict[str, Callable[[Frame, Issue], Any]] = {
    "issuetype": lambda frame, one: setup.issue_type(frame, frame.world.types[one.type]),
    "project": lambda frame, one: setup.project(frame, frame.world.projects[one.project]),
    "status": lambda frame, one: setup.status(frame, frame.world.statuses[one.status]),
    "statuscategorychangedate": lambda frame, one: frame.time(one.status_changed),
    "creator": lambda frame, one: people.linked(frame, one.creator),
    "created": lambda frame, one: frame.time(one.created),
    "updated": lambda frame, one: frame.time(one.updated),
    "resolutiondate": lambda frame, one: frame.time(one.resolved),
    "issuelinks": lambda frame, one: [link(frame, each, one) for each in frame.world.links_of(one)],
    "watches": watches,
    "comment": comments,
    "votes": lambda frame, one: {"self": frame.at(f"issue/{one.key}/votes"), "votes": 0, "hasVoted": False},
    "attachment": lambda _, __: [],
    "subtasks": lambda _, __: [],
    "versions": lambda _, __: [],
    "fixVersions": lambda _, __: [],
}
"""What Jira alone writes, or what has calls of its own."""
