"""A service as people look it up: what PagerDuty and the catalog say of it, and what happens there."""

from datetime import datetime

from bot.domain.catalog.kinds import SERVICES
from bot.domain.catalog.looked import Looked
from bot.domain.incident import ACTIVE, Incident
from bot.domain.oncall.choice import Choice
from bot.domain.paging.asking import usual_service
from bot.domain.paging.source import of_id
from bot.domain.taxonomy import Taxonomy
from bot.store import tables, taxonomy, visible
from bot.store.catalog import entities
from bot.store.oncall import choices, rosters

MOST = 200
"""Incidents that are looked through: so many never go on at once."""


def matching(words: str, now: datetime) -> list[Choice]:
    """Give the one that is called so, else all whose names hold the words; hidden ones are none."""
    found = choices.offered(now, words)
    exact = [one for one in found if one.name.lower() == words.strip().lower()]
    return exact[:1] or found


def look(key: str, person: str, now: datetime) -> Looked | None:
    """Give what there is to say of one, to this person; None where it is there no more, or hidden."""
    row = tables.Service.get_or_none(tables.Service.id == key)
    if row is None or not any(one.key == key for one in choices.offered(now, row.name)):
        return None
    source, words = of_id(key), taxonomy.load()
    going_on = visible.page(person, ACTIVE, 0, MOST)
    return Looked(
        row.name,
        row.status,
        row.url,
        rosters.on_call(row.policy, now),
        rosters.as_of(now, row.name),
        tuple(entities.get(source.system, SERVICES, source.id_there(key))),
        tuple(one for one in going_on if not one.drill and _is_about(one, row.name, words)),
    )


def _is_about(incident: Incident, name: str, words: Taxonomy) -> bool:
    paged = {one.service for one in incident.pages}
    return name in paged or usual_service(incident, words) == name
