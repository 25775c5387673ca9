"""Every kind of field: its schema, what it takes, what it shows, what the changelog says of it.

https://developer.atlassian.com/cloud/jira/platform/jira-expressions-type-reference/#issue
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.jira.fields import reading
from bot.sandbox.jira.shapes import people, setup
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.words import adf
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.setup import Field, Option, Project
from bot.sandbox.world import Json

Told = tuple[str | None, str | None]
"""The id and the words of a value, as the changelog has them."""
CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"


def _as_is(_: Frame, __: Field, value: Any) -> Any:
    return value


def _plain(_: World, __: Field, value: Any) -> Told:
    return None, None if value is None else str(value)


def _nothing(_: Frame, __: Project, ___: Field) -> list[Json] | None:
    return None


@dataclass(frozen=True)
class Kind:
    """`items` says of what it is a list; `suffix` names a custom field's type."""

    type: str
    read: reading.Reader
    show: Callable[[Frame, Field, Any], Any] = _as_is
    tell: Callable[[World, Field, Any], Told] = _plain
    allowed: Callable[[Frame, Project, Field], list[Json] | None] = _nothing
    items: str = ""
    suffix: str = ""

    @property
    def operations(self) -> list[str]:
        return ["add", "set", "remove"] if self.items else ["set"]


def schema(field: Field) -> Json:
    kind = KINDS[field.kind]
    said: Json = {"type": kind.type, **({"items": kind.items} if kind.items else {})}
    if not field.is_custom:
        return {**said, "system": field.id}
    return {**said, "custom": CUSTOM + kind.suffix, "customId": int(field.id.removeprefix("customfield_"))}


def option(frame: Frame, one: Option) -> Json:
    return {"self": frame.at(f"customFieldOption/{one.id}"), "value": one.value, "id": one.id}


def _text(frame: Frame, _: Field, value: Any) -> Any:
    return frame.text(value)


def _tell_text(_: World, __: Field, value: Any) -> Told:
    return None, adf.to_wiki(value) if value else None


def _user(frame: Frame, _: Field, value: Any) -> Any:
    return people.linked(frame, value)


def _tell_user(world: World, _: Field, value: Any) -> Told:
    found = world.users.get(value or "")
    return (found.id, found.display) if found else (None, None)


def _priority(frame: Frame, _: Field, value: Any) -> Any:
    found = frame.world.priorities.get(value or "")
    return setup.priority(frame, found) if found else None


def _tell_priority(world: World, _: Field, value: Any) -> Told:
    found = world.priorities.get(value or "")
    return (found.id, found.name) if found else (None, None)


def _resolution(frame: Frame, _: Field, value: Any) -> Any:
    found = frame.world.resolutions.get(value or "")
    return setup.resolution(frame, found) if found else None


def _tell_resolution(world: World, _: Field, value: Any) -> Told:
    found = world.resolutions.get(value or "")
    return (found.id, found.name) if found else (None, None)


def _labels(_: Frame, __: Field, value: Any) -> Any:
    return value or []


def _tell_labels(_: World, __: Field, value: Any) -> Told:
    return "", " ".join(value or [])


def _components(frame: Frame, _: Field, value: Any) -> Any:
    known = frame.world.components
    return [setup.component(frame, known[one]) for one in value or [] if one in known]


def _tell_components(world: World, _: Field, value: Any) -> Told:
    names = [world.components[one].name for one in value or [] if one in world.components]
    return ", ".join(value or []) or None, ", ".join(names) or None


def _option(frame: Frame, field: Field, value: Any) -> Any:
    return next((option(frame, one) for one in field.options if one.id == value), None)


def _options(frame: Frame, field: Field, value: Any) -> Any:
    return [option(frame, one) for one in field.options if one.id in (value or [])] or None


def _tell_options(_: World, field: Field, value: Any) -> Told:
    chosen = [one for one in field.options if one.id in ([value] if isinstance(value, str) else value or [])]
    return ", ".join(one.id for one in chosen) or None, ", ".join(one.value for one in chosen) or None


def _priorities(frame: Frame, _: Project, __: Field) -> list[Json]:
    return [setup.priority(frame, one) for one in frame.world.priorities.values()]


def _resolutions(frame: Frame, _: Project, __: Field) -> list[Json]:
    return [setup.resolution(frame, one) for one in frame.world.resolutions.values()]


def _known_components(frame: Frame, project: Project, _: Field) -> list[Json]:
    return [setup.component(frame, one) for one in frame.world.components_of(project)]


def _known_options(frame: Frame, _: Project, field: Field) -> list[Json]:
    return [option(frame, one) for one in field.options]


KINDS = {
    "summary": Kind("string", reading.summary),
    "document": Kind("string", reading.text, _text, _tell_text, suffix="textarea"),
    "text": Kind("string", reading.line, suffix="textfield"),
    "url": Kind("string", reading.address, suffix="url"),
    "number": Kind("number", reading.number, suffix="float"),
    "date": Kind("date", reading.day, suffix="datepicker"),
    "datetime": Kind("datetime", reading.moment, suffix="datetime"),
    "user": Kind("user", reading.user, _user, _tell_user, suffix="userpicker"),
    "priority": Kind("priority", reading.priority, _priority, _tell_priority, _priorities),
    "resolution": Kind("resolution", reading.resolution, _resolution, _tell_resolution, _resolutions),
    "labels": Kind("array", reading.labels, _labels, _tell_labels, items="string", suffix="labels"),
    "components": Kind(
        "array", reading.components, _components, _tell_components, _known_components, items="component"
    ),
    "select": Kind("option", reading.option, _option, _tell_options, _known_options, suffix="select"),
    "multiselect": Kind(
        "array",
        reading.options,
        _options,
        _tell_options,
        _known_options,
        items="option",
        suffix="multiselect",
    ),
}
"""Kinds whose value can be set; what Jira alone writes is no kind but a shape."""
