"""A service as somebody looks it up."""

from dataclasses import dataclass

from bot.domain.catalog import Entity
from bot.domain.incident import Incident
from bot.domain.oncall.roster import AsOf, Level


@dataclass(frozen=True)
class Looked:
    """`incidents`: those that go on there, as far as who looks may see them."""

    name: str
    status: str
    url: str
    levels: tuple[Level, ...]
    as_of: AsOf
    entities: tuple[Entity, ...]
    incidents: tuple[Incident, ...]
