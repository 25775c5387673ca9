"""Keep what was read of Slack's usergroups and channels."""

from bot.domain.people import Person
from bot.domain.rules.links import know_responders
from bot.store import incidents
from bot.store.who import directory, people
from bot.store.who.directory import Group
from bot.usecases.unit import Unit


def record_usergroups(unit: Unit, groups: tuple[Group, ...]) -> None:
    """Make our rows equal to Slack's. Incidents that began before the first reading call their people now."""
    directory.lock()
    first_time = directory.is_unread()
    directory.replace_usergroups(groups, unit.now)
    if first_time and groups:
        incidents.lock_all()
        for found in incidents.active():
            incident = unit.take(found.id)
            assert incident
            unit.keep(know_responders(incident, unit.act()))


def record_people(unit: Unit, page: tuple[Person, ...]) -> None:
    """Keep one page of the people."""
    people.keep(page, unit.now)


def record_tag(_unit: Unit, tag: str, channel: str, name: str) -> None:
    """A channel with the name that `tag` asks for exists."""
    directory.tag(tag, channel, name)
