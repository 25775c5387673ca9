"""What a query can ask of an issue, by the names that its fields have in JQL."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.sandbox.jira.errors import ApiError
from bot.sandbox.jira.words import adf
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.jira.world.setup import Field

How = Literal["one of", "text", "exact", "moment", "number"]
EQUAL = frozenset({"=", "!=", "in", "not in", "is", "is not"})
OPERATORS: dict[How, frozenset[str]] = {
    "one of": EQUAL,
    "exact": EQUAL,
    "text": frozenset({"~", "!~", "is", "is not"}),
    "moment": EQUAL | {">", ">=", "<", "<="},
    "number": EQUAL | {">", ">=", "<", "<="},
}


@dataclass(frozen=True)
class Fact:
    """`of` gives what an issue has; `known` makes the id of a value, or None where there is no such."""

    how: How
    of: Callable[[Issue], list[Any]]
    known: Callable[[str], list[str]] | None = None


def fact(world: World, name: str) -> Fact:
    low = name.casefold()
    found = _system(world, ALIASES.get(low, low))
    if found is None and (field := _custom(world, low)):
        found = _by_kind(world, field)
    if found is None:
        raise ApiError(f"Field '{name}' does not exist or you do not have permission to view it.")
    return found


ALIASES = {
    "type": "issuetype",
    "issue": "key",
    "issuekey": "key",
    "id": "key",
    "label": "labels",
    "components": "component",
    "createddate": "created",
    "updateddate": "updated",
    "resolutiondate": "resolved",
    "duedate": "due",
}


def _system(world: World, name: str) -> Fact | None:
    things: dict[str, tuple[Callable[[Issue], list[Any]], Iterable[Any]]] = {
        "project": (lambda one: [one.project], world.projects.values()),
        "issuetype": (lambda one: [one.type], world.types.values()),
        "status": (lambda one: [one.status], world.statuses.values()),
        "priority": (_value("priority"), world.priorities.values()),
        "resolution": (_value("resolution"), world.resolutions.values()),
        "component": (_value("components"), world.components.values()),
        "assignee": (_value("assignee"), world.users.values()),
        "reporter": (_value("reporter"), world.users.values()),
        "creator": (lambda one: [one.creator], world.users.values()),
        "watcher": (lambda one: [*one.watchers], world.users.values()),
        "key": (lambda one: [one.id], world.issues.values()),
    }
    if name in things:
        of, known = things[name]
        return Fact("one of", of, lambda said: _ids(known, said))
    if name == "statuscategory":
        return Fact("one of", lambda one: [world.statuses[one.status].category], _category)
    if name == "labels":
        return Fact(
            "one of", lambda one: [label.casefold() for label in one.values.get("labels") or []], _folded
        )
    return _words(name) or _moments(name)


def _words(name: str) -> Fact | None:
    texts: dict[str, Callable[[Issue], list[Any]]] = {
        "summary": lambda one: [one.summary],
        "description": lambda one: _plain(one, "description"),
        "comment": lambda one: [adf.to_plain(each.body) for each in one.comments.values()],
    }
    texts["text"] = lambda one: [
        said for of in ("summary", "description", "comment") for said in texts[of](one)
    ]
    return Fact("text", texts[name]) if name in texts else None


def _moments(name: str) -> Fact | None:
    moments: dict[str, Callable[[Issue], datetime | None]] = {
        "created": lambda one: one.created,
        "updated": lambda one: one.updated,
        "resolved": lambda one: one.resolved,
        "statuscategorychangeddate": lambda one: one.status_changed,
    }
    if name not in moments:
        return None
    return Fact("moment", lambda one: [moment] if (moment := moments[name](one)) else [])


def _custom(world: World, low: str) -> Field | None:
    """`cf[10010]`, or the name."""
    numbered = re.fullmatch(r"cf\[(\d+)\]", low)
    if numbered:
        return world.fields.get(f"customfield_{numbered[1]}")
    return next((one for one in world.fields.values() if one.is_custom and one.name.casefold() == low), None)


def _by_kind(world: World, field: Field) -> Fact | None:
    of = _value(field.id)
    match field.kind:
        case "text":
            return Fact("text", of)
        case "document":
            return Fact("text", lambda one: _plain(one, field.id))
        case "url":
            return Fact("exact", of)
        case "number":
            return Fact("number", of)
        case "labels":
            return Fact("one of", lambda one: [label.casefold() for label in of(one)], _folded)
        case "select" | "multiselect":
            return Fact(
                "one of",
                of,
                lambda said: [
                    one.id
                    for one in field.options
                    if one.value.casefold() == said.casefold() or one.id == said
                ],
            )
        case "user":
            return Fact("one of", of, lambda said: _ids(world.users.values(), said))
        case _:
            return None


def _value(field: str) -> Callable[[Issue], list[Any]]:
    def of(one: Issue) -> list[Any]:
        value = one.values.get(field)
        return value if isinstance(value, list) else [] if value is None else [value]

    return of


def _plain(one: Issue, field: str) -> list[str]:
    return [adf.to_plain(one.values[field])] if one.values.get(field) else []


def _folded(said: str) -> list[str]:
    return [said.casefold()]


def _category(said: str) -> list[str]:
    known = {"to do": "new", "new": "new", "in progress": "indeterminate", "done": "done"}
    known |= {
        "indeterminate": "indeterminate",
        "complete": "done",
        "2": "new",
        "4": "indeterminate",
        "3": "done",
    }
    return [known[said.casefold()]] if said.casefold() in known else []


def _ids(known: Iterable[Any], said: str) -> list[str]:
    """Components of two projects may have one name; a hidden e-mail is not known."""
    low = said.casefold()
    return [one.id for one in known if said == one.id or low in _names(one)]


def _names(one: Any) -> set[str]:
    email = "" if getattr(one, "is_email_hidden", False) else getattr(one, "email", "")
    named = (getattr(one, "name", ""), getattr(one, "key", ""), getattr(one, "display", ""), email)
    return {each.casefold() for each in named if each}
