"""What people do in Jira itself: `POST /sandbox/act` with `"do": "jira"`.

{"user": "ben", "do": "jira", "issue": "INC-7", "transition": "Done"}
To an issue, by key or id, any of these at once: transition {the name of one, or a status: all the steps that
lead there} with resolution; summary, description, priority, assignee {a person or null}, labels, components,
fields {name: value}; comment {text}; link {to: issue, type}; remote_link {title, url}; watch {yes or no};
delete {true}
Else: create {project, type, summary and what else there is}; set {deployment, search_lag_ms, disorder_ms};
require {field, project, required}: whether nobody may leave that field empty there
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import Refusal
from bot.sandbox.jira.errors import ApiError
from bot.sandbox.jira.fields import screens, values
from bot.sandbox.jira.fields.said import Said
from bot.sandbox.jira.rules import issues, linking, moving, talking
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.state import issue as shown
from bot.sandbox.jira.words import wiki
from bot.sandbox.jira.world import World, named
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.jira.world.setup import Field, Project, User
from bot.sandbox.world import Json, Person

RESOLUTION = "Done"
"""What people choose who say nothing else."""
FIELDS = ("summary", "description", "priority", "assignee", "labels", "components")


@dataclass(frozen=True)
class Act:
    site: Site
    user: User
    body: Json

    @property
    def world(self) -> World:
        return self.site.world

    def found(self, key: Any) -> Issue:
        one = self.world.issue(str(key))
        if one is None:
            raise Refusal(f"Jira has no issue {key!r}.")
        return one

    def project(self, key: Any) -> Project:
        one = self.world.project(str(key))
        if one is None:
            raise Refusal(f"Jira has no project {key!r}.")
        return one


def act(site: Site, person: Person, body: Json) -> Json:
    """Do it as this person; the answer shows the issue that it was about."""
    user = site.world.user_of(person.email)
    if user is None:
        raise Refusal(f"{person.name} has no account in Jira.")
    try:
        about = _done(Act(site, user, body))
    except ApiError as error:
        raise Refusal(f"Jira refuses: {error.words}") from None
    site.touch()
    return {"ok": True, "issue": shown(Frame(site, "2"), about) if about else None}


def _done(act: Act) -> Issue | None:
    if "set" in act.body:
        act.site.switches.change(act.body["set"])
        return None
    if "require" in act.body:
        _require(act, _mapping(act.body["require"], "require"))
        return None
    if "create" in act.body:
        return _create(act, _mapping(act.body["create"], "create"))
    one = act.found(act.body.get("issue"))
    wishes = [does for key, does in DOES.items() if key in act.body]
    if not wishes and not _told(act.body):
        raise Refusal(f"To an issue people do {', '.join((*DOES, *FIELDS, 'fields'))}.")
    issues.edit(act.site, act.user, one, _read(act, act.world.projects[one.project], act.body))
    for does in wishes:
        does(act, one)
    return one if one.id in act.world.issues else None


def _mapping(said: Any, key: str) -> Json:
    if not isinstance(said, dict):
        raise Refusal(f'"{key}" must be an object, not {said!r}.')
    return said


def _told(said: Json) -> Json:
    """The fields that are spoken of, by name or id."""
    named = {key: said[key] for key in FIELDS if key in said}
    return {**named, **_mapping(said.get("fields", {}), "fields")}


def _read(act: Act, project: Project, said: Json) -> dict[str, Any]:
    """All that is wrong is told before anything is done."""
    known = list(screens.settable(act.world, project))
    wishes = {}
    for name, value in _told(said).items():
        field = named(known, name)
        if field is None:
            raise Refusal(f"Issues of {project.key} have no field {name!r}.")
        wishes[field.id] = _wish(act, field, value)
    return values.read(Said(act.site, "2", act.user, project), known, wishes, {}, {})


def _wish(act: Act, field: Field, value: Any) -> Any:
    """What a person says of a field, as the API takes it."""
    if value is None:
        return None
    match field.kind:
        case "select":
            return {"value": value}
        case "multiselect":
            return [{"value": each} for each in _many(field, value)]
        case "components":
            return [{"name": each} for each in _many(field, value)]
        case "priority":
            return {"id" if str(value).isdecimal() else "name": str(value)}
        case "user":
            found = _person(act, value)
            return {"accountId": found.id} if act.site.is_cloud else {"name": found.name}
        case _:
            return value


def _many(field: Field, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Refusal(f"{field.name} takes a list, not {value!r}.")
    return value


def _person(act: Act, name: Any) -> User:
    """By name, as in Slack, or as it is written, or by e-mail."""
    for one in act.world.users.values():
        if name in (one.name, one.display, one.email, one.id):
            return one
    raise Refusal(f"Jira knows nobody called {name!r}.")


def _create(act: Act, said: Json) -> Issue:
    project = act.project(said.get("project"))
    types = [act.world.types[one] for one in project.types]
    kind = named(types, said.get("type", types[0].name))
    if kind is None:
        raise Refusal(f"{project.key} has no issues of the type {said.get('type')!r}.")
    read = {**screens.DEFAULTS, "reporter": act.user.id, **_read(act, project, said)}
    for field in screens.settable(act.world, project):
        if screens.is_required(field, project) and not read.get(field.id):
            raise Refusal(f"Jira refuses: {screens.missing_words(field)}")
    return issues.create(act.site, act.user, project, kind, read)


def _require(act: Act, said: Json) -> None:
    field, project = named(act.world.fields.values(), said.get("field")), act.project(said.get("project"))
    if field is None:
        raise Refusal(f"Jira has no field {said.get('field')!r}.")
    everywhere = {one.key: False for one in act.world.projects.values()}
    field.screens = {**(field.screens or everywhere), project.key: said.get("required") is not False}


def _move(act: Act, one: Issue) -> None:
    """One step by its name, or all that lead to a status."""
    wish = str(act.body["transition"]).casefold()
    step = next((each for each in moving.moves(act.world, one) if each.name.casefold() == wish), None)
    status = named(act.world.statuses.values(), wish)
    way = [step] if step else moving.way(act.world, one, status.id) if status else None
    if way is None:
        ways = ", ".join(each.name for each in moving.moves(act.world, one))
        raise Refusal(
            f"{one.key} cannot go to {act.body['transition']!r}; from where it stands there is {ways}."
        )
    for each in way:
        moving.move(act.site, act.user, one, each, _answers(act, each.asks))


def _answers(act: Act, asks: tuple[str, ...]) -> dict[str, Any]:
    """What a transition's screen asks for besides a resolution, whoever takes it sets before."""
    if "resolution" not in asks:
        return {}
    wish = act.body.get("resolution", RESOLUTION)
    found = named(act.world.resolutions.values(), wish)
    if found is None:
        raise Refusal(f"Jira has no resolution {wish!r}.")
    return {"resolution": found.id}


def _comment(act: Act, one: Issue) -> None:
    body = wiki.to_document(str(act.body["comment"] or ""))
    if body is None:
        raise Refusal('"comment" must say something.')
    talking.add(act.site, act.user, one, body)


def _link(act: Act, one: Issue) -> None:
    said = _mapping(act.body["link"], "link")
    kind = named(act.world.link_types.values(), said.get("type", "Relates"))
    if kind is None:
        raise Refusal(f"Jira has no links of the type {said.get('type')!r}.")
    linking.link(act.site, act.user, kind, one, act.found(said.get("to")))


def _remote_link(act: Act, one: Issue) -> None:
    said = _mapping(act.body["remote_link"], "remote_link")
    if not said.get("title") or not said.get("url"):
        raise Refusal('"remote_link" needs "title" and "url".')
    target = {"title": str(said["title"]), "url": str(said["url"]), "icon": {}, "status": {"icon": {}}}
    linking.remote(act.site, one, "", {"object": target})


def _watch(act: Act, one: Issue) -> None:
    others = [each for each in one.watchers if each != act.user.id]
    one.watchers = [*others, act.user.id] if act.body["watch"] else others


def _delete(act: Act, one: Issue) -> None:
    if act.body["delete"] is True:
        issues.delete(act.site, act.user, one)


DOES: dict[str, Callable[[Act, Issue], None]] = {
    "link": _link,
    "remote_link": _remote_link,
    "watch": _watch,
    "comment": _comment,
    "transition": _move,
    "delete": _delete,
}
"""In the order in which they are done."""
