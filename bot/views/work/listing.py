"""The active incidents, a line each."""

from datetime import datetime

from bot.domain.board import Board
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.words import STATUS, channel, duration, emoji, fit, priority
from bot.views.work.card import DETAILS


def message(board: Board) -> b.Block:
    """The answer to `/incident list`."""
    if not board.active:
        return b.message(f"All quiet: no incident is active. `{board.command} open` declares one.")
    rows = [line(incident, board.taxonomy, board.now) for incident in board.active]
    return b.message(f"{board.count} active", [b.section(f"*Active ({board.count})*"), *rows, *rest(board)])


def line(incident: Incident, taxonomy: Taxonomy, now: datetime) -> b.Block:
    """One incident and the way to all of it."""
    age = duration(now - incident.opened_at)
    text = (
        f"{emoji(incident, taxonomy)} {priority(incident, taxonomy)} *{incident.ref}* "
        f"{fit(incident.title, 250)}\n{STATUS[incident.status]} for {age} · {channel(incident)}"
    )
    return b.section(text, b.button("Details", DETAILS, str(incident.id), says=f"Details of {incident.ref}"))


def rest(board: Board) -> list[b.Block]:
    """Say how many are not shown, if any."""
    hidden = board.count - len(board.active)
    return [b.context(f"and {hidden} more, less urgent or older")] if hidden > 0 else []
