"""What of the catalog only the entitled may read: PagerDuty's side of incidents that are private here."""

from typing import Any

from peewee import Case, fn

from bot.domain.catalog.kinds import INCIDENTS
from bot.domain.paging.source import SYSTEM
from bot.store.tables import Entity, Incident, Page


def is_hidden() -> Any:
    """Tell it of an entity, as a condition: a service of PagerDuty's may be told such incidents in full."""
    private: Any = Page.select(Page.source_id).join(Incident, on=Page.incident == Incident.id)
    other = fn.SUBSTR(Entity.system, len(SYSTEM) + 2).concat(":").concat(Entity.source)
    here = Case(None, [(Entity.system == SYSTEM, Entity.source)], other)
    return (Entity.kind == INCIDENTS) & here.in_(private.where(Incident.private & (Page.source_id != "")))
