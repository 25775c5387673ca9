"""What an incident's channel is told of its tickets: what people wait for, and what they must decide."""

from collections.abc import Callable
from typing import Any

from bot.domain import events as e
from bot.domain.incident import ACTIVE, Incident
from bot.domain.rules.closing import Missing
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.asking import Stay, ticket_of
from bot.views import blocks as b
from bot.views.ticketing import buttons, lines
from bot.views.ticketing.sentences import SENTENCES, lacks, reported, title, who
from bot.views.words import clock_time, emoji, escape, fit, priority, quote, ticket_link
from bot.views.work import menu


def render(incident: Incident, event: Any) -> b.Block:
    return _TOLD[type(event)](incident, event)


def tells(event: e.Event) -> bool:
    """Tell whether the channel hears of it: that a ticket was made, where people wait for it."""
    return type(event) in _TOLD and (not isinstance(event, e.TicketMade) or event.late)


def stays(incident: Incident, found: Stay) -> b.Block:
    """Say that its ticket stays as it is, and what people can do who want it otherwise."""
    key, rows = ticket_link(found.ticket) or "Its ticket", []
    if found.project:
        rows.append(
            f"{key} stays where it is, though tickets of this category go to {fit(found.project, 60)}. "
            f"Whoever wants it there moves it in {lines.title(found.ticket)}; it is followed."
        )
    if found.unwanted:
        rows.append(f"{key} stays, though {incident.ref} would get no ticket by itself any more.")
    text = f"{incident.ref}: its ticket stays as it is."
    press = b.actions(menu.button(incident, "Ticket", menu.TICKET))
    return b.message(text, [*(b.section(row) for row in rows), press])


def small(incident: Incident, taxonomy: Taxonomy, worse: str) -> b.Block:
    """Tell who declared what gets no channel where it is, and how it gets one. worse: the next priority."""
    head = f"{emoji(incident, taxonomy)} *{incident.ref}* · {fit(incident.title, 300)}"
    said = f"{head}\n{priority(incident, taxonomy)}: it is worked on in {lines.named(incident)}."
    pressed = [buttons.worse(incident, worse)] if worse else []
    details = menu.button(incident, "Details", "status")
    text = f"{incident.ref} {escape(incident.title)}: it has a ticket and no channel."
    return b.message(text, [b.section(said), b.actions(*pressed, details)])


def _plain(incident: Incident, event: Any) -> b.Block:
    said = SENTENCES[type(event)](event)
    told = f"{said[:1].upper()}{said[1:]}, {clock_time(event.at)}."
    return b.message(f"{incident.ref}: {said}.", [b.section(told)])


def _adopted(incident: Incident, event: e.TicketAdopted) -> b.Block:
    """Lead to where it stands in the words of who reported it."""
    there = ticket_of(incident, event.ticket)
    where = ticket_link(there) if there else fit(event.key, 60)
    said = f"It began in {title(event)} as {where}{reported(event)}, {clock_time(event.at)}."
    return b.message(f"{incident.ref}: {SENTENCES[e.TicketAdopted](event)}.", [b.section(said)])


def _delayed(incident: Incident, event: e.TicketDelayed) -> b.Block:
    said = SENTENCES[e.TicketDelayed](event)
    why = f"{fit(event.reason, 300)} It is tried again and again; nothing needs to be repeated."
    return b.message(f"{incident.ref}: {said}.", [b.section(f":warning: *{said}.* {why}")])


def _lost(incident: Incident, event: Any) -> b.Block:
    said = f"{title(event)} has no ticket {fit(event.key, 60)}" if event.key else "There is no ticket"
    rows = [b.section(f":warning: {said}, or Firebell may not see it.")]
    lost = ticket_of(incident, event.ticket)
    is_over = incident.is_closed or (lost is not None and not lost.is_own)
    rows += [] if is_over else [b.actions(buttons.create(incident), buttons.link(incident))]
    return b.message(f"{incident.ref}: {said}.", rows)


def _moved(incident: Incident, event: e.TicketMoved) -> b.Block:
    """A ticket's end is none of the incident: people say so."""
    said = (
        f"{fit(event.key, 60)} is {fit(event.status, 60)} in {title(event)} "
        f"({who(event.who)}, {clock_time(event.at)})."
    )
    if event.closed and incident.status in ACTIVE:
        ends = " This ends its page too." if event.silences else ""
        rows = [b.section(f"{said}{ends} Is {incident.ref} over?"), b.actions(*buttons.over(incident))]
        return b.message(
            f"{incident.ref}: {fit(event.key, 60)} was closed in {title(event)}. Is it over?", rows
        )
    if event.closed and not incident.is_closed:
        close = menu.button(incident, "Close", "close")
        rows = [b.section(f"{said} Close {incident.ref} too?"), b.actions(close)]
        return b.message(
            f"{incident.ref}: {fit(event.key, 60)} was closed in {title(event)}. Close it too?", rows
        )
    if event.reopened and incident.is_closed:
        rows = [
            b.section(f"{said} Is {incident.ref} back?"),
            b.actions(menu.button(incident, "Reopen", "reopen")),
        ]
        return b.message(f"{incident.ref}: its ticket is open again in {title(event)}. Is it back?", rows)
    return b.message(f"{incident.ref}: {said}", [b.section(said)])


def _ranked(incident: Incident, event: e.TicketRanked) -> b.Block:
    """Nothing outside lowers a priority."""
    there = escape(event.priority)
    ours = f"{incident.ref} is {escape(incident.priority)}"
    said = f"{fit(event.key, 60)} has {there} in {title(event)}, and {ours}."
    rows = [b.section(f"{said} Lower it here too?"), b.actions(*buttons.lower(incident, event.priority))]
    return b.message(f"{incident.ref}: {title(event)} says {there}. Lower it here too?", rows)


def _stuck(incident: Incident, event: e.TicketStuck) -> b.Block:
    said = SENTENCES[e.TicketStuck](event)
    told = f":warning: {said[:1].upper()}{said[1:]}: {fit(event.reason, 300)} Please change it there."
    return b.message(f"{incident.ref}: {said}.", [b.section(told)])


def _refused(incident: Incident, event: e.TicketRefused) -> b.Block:
    said = f"{fit(event.key, 60)} was closed in {title(event)}, but {incident.ref} cannot be closed yet"
    words = {
        Missing.KEY_EVENTS: menu.button(incident, "Key events", "keyevents"),
        Missing.POSTMORTEM: menu.button(incident, "Close", "close"),
        Missing.MITIGATION: menu.button(incident, "Update", "update"),
    }
    pressed = [words[Missing(code)] for code in event.lacks]
    rows = [b.section(f":warning: {said}: {lacks(event.lacks)}."), b.actions(*pressed)]
    return b.message(f"{incident.ref}: {said}.", rows)


def _commented(incident: Incident, event: e.TicketCommented) -> b.Block:
    name = who(event.who)
    rows = [
        b.section(quote(event.words) or "> …"),
        b.context(f"{name} in {fit(event.key, 60)}, {clock_time(event.at)}"),
    ]
    return b.message(f"{incident.ref}: {name} in {fit(event.key, 60)}: {fit(event.words, 300)}", rows)


_TOLD: dict[type[e.Event], Callable[[Incident, Any], b.Block]] = {
    e.TicketDelayed: _delayed,
    e.TicketMade: _plain,
    e.TicketLinked: _plain,
    e.TicketAdopted: _adopted,
    e.TicketUnlinked: _plain,
    e.TicketLost: _lost,
    e.TicketRenamed: _plain,
    e.TicketMoved: _moved,
    e.TicketChanged: _plain,
    e.TicketRanked: _ranked,
    e.TicketStuck: _stuck,
    e.TicketRefused: _refused,
    e.TicketCommented: _commented,
}
TOLD = tuple(_TOLD)
"""The events of which the channel is told."""
