"""Make an incident private, let people see it, and look inside one by the right of a usergroup."""

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.events import LinkLost
from bot.domain.incident import Incident
from bot.domain.rules import channels, privacy
from bot.store import incidents, timeline
from bot.store.queues import presses
from bot.store.who import standings
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def make_private(
    unit: Unit,
    number: int,
    named: tuple[str, ...],
    *,
    by: str,
    press: str = "",
    with_members: bool = False,
) -> Incident:
    """with_members: whoever is in its channel now stays in. What was merged into it follows."""
    hidden = work_on(
        unit,
        number,
        lambda incident, _, act: privacy.make_private(
            incident, named, act, former=former_channels(incident), with_members=with_members
        ),
        by=by,
        press=press,
    )
    hide_merged(unit, hidden, by=by)
    return hidden


def hide_merged(unit: Unit, into: Incident, *, by: str) -> None:
    """What was merged into it tells the same: it becomes private too, and its insiders may see it."""
    for number in incidents.merged_into(into.id):
        merged = unit.take(number)
        if merged and not merged.private:
            left = former_channels(merged)
            unit.keep(privacy.make_private(merged, into.insiders, unit.act(by), former=left))


def former_channels(incident: Incident) -> tuple[str, ...]:
    """Give the channels that it had before."""
    return channels.former(incident, timeline.of(incident.id, LinkLost))


def entitle(unit: Unit, number: int, people: tuple[str, ...], *, by: str, press: str = "") -> Incident:
    """They may see what was merged into it too."""
    seen = work_on(
        unit,
        number,
        lambda incident, _, act: privacy.entitle(incident, people, act),
        by=by,
        press=press,
    )
    for merged in filter(None, map(unit.take, incidents.merged_into(number))):
        if merged.private:
            unit.keep(privacy.entitle(merged, people, unit.act(by)))
    return seen


def look_inside(unit: Unit, number: int, reason: str, *, by: str, press: str = "") -> Incident:
    """Give it; where they see it by their usergroup alone, that is recorded.

    Raises UserError where they may not look, the same as where there is none, or do not say why.
    """
    incident = unit.take(number)
    standing = standings.of(by, incident)
    if incident is None or not policy.may_look(standing, incident):
        raise UserError(policy.hidden(number))
    if policy.sees(standing, incident) or (press and presses.answer(press)):
        return incident
    if press:
        presses.keep(press, {"incident": number}, unit.now)
    return unit.keep(privacy.look_inside(incident, reason, unit.act(by)))
