"""What GET /sandbox/state tells of the site: as REST v2 tells it, and what the API keeps to itself.

Texts are wiki notation, which people can read; the document that Jira keeps stands beside each as `document`.
"""

from dataclasses import asdict

from bot.sandbox.jira.fields.kinds import KINDS, option
from bot.sandbox.jira.rules import moving
from bot.sandbox.jira.shapes import issues, people, setup
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world.hooks import Hook
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.jira.world.setup import Field, Project, User
from bot.sandbox.world import Json


def state(site: Site) -> Json:
    frame, world = Frame(site, "2"), site.world
    return {
        "settings": asdict(site.switches),
        "issues": [issue(frame, one) for one in world.issues.values()],
        "projects": [_project(frame, one) for one in world.projects.values()],
        "users": [_user(frame, one) for one in world.users.values()],
        "priorities": [setup.priority(frame, one) for one in world.priorities.values()],
        "resolutions": [setup.resolution(frame, one) for one in world.resolutions.values()],
        "fields": [_field(frame, one) for one in world.fields.values()],
        "link_types": [setup.link_type(frame, one) for one in world.link_types.values()],
        "webhooks": [_hook(one) for one in world.hooks.values()],
    }


def issue(frame: Frame, one: Issue) -> Json:
    """With everything that has calls of its own; `named` holds own fields by their names."""
    comments = [{**issues.comment(frame, one, each), "document": each.body} for each in one.comments.values()]
    moves = moving.moves(frame.world, one)
    return {
        **issues.head(frame, one),
        "url": f"{frame.site.home}/browse/{one.key}",
        "fields": issues.fields(frame, one, issues.ALL),
        "named": _named(frame, one),
        "document": one.values.get("description"),
        "comments": comments,
        "remote_links": [issues.remote_link(frame, one, each) for each in one.remote_links.values()],
        "watchers": [frame.world.users[each].display for each in one.watchers],
        "properties": one.properties,
        "history": [issues.history(frame, each) for each in one.history],
        "transitions": [_move(frame, each.name, each.target, each.asks) for each in moves],
    }


def _move(frame: Frame, name: str, target: str, asks: tuple[str, ...]) -> Json:
    return {"name": name, "to": frame.world.statuses[target].name, "asks": list(asks)}


def _named(frame: Frame, one: Issue) -> Json:
    """Values as people read them; those that are not set are left out."""
    known = frame.world.fields
    return {
        field.name: KINDS[field.kind].tell(frame.world, field, one.values[field.id])[1]
        for field in known.values()
        if field.is_custom and one.values.get(field.id)
    }


def _project(frame: Frame, one: Project) -> Json:
    statuses = [setup.status(frame, frame.world.statuses[each]) for each in one.workflow.statuses]
    return {**setup.whole_project(frame, one), "statuses": statuses}


def _user(frame: Frame, one: User) -> Json:
    """Also the e-mail that is hidden from others."""
    own = {"user": one.name, "email": one.email, "is_admin": one.is_admin, "is_app": one.is_app}
    return {**people.user(frame, one), **own, "token": frame.site.token(one)}


def _field(frame: Frame, one: Field) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "projects": one.screens,
        "options": [option(frame, each) for each in one.options],
    }


def _hook(one: Hook) -> Json:
    return {**asdict(one), "updated": one.updated.isoformat(), "secret": bool(one.secret)}
