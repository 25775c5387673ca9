"""What was read of post-mortems becomes ours."""

from bot.domain.incident import Incident
from bot.domain.postmortem import Home, PaperRead, PaperSeen, following
from bot.store import incidents
from bot.store.find import index
from bot.store.postmortem import papers
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.usecases.unit import Unit

LANE = "postmortem"
"""In which one is written and read, one after the other."""

KEEP = {Home.CONFLUENCE: "keep_page", Home.JIRA: "keep_issue"}
"""The effect that reads it where it is, and writes what is missing there."""


def hear_postmortem(unit: Unit, incident: Incident, read: PaperRead) -> None:
    """It was read or written."""
    known = incident.postmortem is not None and incident.postmortem.mark == read.mark
    change = following.hear(incident, read, unit.act())
    if change.events or change.incident != incident:
        incident = unit.keep(change)
    if known and isinstance(read, PaperSeen) and read.text not in {None, papers.text(incident.id)}:
        papers.keep(incident.id, str(read.text), unit.now)
        index.put(incident)


def look_at_postmortems(unit: Unit) -> int:
    """Read each that is still being written elsewhere, and say how many these are."""
    count = 0
    for number in papers.unfinished():
        incident = incidents.get(number)
        there = incident.postmortem if incident else None
        if incident and there and there.is_there and there.home in KEEP:
            debt = Debt(incident.ref, KEEP[there.home], LANE, None, mirror=True, needs=None, due_at=unit.now)
            outbox.owe([debt])
            count += 1
    return count
