"""What happened to people, usergroups and their members since the last reading."""

from collections.abc import Mapping
from typing import Any

from bot.domain.people import Person
from bot.domain.systems.told import Told
from bot.store.queues import inbox
from bot.store.running import jobs
from bot.store.who import channels, directory, people
from bot.store.who.directory import Group
from bot.store.who.listings import USERGROUPS
from bot.usecases.directory.listing import meet_accounts
from bot.usecases.read_directory import keep_usergroups
from bot.usecases.unit import Unit


def keep_person(unit: Unit, told: Told) -> bool:
    """Keep what Slack tells us of somebody, if it is news to us, and say whether it is."""
    news = people.differs(Person(**told.said))
    if news:
        inbox.keep(told, unit.now)
    return news


def keep_usergroup(unit: Unit, told: Told) -> None:
    inbox.keep(told, unit.now)


def follow_profile(unit: Unit, person: Person) -> None:
    """They came, left, or changed."""
    people.keep([person], unit.now)
    meet_accounts([person.email])


def follow_usergroup(unit: Unit, said: Mapping[str, Any]) -> None:
    """It was made, changed, disabled or enabled. Slack tells 500 members at most: more are read anew."""
    people_told, count = tuple(said.get("users") or ()), int(said.get("user_count") or 0)
    if said.get("date_delete"):
        directory.retire(said["id"])
    elif len(people_told) == count:
        changed = int(said.get("date_update") or 0)
        group = Group(said["id"], said["handle"], said["name"], people_told, changed, count)
        keep_usergroups(unit, (group,))
    else:
        jobs.ask(USERGROUPS)


def follow_members(_unit: Unit, said: Mapping[str, Any]) -> None:
    """People came to a usergroup or left it; where not all of them are told, it is read anew."""
    added, removed = said.get("added_users") or (), said.get("removed_users") or ()
    told_all = (
        len(added) == int(said.get("added_users_count", len(added)))
        and len(removed) == int(said.get("removed_users_count", len(removed)))
        and directory.knows_usergroup(said["subteam_id"])
    )
    if told_all:
        directory.change_members(said["subteam_id"], added, removed)
    else:
        jobs.ask(USERGROUPS)


def follow_channel_member(unit: Unit, channel: str, person: str, *, inside: bool) -> None:
    """Somebody came into a channel whose members are called, or left it."""
    if not channels.calls(channel):
        return
    if inside:
        channels.enter(channel, person, unit.now)
    else:
        channels.leave(channel, person)
