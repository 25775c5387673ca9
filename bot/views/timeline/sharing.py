"""Who can look into the channel has changed: what people in it should know."""

from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.work import menu


def shared(incident: Incident) -> b.Block:
    """Say that people of another organisation read along."""
    said = (
        f":warning: *Another organisation is in this channel now.* Its people read all that is written here. "
        f"They cannot use Firebell, and see nothing else of {incident.ref}."
    )
    return b.message(f"{incident.ref}: another organisation is in this channel now.", [b.section(said)])


def made_private(incident: Incident) -> b.Block:
    """The channel is private, the incident is not."""
    said = (
        f":lock: *This channel is private now, {incident.ref} is not:* it stays announced, listed and "
        "searchable, without what is written here. Make it private if nobody else should know of it."
    )
    ways = b.actions(menu.button(incident, "Make it private", "private"))
    return b.message(f"This channel is private now, {incident.ref} is not.", [b.section(said), ways])


def made_public(incident: Incident) -> b.Block:
    """The incident is private, its channel is not."""
    said = (
        f":warning: *{incident.ref} is private, but everybody in this workspace can read this channel now.* "
        "An admin can make the channel private again. Until then, write nothing here that others must "
        "not read."
    )
    return b.message(
        f"{incident.ref} is private, but everybody can read this channel now.", [b.section(said)]
    )
