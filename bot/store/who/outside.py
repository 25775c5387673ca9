"""The channels in which people outside an incident are told of it."""

from bot.domain.events import SosSent
from bot.domain.incident import Incident
from bot.store import shown, taxonomy, timeline
from bot.store.settings import known
from bot.store.who import directory, followers


def of(incident: Incident) -> list[str]:
    """Give those that were told, the channel of all incidents, and whatever an earlier version may have told.

    That are the ones that follow it, that were called for help, and its category's.
    """
    rooms, category = known.channel_ids(), taxonomy.load().categories.get(incident.category)
    called = [one.channel for one in timeline.of(incident.id, SosSent) if isinstance(one, SosSent)]
    named = [*called, *(category.channels if category else ())]
    following = [place for place in followers.of(incident.id) if place.startswith(("C", "G"))]
    theirs = [rooms[name] for name in named if name in rooms]
    told = {*shown.places_told(incident), *following, *theirs, directory.tagged("tech_incidents") or ""}
    return sorted(told - {""})
