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


@dataclass(frozen=True)
class Live:
    whole: Resync

    async def run(self) -> str:
        """Raises TransientError where something told of is not to be found yet."""
        db, system, count = self.whole.db, self.whole.source.system, 0
        async with Jq() as jq:
            mapping: CatalogMapping | None = None
            while waiting := await db.read(news.waiting, system):
                mapping = mapping or (await self.whole.mapping(jq))[0]
                read = [await self._read(jq, mapping.by_kind().get(one.kind, []), one) for one in waiting]
                count += sum(read)
                if not any(read):
                    raise TransientError("PagerDuty does not show yet what it told of.", retry_after=SOON)
        return f"{count} read."

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
