"""The account that the sandbox starts with: people of the workspace, and what the seed says of PagerDuty.

    pagerduty:
      without: [name, ...]                      who has no account
      owner: name
      teams: [{name, members: [name, ...]}]
      schedules: [{name, team, users: [name, ...], days, time_zone}]
      policies: [{name, team, loops, levels: [{minutes, targets: [schedule or name, ...]}]}]
      services: [{name, policy, description, disabled}]

People are named as in Slack. The first of a schedule has been on duty for two days.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.sandbox.errors import FaultyFile
from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.world import World
from bot.sandbox.pagerduty.world.things import (
    ContactKind,
    ContactMethod,
    Layer,
    Level,
    NotificationRule,
    Policy,
    Priority,
    Schedule,
    Service,
    Team,
    User,
)
from bot.sandbox.world import Json, Person

PRIORITIES = {
    "P1": "Everybody is hit, now",
    "P2": "Many are hit, or one thing is down",
    "P3": "Some are hit, soon more",
    "P4": "A nuisance with a way around it",
    "P5": "Cosmetic",
}
COLORS = ("purple", "teal", "cayenne", "green", "blue", "orange")
ON_DUTY = timedelta(days=2)


def grow(said: Json, people: Iterable[Person], now: datetime) -> World:
    """FaultyFile with a sentence where the seed names what there is not."""
    world = World(priorities={one.id: one for one in _priorities()})
    without = set(said.get("without") or ())
    users = {
        person.name: _user(person, number, str(said.get("owner", "")))
        for number, person in enumerate(people)
        if _has_account(person) and person.name not in without
    }
    world.users = {user.id: user for user in users.values()}
    try:
        _furnish(world, said, users, now)
    except KeyError as missing:
        raise FaultyFile(f"the seed's pagerduty names or lacks {missing}.") from None
    return world


def _has_account(person: Person) -> bool:
    return not (person.is_bot or person.deleted or person.is_restricted or person.is_foreign) and bool(
        person.email
    )


def _furnish(world: World, said: Json, users: dict[str, User], now: datetime) -> None:
    for entry in said.get("teams") or ():
        members = {
            users[name].id: "manager" if not number else "responder"
            for number, name in enumerate(entry["members"])
        }
        team = Team(ids.seeded("team", entry["name"]), entry["name"], f"Team {entry['name']}", members)
        world.teams[team.id] = team
    for entry in said.get("schedules") or ():
        schedule = _schedule(entry, users, now)
        world.schedules[schedule.id] = schedule
    for entry in said.get("policies") or ():
        policy = _policy(world, entry, users)
        world.policies[policy.id] = policy
    named = {policy.name: policy for policy in world.policies.values()}
    for entry in said.get("services") or ():
        service = _service(entry, named[entry["policy"]], now)
        world.services[service.id] = service


def _priorities() -> Iterable[Priority]:
    return (Priority(ids.seeded("priority", name), name, words) for name, words in PRIORITIES.items())


def _user(person: Person, number: int, owner: str) -> User:
    role = "owner" if person.name == owner else "admin" if person.is_admin else "limited_user"
    user = User(
        ids.seeded("user", person.name), person.real_name, person.email, person.tz, person.title, role
    )
    user.color = COLORS[number % len(COLORS)]
    phone = f"5550{100 + number:03d}0"
    ways: tuple[tuple[ContactKind, str, str, int], ...] = (
        ("email", "Default", person.email, 0),
        ("phone", "Mobile", phone, 1),
        ("sms", "Mobile", phone, 1),
    )
    for kind, label, address, country in ways:
        method = ContactMethod(ids.seeded(kind, person.name), kind, label, address, country)
        user.contact_methods[method.id] = method
    for kind, urgency in (("sms", "high"), ("email", "low")):
        rule = NotificationRule(
            ids.seeded(f"rule/{kind}", person.name), 0, ids.seeded(kind, person.name), urgency
        )
        user.notification_rules[rule.id] = rule
    return user


def _schedule(entry: Json, users: dict[str, User], now: datetime) -> Schedule:
    name, days = entry["name"], int(entry.get("days", 7))
    begun = (now - ON_DUTY).astimezone(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    on_duty = [users[user].id for user in entry.get("users") or ()]
    turn = days * 24 * 60 * 60
    start = begun - timedelta(seconds=turn * len(on_duty))
    layer = Layer(ids.seeded("layer", name), "Layer 1", start, turn, on_duty)
    teams = [ids.seeded("team", entry["team"])] if "team" in entry else []
    zone = str(entry.get("time_zone", "Etc/UTC"))
    return Schedule(
        ids.seeded("schedule", name), name, zone, str(entry.get("description", "")), [layer], {}, teams
    )


def _policy(world: World, entry: Json, users: dict[str, User]) -> Policy:
    name = entry["name"]
    schedules = {one.name: one.id for one in world.schedules.values()}
    levels = [
        Level(
            ids.seeded("level", f"{name}/{number}"),
            int(level.get("minutes", 30)),
            [
                ("schedule", schedules[target]) if target in schedules else ("user", users[target].id)
                for target in level["targets"]
            ],
        )
        for number, level in enumerate(entry["levels"])
    ]
    teams = [ids.seeded("team", entry["team"])] if "team" in entry else []
    return Policy(ids.seeded("policy", name), name, levels, "", int(entry.get("loops", 1)), teams)


def _service(entry: Json, policy: Policy, now: datetime) -> Service:
    name = entry["name"]
    return Service(
        id=ids.seeded("service", name),
        name=name,
        policy=policy.id,
        created=now - timedelta(days=400),
        routing_key=ids.key(f"routing/{name}")[:32],
        integration=ids.seeded("integration", name),
        description=str(entry.get("description", "")),
        is_disabled=bool(entry.get("disabled")),
        auto_resolve_timeout=None,
        teams=policy.teams,
    )
