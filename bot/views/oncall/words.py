"""Who is on call, in words: level by level, until when, who comes then, and how old that is."""

from collections.abc import Sequence

from bot.domain.oncall.roster import AsOf, Duty, Level, Turn
from bot.views import blocks as b
from bot.views.words import fit, listed, moment, person, pieces

SHOWN = 6
"""People of one level who are named."""

TEXTS = 3
"""Sections that all levels may take of a message, which has room for 13,200 characters."""


def level(one: Level) -> str:
    """Say `Level 1: @deniz until Mon 09:00, then @ben`."""
    return f"Level {one.number}: {_duties(one)}"


def first(levels: Sequence[Level]) -> str:
    """Say who is called first: `@deniz until Mon 09:00, then @ben`."""
    return _duties(levels[0]) if levels else "nobody is on call"


def names(levels: Sequence[Level]) -> str:
    """Name who is called first, for where a mention would not be read: `Deniz Kaya`."""
    return on_level(levels, 1)


def on_level(levels: Sequence[Level], number: int) -> str:
    """Name who is on call on a level, for a button; empty where nobody is."""
    found = next((one for one in levels if one.number == number), None)
    return listed(duty.now.name for duty in found.duties[:3]) if found else ""


def of_service(levels: Sequence[Level], as_of: AsOf) -> list[str]:
    """Give all levels, with the age of what is known, a text for each section; none where nothing is."""
    if not levels:
        return []
    read = f", as of {moment(as_of.read_at)}" if as_of.read_at else ""
    return pieces([f"*On call for it{read}*", *(level(one) for one in levels[:10])])[:TEXTS]


def age(as_of: AsOf) -> str:
    """Say how old it is; with a warning where it is older than it should be."""
    if as_of.read_at is None:
        return "On-call has not been read from PagerDuty yet. It comes by itself."
    if as_of.stale:
        return f":warning: {as_of.of} has not answered since {moment(as_of.read_at)}: on-call is from then."
    return f"On-call as of {moment(as_of.read_at)}."


def warning(as_of: AsOf | None) -> list[b.Block]:
    """Say it below where people are named, only where it is older than it should be."""
    return [b.context(age(as_of))] if as_of and as_of.stale else []


def _duties(one: Level) -> str:
    if not one.duties:
        coming = f", then {_who(one.coming)}" if one.coming else ""
        since = f" until {moment(one.coming.since)}" if one.coming and one.coming.since else ""
        return f":warning: nobody is on call{since}{coming}"
    more = f" and {len(one.duties) - SHOWN} more" if len(one.duties) > SHOWN else ""
    return ", ".join(_duty(each) for each in one.duties[:SHOWN]) + more


def _duty(one: Duty) -> str:
    if one.now.until is None:
        return f"{_who(one.now)} (always)"
    then = f", then {_who(one.then)}" if one.then else ""
    return f"{_who(one.now)} until {moment(one.now.until)}{then}"


def _who(turn: Turn) -> str:
    return person(turn.person) if turn.person else fit(turn.name, 80)
