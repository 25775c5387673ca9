"""Incidents, a line each, and the ways to the pages of them."""

from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Taxonomy
from bot.domain.wanted import Found
from bot.views import blocks as b
from bot.views.words import STATUS, channel, duration, emoji, fit, mark, moment, person, priority
from bot.views.work import menu


def line(incident: Incident, taxonomy: Taxonomy, now: datetime) -> b.Block:
    """One incident and the way to all of it."""
    return b.section(said(incident, taxonomy, now), menu.details(incident))


def said(incident: Incident, taxonomy: Taxonomy, now: datetime, reader: str = "") -> str:
    """What it is and where it stands. reader: who reads it, where that is known."""
    head = f"{emoji(incident, taxonomy)} {mark(incident)}{priority(incident, taxonomy)} *{incident.ref}*"
    parts = (_standing(incident, now), _lead(incident, reader), channel(incident))
    return f"{head} {fit(incident.title, 250)}\n{' · '.join(part for part in parts if part)}"


def pages(found: Found, action: str) -> list[b.Block]:
    """[Newer] and [Older], each where there is such a page; the value is the page's number."""
    turns = []
    if not found.is_first:
        turns.append(b.button("Newer", f"{action}:newer", str(found.page - 1)))
    if not found.is_last:
        turns.append(b.button("Older", f"{action}:older", str(found.page + 1)))
    if not turns:
        return []
    first = found.page * found.size + 1
    place = f"{first} to {first + len(found.incidents) - 1} of {found.count}"
    return [b.context(place), b.actions(*turns)]


def _standing(incident: Incident, now: datetime) -> str:
    if incident.closed_at:
        return f"{STATUS[incident.status]} {moment(incident.closed_at)}"
    return f"{STATUS[incident.status]} for {duration(now - incident.since)}"


def _lead(incident: Incident, reader: str) -> str:
    leads = incident.holder(COMMANDER)
    if incident.is_closed:
        return ""
    if not leads:
        return "nobody leads"
    return "you lead" if leads == reader else f"{person(leads)} leads"
