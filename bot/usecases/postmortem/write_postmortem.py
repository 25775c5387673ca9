"""Get an incident its post-mortem, and say how far it is."""

from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident, LinkKind
from bot.domain.postmortem import Home, following
from bot.domain.taxonomy import Taxonomy
from bot.store import taxonomy, timeline
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def postmortem_if_due(unit: Unit, incident: Incident) -> Incident:
    """Ask for one where the settings say so."""
    words, home = taxonomy.load(), _home_of(unit, incident)
    if not _has_room(incident, home, words):
        return incident
    change = following.ask_if_due(incident, timeline.of(incident.id), home, words, unit.act())
    return unit.keep(change) if change.events else incident


def start_postmortem(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Begin one whatever the settings say. Raises UserError where it has one, or could have none."""

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        home = _home_of(unit, incident)
        if not _has_room(incident, home, words):
            raise UserError(
                f"{incident.ref} has no channel to keep a post-mortem in. Raise its priority, which makes "
                "one, or press Export for what is known as a file."
            )
        return following.ask(incident, home, act)

    return work_on(unit, number, rule, by=by, press=press)


def finish_postmortem(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Say that it is written."""
    return work_on(unit, number, lambda incident, _, act: following.finish(incident, act), by=by, press=press)


def extend_postmortem(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Have what happened since told below what people wrote."""

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        return following.extend(incident, timeline.reach(incident.id), act)

    return work_on(unit, number, rule, by=by, press=press)


def export_postmortem(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Have it as a file."""
    return work_on(unit, number, lambda incident, _, act: following.export(incident, act), by=by, press=press)


def note_attempt(unit: Unit, number: int, mark: str, at: datetime | None) -> None:
    """Its home is about to be asked for it, or (None) surely did not take it."""
    incident = unit.take(number)
    if incident:
        unit.keep(following.attempt(incident, mark, at))


def _home_of(unit: Unit, incident: Incident) -> Home:
    """A drill stays in Slack."""
    return Home.CANVAS if incident.drill else unit.postmortem_home


def _has_room(incident: Incident, home: Home, words: Taxonomy) -> bool:
    """Tell whether there is, or will be, what it is written in."""
    comes = words.priorities[incident.priority].channel and incident.may_get(LinkKind.CHANNEL)
    return home is not Home.CANVAS or comes or LinkKind.CHANNEL in incident.links
