"""What each entity that is there is related to, to be asked the other way round."""

from collections.abc import Mapping, Sequence
from typing import Any

from peewee import chunked

from bot.domain.catalog import Entity
from bot.store.tables import Relation
from bot.store.who.rows import tuples

AT_ONCE = 400
"""Rows of one statement: databases take so many values and no more."""

LONGEST = 255
"""Characters of an identifier: nothing is called by a longer one."""


def keep(found: Mapping[int, Entity]) -> None:
    """These rows are related to what they say, and to nothing else any more."""
    drop([*found])
    rows = [
        {"entity": number, "target": target}
        for number, one in found.items()
        for target in dict.fromkeys(one.related)
        if len(target) <= LONGEST
    ]
    for some in chunked(rows, AT_ONCE):
        Relation.insert_many(some).execute()


def drop(numbers: Sequence[int]) -> None:
    """These rows are not there any more."""
    for some in chunked(numbers, AT_ONCE):
        Relation.delete().where(Relation.entity.in_(some)).execute()


def referred_to(identifiers: Sequence[str]) -> set[str]:
    """Give those of them that something is related to."""
    asked = Relation.select(Relation.target).where(Relation.target.in_(list(identifiers))).distinct()
    return {target for (target,) in tuples(asked)}


def referring(identifier: str) -> Any:
    """Select the rows that are related to what is called so."""
    return Relation.select(Relation.entity).where(Relation.target == identifier)
