"""Whether a message is on a timeline, asked before it is read."""

from bot.domain.incident import LinkKind
from bot.domain.timeline.present import KINDS, Note, present
from bot.store import incidents, timeline


def is_followed(channel: str, note: str) -> bool:
    """Tell whether the channel is an incident's, and the message on its timeline, or an update."""
    incident = incidents.by_link(LinkKind.CHANNEL, channel)
    if incident is None:
        return False
    there = present(timeline.of(incident.id, *KINDS)).get(note, Note(note))
    return there.is_followed or there.update is not None
