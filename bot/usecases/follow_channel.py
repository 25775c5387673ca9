"""What people do to an incident's channel in Slack, the record follows."""

from bot.domain.incident import LinkKind
from bot.domain.rules.links import rename_channel
from bot.domain.told import Told
from bot.store import incidents
from bot.store.queues import inbox
from bot.usecases.unit import Unit


def keep_telling(unit: Unit, told: Told) -> bool:
    """Keep what Slack tells us about a channel, if it is one of ours, and say whether it is."""
    ours = incidents.by_link(LinkKind.CHANNEL, told.object) is not None
    if ours:
        inbox.keep(told, unit.now)
    return ours


def follow_rename(unit: Unit, channel: str, name: str) -> None:
    """Somebody renamed the channel."""
    found = incidents.by_link(LinkKind.CHANNEL, channel)
    incident = unit.take(found.id) if found else None
    if incident:
        unit.keep(rename_channel(incident, name, unit.act()))
