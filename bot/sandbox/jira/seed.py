"""The site that the sandbox starts with: people of the workspace, and what the seed says of Jira.

    jira:
      app: e-mail of the account that Firebell uses
      without: [name, ...]                      who has no account
      hidden: [name, ...]                       whose e-mail nobody else sees
      projects: [{key, name, lead, types: [name, ...], components: [name, ...],
                  flow: [{status, by: name of the transition that leads there, asks: [field, ...]}]}]
      fields: [{name, kind, options: [text, ...], projects: [key, ...], required}]
      link_types: [{name, outward, inward}]

People are named as in Slack. From each status of a flow one goes on or
back by one, and from the last to the first.
"""

from collections.abc import Iterable

from bot.sandbox.errors import FaultyFile
from bot.sandbox.jira import ids
from bot.sandbox.jira.fields.kinds import KINDS
from bot.sandbox.jira.world import World, named
from bot.sandbox.jira.world.setup import (
    Component,
    Field,
    IssueType,
    LinkType,
    Move,
    Named,
    Option,
    Project,
    Status,
    User,
    Workflow,
)
from bot.sandbox.world import Json, Person

PRIORITIES = ("Highest", "High", "Medium", "Low", "Lowest")
RESOLUTIONS = {
    "Done": "Work has been completed.",
    "Won't Do": "This will not be worked on.",
    "Duplicate": "The same is told by another issue.",
    "Cannot Reproduce": "Nobody could see it happen again.",
}
SYSTEM = (
    ("summary", "Summary", "summary"),
    ("description", "Description", "document"),
    ("environment", "Environment", "document"),
    ("priority", "Priority", "priority"),
    ("assignee", "Assignee", "user"),
    ("reporter", "Reporter", "user"),
    ("labels", "Labels", "labels"),
    ("components", "Components", "components"),
    ("duedate", "Due date", "date"),
    ("resolution", "Resolution", "resolution"),
)
"""Fields that every project has: id, name, kind."""
APP = "app@sandbox.example"
FIRST_MOVE = 11


def grow(said: Json, people: Iterable[Person]) -> World:
    """FaultyFile with a sentence where the seed names what there is not."""
    world = World()
    _add_everywhere(world)
    without, hidden = set(said.get("without") or ()), set(said.get("hidden") or ())
    users = {
        person.name: _user(person, is_email_hidden=person.name in hidden)
        for person in people
        if _has_account(person) and person.name not in without
    }
    email = str(said.get("app", APP))
    app = User(ids.account(email), email.split("@", 1)[0], "Firebell", email, is_admin=True, is_app=True)
    world.users = {user.id: user for user in (*users.values(), app)}
    try:
        _furnish(world, said, users)
    except KeyError as missing:
        raise FaultyFile(f"the seed's jira names or lacks {missing}.") from None
    return world


def _add_everywhere(world: World) -> None:
    """What no seed says: ids of priorities are 1 to 5, as on every new site."""
    world.priorities = {str(rank): Named(str(rank), name) for rank, name in enumerate(PRIORITIES, start=1)}
    for name, words in RESOLUTIONS.items():
        number = world.number()
        world.resolutions[number] = Named(number, name, words)
    world.fields = {key: Field(key, name, kind) for key, name, kind in SYSTEM}


def _has_account(person: Person) -> bool:
    return not (person.is_bot or person.deleted or person.is_restricted or person.is_foreign) and bool(
        person.email
    )


def _user(person: Person, *, is_email_hidden: bool) -> User:
    return User(
        id=ids.account(person.name),
        name=person.name,
        display=person.real_name,
        email=person.email,
        zone=person.tz,
        is_admin=person.is_admin,
        is_email_hidden=is_email_hidden,
    )


def _furnish(world: World, said: Json, users: dict[str, User]) -> None:
    for entry in said.get("projects") or ():
        project = _project(world, entry, users)
        world.projects[project.id] = project
        for name in entry.get("components") or ():
            number = world.number()
            world.components[number] = Component(number, project.id, str(name))
    for entry in said.get("fields") or ():
        field = _field(world, entry)
        world.fields[field.id] = field
    for entry in said.get("link_types") or ():
        number = world.number()
        world.link_types[number] = LinkType(number, entry["name"], entry["inward"], entry["outward"])


def _project(world: World, entry: Json, users: dict[str, User]) -> Project:
    types = [_issue_type(world, str(name)).id for name in entry["types"]]
    workflow = _workflow(world, entry["key"], entry["flow"])
    return Project(world.number(), entry["key"], entry["name"], users[entry["lead"]].id, types, workflow)


def _issue_type(world: World, name: str) -> IssueType:
    """Types and statuses of one name are one, in whatever project."""
    found = named(world.types.values(), name)
    if found is None:
        found = IssueType(world.number(), name)
        world.types[found.id] = found
    return found


def _status(world: World, name: str, category: str) -> Status:
    found = named(world.statuses.values(), name)
    if found is None:
        found = Status(world.number(), name, category)
        world.statuses[found.id] = found
    return found


def _workflow(world: World, key: str, flow: list[Json]) -> Workflow:
    last = len(flow) - 1
    categories = [
        "new" if not place else "done" if place == last else "indeterminate" for place in range(last + 1)
    ]
    steps = [
        _status(world, str(entry["status"]), category)
        for entry, category in zip(flow, categories, strict=True)
    ]
    wishes: list[tuple[str, Status, Status, tuple[str, ...]]] = []
    for place in range(1, last + 1):
        asks = tuple(map(str, flow[place].get("asks") or ()))
        wishes.append((str(flow[place]["by"]), steps[place - 1], steps[place], asks))
        wishes.append((f"Back to {steps[place - 1].name}", steps[place], steps[place - 1], ()))
    wishes.append(("Reopen", steps[last], steps[0], ()))
    moves = tuple(
        Move(str(FIRST_MOVE + 10 * number), name, frozenset({source.id}), target.id, asks)
        for number, (name, source, target, asks) in enumerate(wishes)
    )
    return Workflow(f"{key} workflow", steps[0].id, moves)


def _field(world: World, entry: Json) -> Field:
    kind = str(entry["kind"])
    if kind not in KINDS:
        raise FaultyFile(f"the seed's jira has a field of the kind {kind!r}; there are {', '.join(KINDS)}.")
    keys = entry.get("projects")
    screens = {str(key): bool(entry.get("required")) for key in keys} if keys else None
    number = world.number()
    options = [Option(world.number(), str(value)) for value in entry.get("options") or ()]
    return Field(f"customfield_{number}", entry["name"], kind, options=options, screens=screens)
