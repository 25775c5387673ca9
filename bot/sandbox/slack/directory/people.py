"""What happens to people, whoever does it: the change and its Slack events.

https://docs.slack.dev/reference/events/user_change
"""

from dataclasses import dataclass, replace
from typing import Literal

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.slack import events, rooms, shapes
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Person

Role = Literal["owner", "admin", "member", "guest", "single_channel_guest"]


@dataclass(frozen=True)
class Profile:
    """What is to be changed; None leaves it as it is."""

    name: str | None = None
    real_name: str | None = None
    title: str | None = None
    email: str | None = None
    tz: str | None = None


def join(slack: Slack, person: Person, by: str) -> None:
    """A new person of the workspace; members find themselves in #general, guests nowhere."""
    now = replace(person, updated=seconds())
    slack.world.people[now.id] = now
    slack.changes.touch()
    events.of_workspace(slack, {"type": "team_join", "user": _shown(slack, now)}, by)
    if not now.is_restricted:
        for room in (each for each in slack.world.channels.values() if each.is_general):
            rooms.join(slack, room, now.id)


def new(name: str, profile: Profile, role: Role) -> Person:
    person = Person(fresh("U"), name, profile.real_name or name)
    _write(person, profile)
    _give(person, role)
    return person


def change(slack: Slack, person: Person, profile: Profile, by: str) -> None:
    """Another name, title, e-mail address or zone."""
    _write(person, profile)
    _tell(slack, person, by)
    events.of_workspace(slack, {"type": "user_profile_changed", **_about(slack, person)}, by)


def give(slack: Slack, person: Person, role: Role, by: str) -> None:
    _give(person, role)
    _tell(slack, person, by)


def set_active(slack: Slack, person: Person, by: str, *, active: bool) -> None:
    """A deactivated account keeps what it said, and can neither say nor see any more."""
    person.deleted = not active
    _tell(slack, person, by)


def _write(person: Person, profile: Profile) -> None:
    for part, value in vars(profile).items():
        if value is not None:
            setattr(person, part, value)


def _give(person: Person, role: Role) -> None:
    person.is_owner, person.is_admin = role == "owner", role in {"owner", "admin"}
    person.is_ultra_restricted = role == "single_channel_guest"
    person.is_restricted = role in {"guest", "single_channel_guest"}


def _tell(slack: Slack, person: Person, by: str) -> None:
    person.updated = seconds()
    slack.changes.touch()
    events.of_workspace(slack, {"type": "user_change", **_about(slack, person)}, by)


def _about(slack: Slack, person: Person) -> Json:
    return {"user": _shown(slack, person), "cache_ts": person.updated}


def _shown(slack: Slack, person: Person) -> Json:
    return shapes.user(slack, person, with_email="users:read.email" in slack.app.bot_scopes)
