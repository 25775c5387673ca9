"""What surfaces show now, so that none is touched without need."""

from collections.abc import Mapping

from bot.domain.events import LinkMade
from bot.domain.incident import Incident, Shown
from bot.store import tables, timeline
from bot.store.engine.statement import Statement, upsert

_S = tables.Shown
_GET = Statement(
    lambda subject, surface: _S.select(_S.said).where((_S.subject == subject) & (_S.surface == surface))
)
_KEEP = upsert((_S.subject, _S.surface), _S.said)


def get(subject: str, surface: str) -> Mapping[str, str]:
    """Give what was last shown there; empty where nothing was."""
    row = _GET.row(subject, surface)
    return row[0] if row else {}


def keep(subject: str, shown: Shown) -> None:
    _KEEP.run(subject, shown.surface, dict(shown.said))


def give_name(incident: Incident, name: str) -> None:
    """Remember that we are about to give this name to its channel."""
    keep(incident.ref, Shown("names", {**get(incident.ref, "names"), name: "given"}))


def names_given(incident: Incident) -> set[str]:
    """Give the names that its channel ever got from us, rather than from people."""
    first = (one.name for one in timeline.of(incident.id) if isinstance(one, LinkMade))
    return {*first, *get(incident.ref, "names")}


def give_place(incident: Incident, channel: str) -> None:
    """Remember that something is about to be told of it in this channel, which is not its own."""
    keep(incident.ref, Shown("places", {**get(incident.ref, "places"), channel: "told"}))


def places_told(incident: Incident) -> set[str]:
    """Give the channels besides its own in which anything was ever told of it."""
    return set(get(incident.ref, "places"))
