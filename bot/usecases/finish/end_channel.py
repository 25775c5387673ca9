"""The channel of a closed incident: it stays for a while, its end is announced, somebody may keep it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.incident import Incident, LinkKind
from bot.domain.rules import channels
from bot.store import dues, taxonomy, timeline
from bot.store.dues import Due
from bot.usecases.unit import Unit
from bot.usecases.working import work_on

ARCHIVE = "archive"
"""The kind of what is due."""


def let_expire(incident: Incident, now: datetime) -> None:
    """From now on the channel's time runs; what the settings say later does not change it."""
    dues.put(Due(incident.id, ARCHIVE, now + channels.stays(incident, taxonomy.load()) - channels.NOTICE))


def end_channel(unit: Unit, incident: Incident, due: Due) -> None:
    """Announce the end a day before, then archive; wait while something is still to be written.

    A group message, which has no name, cannot be archived.
    """
    channel = incident.link(LinkKind.CHANNEL)
    if not incident.is_closed or incident.archived or channel is None or not channel.name:
        dues.drop(incident.id, ARCHIVE)
        return
    words = taxonomy.load()
    if not channels.may_expire(incident, timeline.of(incident.id), words, unit.now):
        dues.put(replace(due, due_at=unit.now + channels.NOTICE, count=0))
        return
    ends = due.count > 0
    again = unit.now + (channels.stays(incident, words) if ends else channels.NOTICE)
    dues.put(Due(incident.id, ARCHIVE, again, due.count + 1))
    rule = channels.expire if ends else channels.announce_end
    unit.keep(rule(incident, unit.act()))


def put_off_end(unit: Unit, number: int) -> None:
    """People write there still: look again when they could have been silent for long enough."""
    if unit.take(number) and dues.get(number, ARCHIVE):
        dues.put(Due(number, ARCHIVE, unit.now + channels.NOTICE, count=1))


def keep_channel(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Let it stay. Raises UserError where it is archived already."""
    kept = work_on(
        unit, number, lambda incident, _, act: channels.keep_open(incident, act), by=by, press=press
    )
    dues.drop(number, ARCHIVE)
    return kept


def move_on(unit: Unit, number: int) -> None:
    """The archived channel cannot be had again: go on in a new one."""
    incident = unit.take(number)
    if incident and incident.archived and not incident.is_closed:
        unit.keep(channels.ask_for_channel(incident, unit.act()))


def ask_for_channel(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Make a new one. Raises UserError where the old one is still of use."""
    return work_on(
        unit, number, lambda incident, _, act: channels.ask_for_channel(incident, act), by=by, press=press
    )
