"""Whether people may deploy, and because of which incidents not."""

from collections.abc import Sequence

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views import worded
from bot.views.words import channel, emoji, fit, priority

SHOWN = 20


def frozen(freezing: Sequence[Incident], taxonomy: Taxonomy) -> b.Block:
    """The incidents that keep people from deploying."""
    lines = [_line(incident, taxonomy) for incident in freezing[:SHOWN]]
    more = [b.context(f"and {len(freezing) - SHOWN} more")] if len(freezing) > SHOWN else []
    names = ", ".join(incident.ref for incident in freezing[:SHOWN])
    head = f":warning: {worded.frozen([one.ref for one in freezing[:SHOWN]], taxonomy)}"
    return b.message(
        f"Please do not deploy: {names}.", [b.section(head), *(b.section(line) for line in lines), *more]
    )


def free(ended: str, taxonomy: Taxonomy) -> b.Block:
    """ended: the incidents of which it was said before."""
    said = f":large_green_circle: {worded.free(ended, taxonomy)}"
    return b.message("You can deploy again.", [b.section(said)])


def past(ended: str) -> b.Block:
    """What becomes of the message that asked people to wait."""
    said = f"Deployments were frozen because of {ended}. That is over."
    return b.message(said, [b.section(said)])


def _line(incident: Incident, taxonomy: Taxonomy) -> str:
    return (
        f"{emoji(incident, taxonomy)} {priority(incident, taxonomy)} *{incident.ref}* "
        f"{fit(incident.title, 250)} · {channel(incident)}"
    )
