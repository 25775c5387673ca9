"""What is said when a channel ends or begins again, and when incidents become one."""

from datetime import datetime

from bot.domain.incident import Incident, LinkKind
from bot.domain.rules.channels import DELETED
from bot.views import blocks as b
from bot.views.close.ending import KEEP_OPEN, NEW_CHANNEL
from bot.views.postmortem import sentences as postmortem
from bot.views.words import channel, fit, listed, moment, person, quote, ticket_link
from bot.views.work import menu
from bot.views.work.announcement import JOIN

MOST = 10
"""Tickets, and pages, that are named of one that came along."""


def expiring(incident: Incident, until: datetime) -> b.Block:
    """Announce that the channel will be archived."""
    said = (
        f"{incident.ref} is over, so this channel will be archived {moment(until)}, once nobody has "
        f"written for a day. Should {incident.ref} come back after that, a new channel is made for it."
    )
    keep = b.button("Keep open", KEEP_OPEN, str(incident.id), says=f"Keep the channel of {incident.ref} open")
    return b.message(f"The channel of {incident.ref} will be archived.", [b.section(said, keep)])


def kept(incident: Incident, by: str) -> b.Block:
    return b.message(f"{person(by)} keeps this channel open. {incident.ref} stays closed.")


def reopened(incident: Incident, by: str, why: str) -> b.Block:
    """Say why it is back, and where it was before."""
    former = incident.link(LinkKind.FORMER_CHANNEL)
    rows = [
        b.section(f":red_circle: *{incident.ref} is open again* (was closed) · {person(by)}\n{quote(why)}"),
        *([b.context(f"What was written before: <#{former.key}>, archived")] if former else []),
    ]
    return b.message(f"{incident.ref} is open again: {fit(why, 150)}", rows)


def unarchived(incident: Incident) -> b.Block:
    """Firebell is back in a channel that somebody unarchived."""
    if not incident.is_closed:
        return b.message(f"Firebell is back: {incident.ref} goes on here.")
    said = f"Firebell is back. {incident.ref} is closed still: reopen it, if it came back."
    return b.message(said, [b.section(said), b.actions(menu.button(incident, "Reopen", "reopen"))])


def merged(incident: Incident, into: Incident, by: str) -> b.Block:
    """Say where it goes on, in the channel of the one that ended.

    Without the other one's title: it may become private, and what is said here stays.
    """
    said = f"*{incident.ref}* is the same as *{into.ref}*, says {person(by)}."
    where, join = f"It goes on in {channel(into)}.", None
    if into.link(LinkKind.CHANNEL):
        where += " You are invited there."
        join = b.button("Join", JOIN, str(into.id), says=f"Join {into.ref}")
    return b.message(f"{incident.ref} goes on in {into.ref}.", [b.section(f"{said}\n{where}", join)])


def received(incident: Incident, other: Incident, by: str) -> b.Block:
    """Say what came along, in the channel of the one that goes on."""
    there = f" from {channel(other)}" if other.link(LinkKind.CHANNEL) else ""
    said = (
        f"*{other.ref}* {fit(other.title, 200)} turned out to be the same, says {person(by)}. "
        f"Its people come here{there}."
    )
    elsewhere = _elsewhere(other)
    said += f" Of it there is also {listed(elsewhere)}." if elsewhere else ""
    return b.message(f"{other.ref} is the same as {incident.ref}.", [b.section(said)])


def _elsewhere(incident: Incident) -> list[str]:
    """Name what is kept of it elsewhere, and stays there."""
    paper = incident.postmortem
    return [
        *(ticket_link(one) for one in incident.tickets[:MOST] if one.is_there),
        *(f"<{one.url}|{one.source.title} #{one.number}>" for one in incident.pages[:MOST] if one.url),
        *([postmortem.link(paper)] if paper and paper.is_there else []),
    ]


def archived(incident: Incident, by: str) -> b.Block:
    """Tell who leads it that nobody can write in its channel, although it is not over."""
    said = (
        f"{person(by)} archived the channel of *{incident.ref}* {fit(incident.title, 200)}, which is not "
        f"over: nobody can write there. Unarchive it in Slack, or make a new one."
    )
    return _lost(incident, said)


def gone(incident: Incident, by: str, why: str) -> b.Block:
    """Tell who leads it that the channel is there no more, or Firebell is not in it."""
    who = person(by) if by else "Somebody"
    title = fit(incident.title, 200)
    done = "deleted the channel of" if why == DELETED else "took Firebell out of the channel of"
    return _lost(incident, f"{who} {done} *{incident.ref}* {title}. Firebell needs one to go on.")


def read_only(incident: Incident) -> b.Block:
    """Tell who wants in that nobody can write there."""
    if incident.is_closed:
        said = f"{incident.ref} is closed, and its channel archived. Reopen it to go on."
        return b.message(said, [b.section(said), b.actions(menu.button(incident, "Reopen", "reopen"))])
    said = (
        f"The channel of {incident.ref} is archived: nobody can write there. You are let into the next one."
    )
    return b.message(said, [b.section(said), b.actions(new_channel(incident))])


def new_channel(incident: Incident) -> b.Block:
    """The button that asks for one."""
    label = f"A new channel for {incident.ref}"
    return b.button("Make a new channel", NEW_CHANNEL, str(incident.id), style="primary", says=label)


def _lost(incident: Incident, said: str) -> b.Block:
    row = b.actions(new_channel(incident))
    return b.message(f"{incident.ref} has no channel to work in.", [b.section(said), row])
