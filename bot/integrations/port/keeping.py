"""Makes Port equal to the catalog, some entities at a time: what is there already is not written again.

Each call is noted at once, so whoever is stopped goes on behind it. What Port refuses costs itself only.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from bot.domain.errors import PermanentError
from bot.integrations.faults import GONE
from bot.integrations.port.blueprints import make
from bot.integrations.port.client import NOT_ACCEPTED, Port
from bot.store.catalog import copies, mappings, relations
from bot.store.catalog.copies import Copy
from bot.store.catalog.mappings import Kept
from bot.store.database import Database
from bot.store.running import health
from bot.usecases.catalog import keep_copy
from bot.usecases.unit import Unit

log = structlog.get_logger()

AT_ONCE = 20
"""Entities of one call: https://docs.port.io/api-reference/create-multiple-entities."""

MOST_BYTES = 900_000
"""Of one call; Port takes 1 MiB."""

OF_ONE = {"400", "413", "422"}
"""Statuses with which Port refuses a whole call, be it for one entity in it."""


@dataclass
class Count:
    """`opened`: what is to be done only because of something else that was done."""

    written: int = 0
    removed: int = 0
    refused: int = 0
    opened: int = 0

    @property
    def words(self) -> str:
        if not (self.written or self.removed or self.refused):
            return "Port: all as before."
        return f"Port: {self.written} written, {self.removed} taken away, {self.refused} refused."


@dataclass(frozen=True)
class Keeping:
    """`makes_blueprints`: whether the usual ones are made where they are missing."""

    port: Port
    db: Database[Unit]
    makes_blueprints: bool

    async def run(self, delivery: int = 0) -> str:
        """Give what was done, in words. Raises TransientError, and PermanentError where nobody is let in."""
        how, count = await self.db.read(mappings.last), Count()
        try:
            while await self._round(how, count, delivery):
                await self.db.write_behind(keep_copy.try_rest)
        except PermanentError as error:
            await self._end(str(error))
            raise
        number, some = await self.db.read(copies.refusals)
        count.refused = number
        await self._end(refusal(number, some))
        return count.words

    async def _round(self, how: Kept, count: Count, delivery: int) -> bool:
        """Tell whether another one may do more: what was refused may have needed what was written since."""
        before, opened, left = count.written + count.removed, count.opened, 0
        for blueprint in await self.db.read(copies.blueprints):
            left += await self._write(blueprint, how, count, delivery)
        left += await self._remove(how, count, delivery)
        is_more_there = count.written + count.removed > before
        return count.opened > opened or (bool(left) and is_more_there)

    async def _write(self, blueprint: str, how: Kept, count: Count, delivery: int) -> int:
        """Give how many were refused."""
        after, refused = 0, 0
        while found := await self.db.read(copies.to_write, blueprint, after, AT_ONCE):
            shadowed = await self.db.read(copies.twins, found)
            if shadowed:
                digests = {one.number: one.digest for one in found if one.number in shadowed}
                await self.db.write_behind(keep_copy.shadow, digests)
            after = found[-1].number
            for some in _sized([one for one in found if one.number not in shadowed]):
                refused += await self._write_some(blueprint, some, how, count, delivery)
        return refused

    async def _write_some(
        self, blueprint: str, some: Sequence[Copy], how: Kept, count: Count, delivery: int
    ) -> int:
        not_taken = await self._taken(blueprint, some, how)
        written = {one.number: one.digest for place, one in enumerate(some) if place not in not_taken}
        refused = {some[place].number: (some[place].digest, why) for place, why in not_taken.items()}
        names, why = [one.entity.identifier for one in some], next(iter(not_taken.values()), "")
        exchange = keep_copy.batch(blueprint, names, "entities", why)
        await self.db.write_behind(keep_copy.note_written, delivery, exchange, written, refused)
        count.written += len(written)
        return len(refused)

    async def _taken(self, blueprint: str, some: Sequence[Copy], how: Kept) -> Mapping[int, str]:
        """Write them; give why some were not taken, by their places. All that are refused go by halves."""
        try:
            return await self._offered(blueprint, some, how)
        except PermanentError as error:
            if error.code == NOT_ACCEPTED:
                raise
            if error.code not in OF_ONE or not some[1:]:
                return dict.fromkeys(range(len(some)), str(error))
        middle = len(some) // 2
        first, rest = [await self._taken(blueprint, half, how) for half in (some[:middle], some[middle:])]
        return {**first, **{place + middle: why for place, why in rest.items()}}

    async def _offered(self, blueprint: str, some: Sequence[Copy], how: Kept) -> Mapping[int, str]:
        """The same; where the blueprint is missing and one of the usual it is made."""
        shown = [one.entity.shown for one in some]
        write = partial(self.port.write_entities, blueprint, shown, creates_missing=how.creates_missing)
        try:
            refused = await write()
        except PermanentError as error:
            may_make = error.code == GONE and self.makes_blueprints
            if not may_make or not await make(self.port, blueprint):
                raise
            log.info("blueprint_made", action="keep_port", blueprint=blueprint)
            refused = await write()
        return {one.place: one.why for one in refused}

    async def _remove(self, how: Kept, count: Count, delivery: int) -> int:
        """Give how many are left. What something else is related to stays where missing ones are made."""
        after, left = 0, 0
        while found := await self.db.read(copies.to_remove, after, AT_ONCE):
            heirs, needed = await self.db.read(copies.twins, found), await self._needed(found, how)
            after = found[-1].number
            for one in found:
                if one.number in heirs:
                    await self.db.write_behind(keep_copy.hand_over, one.number, heirs[one.number])
                    count.opened += 1
                elif one.is_gone and one.entity.identifier in needed:
                    await self.db.write_behind(keep_copy.note_needed, one.number)
                    left += 1
                else:
                    why = await self._removed(one, how)
                    count.opened += await self._note_removed(one, why, how, delivery)
                    left += bool(why)
                    count.removed += not why
        return left

    async def _needed(self, found: Sequence[Copy], how: Kept) -> set[str]:
        """What goes as nobody may read it there does so in any case."""
        if not how.creates_missing:
            return set()
        gone = [one.entity.identifier for one in found if one.is_gone]
        return await self.db.read(relations.referred_to, gone)

    async def _removed(self, one: Copy, how: Kept) -> str:
        """Give why not, where Port refuses."""
        entity = one.entity
        try:
            await self.port.remove_entity(
                entity.blueprint, entity.identifier, with_dependents=how.deletes_dependents
            )
        except PermanentError as error:
            if error.code == NOT_ACCEPTED:
                raise
            return str(error)
        return ""

    async def _note_removed(self, one: Copy, why: str, how: Kept, delivery: int) -> bool:
        """Tell whether there is more to do because of it."""
        exchange = keep_copy.batch(one.entity.blueprint, [one.entity.identifier], "taken away", why)
        is_more = await self.db.write_behind(keep_copy.note_removed, delivery, exchange, one, why)
        if how.deletes_dependents and not (why or how.creates_missing):
            is_more |= await self.db.write_behind(keep_copy.forget_referring, one.entity.identifier)
        return is_more

    async def _end(self, why: str) -> None:
        """Nothing is written where that is as before."""
        known = {one.name: one.why for one in await self.db.read(health.ill)}
        if known.get(keep_copy.ILLNESS, "") != why:
            await self.db.write_behind(keep_copy.end_copy, why)


def refusal(number: int, some: Sequence[tuple[str, str, str]]) -> str:
    """Say what is refused, with one of them."""
    if not number:
        return ""
    blueprint, identifier, why = some[0]
    them = "1 entity" if number == 1 else f"{number} entities"
    return f"{them} of the catalog cannot be kept in Port, such as {identifier} of {blueprint}. {why}"


def _sized(found: Sequence[Copy]) -> list[list[Copy]]:
    """Together no more than Port takes at once."""
    some, size = list[list[Copy]](), MOST_BYTES
    for one in found:
        own = len(json.dumps(one.entity.shown))
        if size + own > MOST_BYTES:
            some, size = [*some, []], 0
        some[-1].append(one)
        size += own
    return some
