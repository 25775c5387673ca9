"""What of the catalog stands in Port: what is still to be written there, to be taken away, or was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from bot.domain.catalog import Entity as Shown
from bot.store import tables
from bot.store.catalog import relations
from bot.store.catalog.entities import entity_of
from bot.store.catalog.hidden import is_hidden
from bot.store.tables import Entity
from bot.store.who.rows import tuples

GONE = "gone"
"""Is tried instead of a digest where it is to be taken away."""


@dataclass(frozen=True)
class Copy:
    """`number`: of its row. `digest`: of what is to be there. `is_gone`: it is in the catalog no more."""

    number: int
    digest: str
    entity: Shown
    is_gone: bool = False


def are_equal() -> bool:
    """Tell whether nothing is left to be done, but for what was refused."""
    return not Entity.select().where(_to_write() | _to_remove()).exists()


def blueprints() -> list[str]:
    """Give those of which something is to be written, as the mapping file has them."""
    first = fn.MIN(Entity.block)
    asked = Entity.select(Entity.blueprint).where(_to_write()).group_by(Entity.blueprint)
    return [name for (name,) in tuples(asked.order_by(first, Entity.blueprint))]


def to_write(blueprint: str, after: int, size: int) -> list[Copy]:
    return _some(_to_write() & (Entity.blueprint == blueprint), after, size)


def to_remove(after: int, size: int) -> list[Copy]:
    """The youngest stand first: what is related to others came after them."""
    return _some(_to_remove(), after, size)


def twins(found: Sequence[Copy]) -> dict[int, int]:
    """Give those of which another account has the same, each with the number of the first that is there."""
    keys = {(one.entity.blueprint, one.entity.identifier): one.number for one in found}
    named = Entity.identifier.in_([identifier for _, identifier in keys])
    asked = Entity.select(Entity.blueprint, Entity.identifier, fn.MIN(Entity.number)).where(
        named & Entity.gone_at.is_null()
    )
    rows = tuples(asked.group_by(Entity.blueprint, Entity.identifier))
    return {keys[row[0], row[1]]: row[2] for row in rows if keys.get((row[0], row[1]), row[2]) != row[2]}


def note_written(found: Mapping[int, str]) -> None:
    """These stand there now, each with this digest; empty: nothing of it."""
    for number, digest in found.items():
        row = Entity.update(there=digest, tried="", refusal="")
        row.where(Entity.number == number).execute()


def note_refused(number: int, tried: str, why: str) -> None:
    Entity.update(tried=tried, refusal=why).where(Entity.number == number).execute()


def forget_referring(identifier: str) -> int:
    """What was related to it may have gone with it: it is written again. Give how many that are."""
    return int(Entity.update(there="").where(Entity.number.in_(relations.referring(identifier))).execute())


def note_needed(number: int) -> None:
    """It stays there, as something else is related to it: that is looked at again once that goes."""
    Entity.update(tried=GONE).where(Entity.number == number).execute()


def release(identifiers: Sequence[str]) -> int:
    """What was related to these is gone. Give how many of them stayed for that."""
    kept = (Entity.there != "") & (Entity.tried == GONE) & Entity.identifier.in_(list(identifiers))
    return int(Entity.update(tried="").where(kept).execute())


def try_again(*, refused: bool = False) -> None:
    """Whatever was left as it is may be done now. refused: of that what Port refused alone."""
    left = (Entity.tried != "") & (Entity.refusal != "") if refused else Entity.tried != ""
    Entity.update(tried="").where(left).execute()


def refusals(most: int = 1) -> tuple[int, list[tuple[str, str, str]]]:
    """Give how many are refused, and of some: blueprint, identifier, why."""
    refused = Entity.select().where(
        (Entity.refusal != "") & (Entity.gone_at.is_null() | (Entity.there != ""))
    )
    some = refused.order_by(Entity.number).limit(most)
    return refused.count(), [(row.blueprint, row.identifier, row.refusal) for row in some]


def count() -> int:
    """Give how many stand there."""
    return int(Entity.select().where(Entity.there != "").count())


def _some(wanted: Any, after: int, size: int) -> list[Copy]:
    asked: Any = tables.Entity.select().where(wanted & (Entity.number > after))
    rows = asked.order_by(Entity.number).limit(size)
    return [Copy(row.number, row.digest, entity_of(row), row.gone_at is not None) for row in rows]


def _to_write() -> Any:
    is_other: Any = (Entity.there != Entity.digest) & (Entity.tried != Entity.digest)
    return Entity.gone_at.is_null() & is_other & ~is_hidden()


def _to_remove() -> Any:
    there: Any = (Entity.there != "") & (Entity.tried != GONE)
    return (Entity.gone_at.is_null(False) | is_hidden()) & there
