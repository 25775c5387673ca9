"""What people do to an incident's channel in Slack, the record follows."""

from bot.domain.incident import Incident, LinkKind, Shown
from bot.domain.rules.links import convert_channel, enter, leave, rename_channel, share_channel
from bot.domain.systems.told import Told
from bot.store import incidents, shown, timeline
from bot.store.queues import inbox
from bot.store.who import channels, people
from bot.usecases.unit import Unit


def keep_telling(unit: Unit, told: Told) -> bool:
    """Keep what Slack tells us about a channel, if it is one of ours, and say whether it is."""
    ours = incidents.by_link(LinkKind.CHANNEL, told.object) is not None or channels.calls(told.object)
    if ours:
        inbox.keep(told, unit.now)
    return ours


def follow_rename(unit: Unit, channel: str, name: str) -> None:
    """The channel has another name; where it is one of ours, nobody need be told."""
    incident = _of(unit, channel)
    if incident:
        ours = name in shown.names_given(incident)
        unit.keep(rename_channel(incident, name, unit.act(), ours=ours))


def plan_rename(unit: Unit, number: int, name: str) -> None:
    """Firebell is about to give the channel this name, and knows it again when Slack tells of it."""
    incident = unit.take(number)
    if incident:
        shown.give_name(incident, name)


def plan_telling(unit: Unit, number: int, channel: str) -> None:
    """Firebell is about to tell of it in a channel of others, and finds it there when it must go."""
    incident = unit.take(number)
    if incident:
        shown.give_place(incident, channel)


def keep_shown(_unit: Unit, subject: str, now: Shown) -> None:
    """Remember what was told, so that it is told once."""
    shown.keep(subject, now)


def follow_person(unit: Unit, channel: str, person: str, *, inside: bool) -> None:
    """Somebody came in or left, by whatever hand; apps and other organisations do not count."""
    incident, who = _of(unit, channel), people.get(person)
    if incident and not (inside and (who.bot or who.stranger)):
        act = unit.act(person)
        unit.keep(enter(incident, act) if inside else leave(incident, act))


def follow_conversion(unit: Unit, channel: str, by: str, *, private: bool) -> None:
    """Somebody made the channel private, or public."""
    incident = _of(unit, channel)
    if incident:
        unit.keep(convert_channel(incident, unit.act(by), private=private))


def follow_sharing(unit: Unit, channel: str, team: str, *, shared: bool) -> None:
    """Another organisation came into the channel, or left it."""
    incident = _of(unit, channel)
    if incident:
        unit.keep(share_channel(incident, timeline.of(incident.id), team, unit.act(), shared=shared))


def _of(unit: Unit, channel: str) -> Incident | None:
    found = incidents.by_link(LinkKind.CHANNEL, channel)
    return unit.take(found.id) if found else None
