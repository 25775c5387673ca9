"""What admins do in the workspace's directory: people, their roles, usergroups.

    {"do": "add_person", "name": "tess", "real_name": "Tess Holm", "email": ..., "role": "guest"}
    {"do": "change_person", "member": "ben", "new_name": ..., "real_name": ..., "title": ..., "email": ...,
     "tz": ..., "role": ...}
    {"do": "deactivate", "member": "ben"}, and "reactivate"
    {"do": "edit_usergroup", "usergroup": "support", "handle": ..., "name": ..., "description": ...,
     "users": [...], "disabled": true}

People change themselves too, but for their role.
"""

from typing import Literal, get_args

from bot.sandbox.act import names
from bot.sandbox.act.actor import Act
from bot.sandbox.clock import is_zone
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.directory import people, usergroups
from bot.sandbox.slack.directory.people import Profile, Role
from bot.sandbox.world import Person, Usergroup

ROLES: tuple[Role, ...] = get_args(Role)


async def add(act: Act) -> None:
    _must_be_admin(act)
    name, profile = act.text("name"), _profile(act)
    _must_be_free(act, name, profile.email)
    person = people.new(name, profile, _role(act) or "member")
    people.join(act.slack, person, act.person.id)
    act.extra["user"] = person.id


async def change(act: Act) -> None:
    person, role, profile = _member(act), _role(act), _profile(act)
    if person is not act.person or role:
        _must_be_admin(act)
    _must_be_free(act, profile.name, profile.email, instead_of=person)
    if profile != Profile():
        people.change(act.slack, person, profile, act.person.id)
    if role:
        people.give(act.slack, person, role, act.person.id)


async def deactivate(act: Act) -> None:
    _must_be_admin(act)
    person = _member(act)
    if person is act.person or person.is_owner:
        raise Refusal(f"{person.name} cannot be deactivated by {act.person.name}.")
    people.set_active(act.slack, person, act.person.id, active=False)


async def reactivate(act: Act) -> None:
    _must_be_admin(act)
    people.set_active(act.slack, _member(act), act.person.id, active=True)


async def edit_usergroup(act: Act) -> None:
    _must_be_admin(act)
    group = _usergroup(act)
    handle, name, description = (_given(act, part) for part in ("handle", "name", "description"))
    if {handle, name, description} != {None}:
        usergroups.change(act.slack, group, act.person.id, handle=handle, name=name, description=description)
    if "users" in act.body:
        users = [names.person(act.slack, name).id for name in _names(act.body["users"])]
        usergroups.set_users(act.slack, group, users, act.person.id)
    if (disabled := _flag(act, "disabled")) is not None:
        (usergroups.disable if disabled else usergroups.enable)(act.slack, group, act.person.id)


def _must_be_admin(act: Act) -> None:
    if not act.person.is_admin:
        admins = ", ".join(each.name for each in act.slack.world.people.values() if each.is_admin)
        raise Refusal(f"{act.person.name} is no admin of this workspace; its admins: {admins}.")


def _must_be_free(act: Act, name: str | None, email: str | None, instead_of: Person | None = None) -> None:
    for person in act.slack.world.people.values():
        if person is not instead_of and (person.name == name or (email and person.email == email)):
            raise Refusal(f"There is somebody called {name or email!r} already.")


def _member(act: Act) -> Person:
    person = names.person(act.slack, act.text("member"))
    if person.is_bot or person.is_foreign:
        raise Refusal(f"{person.name} is no person of {act.slack.world.team_name}.")
    return person


def _profile(act: Act) -> Profile:
    profile = Profile(
        name=_given(act, "new_name"),
        real_name=_given(act, "real_name"),
        title=_given(act, "title"),
        email=_given(act, "email"),
        tz=_given(act, "tz"),
    )
    if profile.tz is not None and not is_zone(profile.tz):
        raise Refusal(f"{profile.tz!r} is no time zone; zones are named like Europe/Lisbon.")
    return profile


def _role(act: Act) -> Role | None:
    role = act.body.get("role")
    for known in ROLES:
        if role == known:
            return known
    if role is None:
        return None
    raise Refusal(f"There is no role {role!r}; there are {', '.join(ROLES)}.")


def _usergroup(act: Act) -> Usergroup:
    wanted = act.text("usergroup").removeprefix("@")
    for group in act.slack.world.usergroups.values():
        if wanted in {group.id, group.handle}:
            return group
    raise Refusal(f"There is no usergroup {wanted!r}.")


def _given(act: Act, part: str) -> str | None:
    value = act.body.get(part)
    if value is not None and not isinstance(value, str):
        raise Refusal(f'"{part}" must be a text, not {value!r}.')
    return value


def _flag(act: Act, part: Literal["disabled"]) -> bool | None:
    value = act.body.get(part)
    if value is not None and not isinstance(value, bool):
        raise Refusal(f'"{part}" must be true or false, not {value!r}.')
    return value


def _names(given: object) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise Refusal('"users" must be a list of names.')
    return given
