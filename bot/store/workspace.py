"""Where Firebell is installed: known since it was connected first, also while Slack is away."""

from bot.domain.incident import Incident
from bot.domain.systems.address import address_of, home_of
from bot.store import tables

_W = tables.Workspace


def keep(team: str, app: str) -> None:
    """Remember it; nothing is written where it is known."""
    if _W.get_or_none((_W.team == team) & (_W.app == app)) is None:
        _W.delete().execute()
        _W.insert(team=team, app=app).execute()


def home() -> str:
    """Give the link to its Home; empty before it was ever connected."""
    known = _W.get_or_none()
    return home_of(known.app, known.team) if known else ""


def address(incident: Incident) -> str:
    """Give what leads to it from outside; empty where it has nothing in Slack, which was never reached."""
    return address_of(incident, home())
