"""What who follows from outside is told, and the answers to following."""

from bot.domain.events import Event
from bot.domain.incident import Incident, LinkKind
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.update import post
from bot.views.words import bold, channel, emoji, fit, person, priority
from bot.views.work.announcement import FOLLOW, JOIN

STOP = "stop_following"


def told(incident: Incident, event: Event, taxonomy: Taxonomy, place: str, by: str) -> b.Block:
    """One update; `by` wants it told in this place."""
    update = post.reply(incident, event, taxonomy)
    title = f"*{incident.ref}* {priority(incident, taxonomy)} · {bold(fit(incident.title, 250))}"
    head = b.section(f"{emoji(incident, taxonomy)} {title} · {channel(incident)}")
    why = (
        [] if place == by else [b.context(f"This channel follows {incident.ref}, as {person(by)} asked for.")]
    )
    join = (
        [] if incident.is_closed else [b.button("Join", JOIN, str(incident.id), says=f"Join {incident.ref}")]
    )
    return b.message(
        update["text"], [head, *update["blocks"], *why, b.actions(*join, _stop(incident, place))]
    )


def asked(incident: Incident, place: str) -> b.Block:
    """Say what will be told to everybody in a channel, before it is."""
    said = f"Everybody in <#{place}> will read each update of {incident.ref}, until somebody stops it."
    says = f"Post each update of {incident.ref} in this channel"
    press = b.button("Post updates here", FOLLOW, value(incident, place), style="primary", says=says)
    return b.message(said, [b.section(said), b.actions(press)])


def follows(incident: Incident, place: str, by: str) -> b.Block:
    """Answer who began to follow."""
    if place == by:
        until = f", until you are in {channel(incident)}" if incident.link(LinkKind.CHANNEL) else ""
        said = f"You follow {incident.ref}: each update comes to you as a direct message{until}."
    else:
        said = f"Each update of {incident.ref} is posted in <#{place}> from now on."
    return b.message(said, [b.section(said), b.actions(_stop(incident, place))])


def stopped(incident: Incident, place: str, by: str) -> b.Block:
    """Answer who stopped, with the way back."""
    again = b.button("Follow", FOLLOW, value(incident, place), says=f"Follow {incident.ref} again")
    who = "You do" if place == by else f"<#{place}> does"
    said = f"{who} not follow {incident.ref} any more."
    return b.message(said, [b.section(said), b.actions(again)])


def value(incident: Incident, place: str = "") -> str:
    """Name who is to follow; empty: whoever presses."""
    return f"{incident.id}:{place}"


def parse(said: str) -> tuple[int, str]:
    """Read the incident and the place, empty where it is whoever pressed."""
    number, _, place = said.partition(":")
    return int(number), place


def _stop(incident: Incident, place: str) -> b.Block:
    return b.button("Stop following", STOP, value(incident, place), says=f"Stop following {incident.ref}")
