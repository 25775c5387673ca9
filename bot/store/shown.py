"""What surfaces show now, so that none is touched without need."""

from collections.abc import Mapping

from bot.domain.events import LinkMade
from bot.domain.incident import Incident, Shown
from bot.store import tables, timeline


def get(subject: str, surface: str) -> Mapping[str, str]:
    """Give what was last shown there; empty where nothing was."""
    row = tables.Shown.get_or_none((tables.Shown.subject == subject) & (tables.Shown.surface == surface))
    return row.said if row else {}


def keep(subject: str, shown: Shown) -> None:
    row = tables.Shown.insert(subject=subject, surface=shown.surface, said=dict(shown.said))
    row.on_conflict(
        conflict_target=[tables.Shown.subject, tables.Shown.surface], preserve=[tables.Shown.said]
    ).execute()


def give_name(incident: Incident, name: str) -> None:
    """Remember that we are about to give this name to its channel."""
    keep(incident.ref, Shown("names", {**get(incident.ref, "names"), name: "given"}))


def names_given(incident: Incident) -> set[str]:
    """Give the names that its channel ever got from us, rather than from people."""
    first = (one.name for one in timeline.of(incident.id) if isinstance(one, LinkMade))
    return {*first, *get(incident.ref, "names")}
