"""What happened in PagerDuty while Firebell did not hear of it, in one message."""

from collections.abc import Sequence

from bot.domain.incident import Incident
from bot.domain.paging.gaps import CaughtUp, Gap
from bot.views import blocks as b
from bot.views.words import moment

SHOWN = 20


def message(gap: Gap, changed: CaughtUp) -> b.Block:
    title, since, until = gap.source.title, moment(gap.silent_from), moment(gap.noticed_at)
    head = (
        f"Firebell heard nothing from {title} between {since} and {until}. "
        f"It has caught up: {changed.count} incidents changed meanwhile."
    )
    said = (
        ("began there", changed.begun),
        ("acknowledged there", changed.taken),
        ("resolved there", changed.ended),
        ("calling again", changed.again),
    )
    lines = [f"{len(found)} {what}: {_names(found)}" for what, found in said if found]
    return b.message(
        f"Firebell has caught up with {title}: {changed.count} incidents changed.",
        [b.section(head), b.section("\n".join(lines))],
    )


def _names(found: Sequence[Incident]) -> str:
    rest = len(found) - SHOWN
    names = ", ".join(incident.ref for incident in found[:SHOWN])
    return f"{names} and {rest} more" if rest > 0 else names
