"""What became of an incident's channel in Slack: archived, there again, deleted, or closed to Firebell."""

from bot.domain.events import LinkLost, MadePrivate
from bot.domain.incident import Incident, LinkKind
from bot.domain.rules import channels, links
from bot.domain.systems.told import Told
from bot.store import dues, incidents, timeline
from bot.store.queues import inbox
from bot.usecases.finish.end_channel import ARCHIVE, let_expire
from bot.usecases.unit import Unit


def follow_archive(unit: Unit, channel: str, by: str) -> None:
    """Somebody archived it, or Firebell did."""
    incident = _taken(unit, channel)
    if incident:
        unit.keep(links.archive_channel(incident, unit.act(by)))
        dues.drop(incident.id, ARCHIVE)


def follow_unarchive(unit: Unit, channel: str, by: str) -> None:
    """Somebody wants to write in it again."""
    incident = _taken(unit, channel)
    if incident:
        unit.keep(links.unarchive_channel(incident, unit.act(by)))
        if incident.is_closed:
            let_expire(incident, unit.now)


def follow_loss(unit: Unit, channel: str, by: str, why: str) -> None:
    """It was deleted, or Firebell was taken out of it; archiving takes all apps out, and is no loss."""
    incident = _taken(unit, channel)
    if incident and (why == channels.DELETED or not incident.archived):
        unit.keep(channels.leave_channel(incident, unit.act(by), why))
        dues.drop(incident.id, ARCHIVE)


def keep_return(unit: Unit, told: Told) -> None:
    """Keep that Firebell was let into a channel, if it is one that it had to leave."""
    if incidents.by_link(LinkKind.FORMER_CHANNEL, told.object):
        inbox.keep(told, unit.now)


def follow_return(unit: Unit, channel: str, by: str) -> None:
    """Somebody let Firebell in again."""
    found = incidents.by_link(LinkKind.FORMER_CHANNEL, channel)
    incident = unit.take(found.id) if found else None
    if incident:
        unit.keep(channels.come_back(incident, timeline.of(incident.id, LinkLost, MadePrivate), unit.act(by)))
        if incident.is_closed:
            let_expire(incident, unit.now)


def _taken(unit: Unit, channel: str) -> Incident | None:
    found = incidents.by_link(LinkKind.CHANNEL, channel)
    return unit.take(found.id) if found else None
