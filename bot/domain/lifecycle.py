"""From which status to which: one table, the same for Slack, the API and other systems.

Whoever changes it runs `make test`: docs/using.md shows the same table, and a test holds them equal.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import UserError
from bot.domain.incident import Incident, Status

ORDER = tuple(Status)


class Needs(StrEnum):
    """What must be given, or true, for a step."""

    NOTHING = "yes"
    REASON = "with a reason"
    POSTMORTEM = "if a post-mortem is due"
    GATE = "through the gate"
    CLOSING_REASON = "with a closing reason"
    REOPENING = "by reopening"
    NEVER = "no"


def needs(start: Status, end: Status) -> Needs:
    """Say what going from one status to another needs."""
    if start is Status.CLOSED:
        return Needs.REOPENING if end is Status.INVESTIGATING else Needs.NEVER
    if end is Status.CLOSED:
        return Needs.GATE if start in {Status.MITIGATED, Status.POST_MORTEM} else Needs.CLOSING_REASON
    if end is Status.POST_MORTEM:
        return Needs.POSTMORTEM
    return Needs.NOTHING if ORDER.index(end) >= ORDER.index(start) else Needs.REASON


TABLE = {(start, end): needs(start, end) for start in ORDER for end in ORDER if start is not end}
"""Every step there could be."""


@dataclass(frozen=True)
class Step:
    """A step that may be taken, with the statuses skipped on the way."""

    start: Status
    end: Status
    implied: tuple[Status, ...]


def step(incident: Incident, end: Status, *, reason: str = "", postmortem_due: bool = False) -> Step:
    """Take a step that an update may take. Raises UserError saying what is missing, or which way to go."""
    start = incident.status
    refusal = _refusal(incident, end, reason, postmortem_due=postmortem_due)
    if refusal:
        field = "reason" if needs(start, end) is Needs.REASON else "status"
        raise UserError(refusal, {field: refusal})
    return Step(start, end, skipped(start, end))


def skipped(start: Status, end: Status) -> tuple[Status, ...]:
    """Give what lies between two statuses on the way forward; a post-mortem is never implied."""
    between = ORDER[ORDER.index(start) + 1 : ORDER.index(end)]
    return tuple(status for status in between if status is not Status.POST_MORTEM)


def _refusal(incident: Incident, end: Status, reason: str, *, postmortem_due: bool) -> str:
    if incident.status is end:
        return ""
    match needs(incident.status, end):
        case Needs.REASON if not reason.strip():
            return f"Going back from {incident.status} to {end} needs a reason: say why."
        case Needs.POSTMORTEM if not postmortem_due:
            return f"{incident.ref} needs no post-mortem. Close it instead."
        case Needs.GATE | Needs.CLOSING_REASON:
            return f"{incident.ref} is ended by closing it, so that nothing is forgotten: `/incident close`."
        case Needs.REOPENING | Needs.NEVER:
            return f"{incident.ref} is closed. Reopen it first."
    return ""
