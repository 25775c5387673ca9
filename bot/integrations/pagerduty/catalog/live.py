"""What PagerDuty told of is read anew, thing by thing, and mapped as the whole reading would do it."""

from dataclasses import dataclass

from bot.domain.catalog import Block, CatalogMapping, has_fault
from bot.domain.errors import PermanentError, TransientError
from bot.integrations.pagerduty.catalog.evaluator import Jq
from bot.integrations.pagerduty.catalog.lists import is_listed
from bot.integrations.pagerduty.catalog.resync import Reading, Resync
from bot.store.catalog import news
from bot.store.catalog.news import News
from bot.usecases.catalog import hear_news, keep_catalog

NOWHERE = {"404", "2100"}
"""Codes of what is there no more."""

SOON = 1.5
"""Seconds until what could not be found is looked for again."""


PATIENCE = 3
"""How many things may fail before it is PagerDuty that cannot be asked."""


@dataclass(frozen=True)
class Live:
    whole: Resync

    async def run(self) -> str:
        """Raises TransientError where something told of is not to be found yet, or cannot be read."""
        db, system, count, failed = self.whole.db, self.whole.source.system, 0, dict[int, TransientError]()
        async with Jq() as jq:
            mapping: CatalogMapping | None = None
            while waiting := [one for one in await db.read(news.waiting, system) if one.id not in failed]:
                mapping = mapping or (await self.whole.mapping(jq))[0]
                blocks = mapping.by_kind()
                read = [await self._tried(jq, blocks.get(one.kind, []), one, failed) for one in waiting]
                count += sum(read)
                if not any(read) and not all(one.id in failed for one in waiting):
                    raise TransientError("PagerDuty does not show yet what it told of.", retry_after=SOON)
        for error in failed.values():
            raise error
        return f"{count} read."

    async def _tried(self, jq: Jq, blocks: list[Block], one: News, failed: dict[int, TransientError]) -> bool:
        """Tell whether it is done with; what fails alone is left for later, behind all others."""
        try:
            return await self._read(jq, blocks, one)
        except TransientError as error:
            failed[one.id] = error
            await self.whole.db.write_behind(hear_news.try_again, one.id)
            if error.retry_after is not None or len(failed) >= PATIENCE:
                raise
            return False

    async def _read(self, jq: Jq, blocks: list[Block], one: News) -> bool:
        """Tell whether it is done with."""
        db, source, reading = self.whole.db, self.whole.source, Reading(one.kind, self.whole.clock())
        lists = self.whole.lists()
        try:
            for block in blocks:
                thing = await lists.one(block, one.source)
                if is_listed(block, thing):
                    await self.whole.keep(jq, reading, block, [thing])
        except PermanentError as error:
            if one.tries < hear_news.MOST - 1:
                await db.write_behind(hear_news.try_again, one.id)
                return False
            if error.code not in NOWHERE:
                await db.write_behind(hear_news.end_news, one)
                return True
        if not has_fault(reading.misfits.of(one.kind)):
            await db.write_behind(keep_catalog.retire_source, source, one.kind, one.source, but=reading.seen)
        await db.write_behind(hear_news.end_news, one)
        return True
