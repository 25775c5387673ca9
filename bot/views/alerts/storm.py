"""A storm: one message that counts and lists what waits, and the two ways out of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.alerts import MOST, WITHIN
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.words import duration, emoji, fit, listed, priority

OPEN = "storm_open"
TAKE = "storm_take"
SHOWN, INTO = 10, 3
"""How many are listed, and into how many others they can go by a button."""


@dataclass(frozen=True)
class Storm:
    """`first`: of all `count` that wait. `into`: what they may belong to. `subject`: what names the storm."""

    subject: str
    first: Sequence[Incident]
    count: int
    into: Sequence[Incident]
    upto: int


def render(storm: Storm, taxonomy: Taxonomy) -> b.Block:
    """Of private ones only the names: not everybody in this channel may see each of them."""
    what = "1 more incident waits" if storm.count == 1 else f"{storm.count} more incidents wait"
    why = (
        f"More than {MOST} began by themselves within {duration(WITHIN)}, so these have no channel yet and "
        "nobody was invited or paged for them."
    )
    rows = [b.section(f":warning: *{what}.* {why}"), *(_row(one, taxonomy) for one in storm.first)]
    if storm.count > len(storm.first):
        rows.append(b.context(f"and {storm.count - len(storm.first)} more: App Home lists them all"))
    if storm.into:
        rows.append(b.actions(*(_take(storm, one) for one in storm.into)))
    names = listed(one.ref for one in storm.first[:3])
    return b.message(f"{what}: {names}{' and others' if storm.count > 3 else ''}.", rows)


def opener(incident: Incident) -> b.Block:
    return b.button("Open it", OPEN, str(incident.id), says=f"Open {incident.ref}: channel, people, page")


def over() -> b.Block:
    said = "Incidents that began by themselves waited here. None of them waits any more."
    return b.message(said, [b.section(f":large_green_circle: {said}")])


def parse_take(value: str) -> tuple[int, int]:
    """Read into which incident they go, and up to which one."""
    into, _, upto = value.partition(":")
    return int(into), int(upto)


def _row(incident: Incident, taxonomy: Taxonomy) -> b.Block:
    title = "" if incident.private else f" · {fit(incident.title, 200)}"
    said = f"{emoji(incident, taxonomy)} *{incident.ref}* {priority(incident, taxonomy)}{title}"
    return b.section(said, opener(incident))


def _take(storm: Storm, into: Incident) -> b.Block:
    all_of_them = "All belong" if storm.count > 1 else "It belongs"
    says = f"All that wait belong to {into.ref}"
    return b.button(f"{all_of_them} to {into.ref}", f"{TAKE}:{into.id}", f"{into.id}:{storm.upto}", says=says)
