"""Follow an incident from outside: each update comes to a person, or into a channel."""

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Incident, LinkKind
from bot.domain.policy import Deed
from bot.store import incidents
from bot.store.who import followers, standings
from bot.usecases.unit import Unit
from bot.usecases.working import take_visible


def follow_incident(unit: Unit, number: int, place: str, *, by: str) -> Incident:
    """Tell `place`, a person or a channel, each update. Raises UserError where nothing is told outside."""
    incident = take_visible(unit, number, by=by)
    policy.must(standings.of(by, incident), Deed.SEE, incident)
    must_be_outside(incident, place)
    followers.add(number, place, by, unit.now)
    return incident


def must_be_outside(incident: Incident, place: str) -> None:
    """Raise UserError where nothing of this incident is told."""
    if incident.private:
        raise UserError(f"{incident.ref} is private: updates stay in its channel. Join it to follow.")
    if incidents.by_link(LinkKind.CHANNEL, place):
        raise UserError("This is an incident's own channel. Follow from the channel that is to be told.")


def stop_following(unit: Unit, number: int, place: str, *, by: str) -> Incident:
    """Tell it nothing more. A person's own following only they can stop, a channel's everybody."""
    incident = take_visible(unit, number, by=by)
    if place[:1] in {"U", "W"} and place != by:
        raise UserError("Only they themselves can stop following. You can stop your own.")
    if not followers.drop(number, place):
        raise UserError(f"{incident.ref} is not followed there. Nothing is left to stop.")
    return incident


def lose_follower(_unit: Unit, number: int, place: str) -> None:
    """Nothing can be told there any more."""
    followers.drop(number, place)
