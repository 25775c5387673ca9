"""Keep what was read of Slack: where we are, its usergroups and channels."""

from collections.abc import Iterable

from bot.domain.people import Person
from bot.domain.rules.links import know_responders
from bot.store import incidents, workspace
from bot.store.who import channels, directory, listings, people
from bot.store.who.directory import Group
from bot.store.who.listings import USERGROUPS
from bot.usecases.settings.rename_usergroups import rename_usergroups
from bot.usecases.unit import Unit


def keep_workspace(_unit: Unit, team: str, app: str) -> None:
    """Remember where Firebell is installed. Where Slack did not name the app, what is known stays."""
    if app:
        workspace.keep(team, app)


def record_usergroups(unit: Unit, groups: tuple[Group, ...]) -> None:
    """Make our rows equal to Slack's, all at once."""
    keep_usergroups(unit, groups)
    end_usergroups(unit, [group.id for group in groups])


def keep_usergroups(unit: Unit, groups: tuple[Group, ...]) -> int:
    """Keep some usergroups with their members; give how many rows that took.

    The settings name them by their handles, and so follow one that was renamed.
    """
    directory.lock()
    renamed = directory.renamed(groups)
    if renamed:
        rename_usergroups(unit, renamed)
    return directory.keep_usergroups(list(groups), unit.now)


def end_usergroups(unit: Unit, listed: Iterable[str]) -> int:
    """These are all that there are. Incidents that began before the first reading call their people now."""
    directory.lock()
    first_time = listings.end(listings.begin(USERGROUPS, unit.now), unit.now)
    gone = directory.mark_gone(listed)
    if first_time:
        incidents.lock_all()
        for found in incidents.active():
            incident = unit.take(found.id)
            assert incident
            unit.keep(know_responders(incident, unit.act()))
    return gone


def record_people(unit: Unit, page: tuple[Person, ...]) -> None:
    """Keep some people."""
    people.keep(page, unit.now)


def record_tag(_unit: Unit, tag: str, channel: str, name: str) -> None:
    """A channel with the name that `tag` asks for exists."""
    if directory.tagged_ids().get(tag) != channel:
        directory.tag(tag, channel, name)


def record_channel(_unit: Unit, channel: str, name: str) -> None:
    """The channel that the settings call so is this one."""
    channels.keep(channel, name)


def forget_channels(_unit: Unit, but: Iterable[str], called: Iterable[str]) -> None:
    """The settings name no other, and the members of no others than `called` are invited."""
    channels.keep_only(but, called)
