"""Makes the catalog equal to what PagerDuty lists now, writing only what is different.

What has vanished goes only after its kind was read to the end without a fault, and never very much at once.
Incidents never do: only the last ones are listed, and PagerDuty deletes none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.domain.catalog import IDENTIFIER, QUERY, Block, CatalogMapping, Entity, Misfits, has_fault
from bot.domain.catalog.kinds import INCIDENTS
from bot.domain.catalog.mapped import entities as mapped
from bot.domain.errors import PermanentError, UserError
from bot.domain.paging.source import Source
from bot.integrations.pagerduty.catalog.enriching import Enriching, Thing
from bot.integrations.pagerduty.catalog.evaluator import Jq
from bot.integrations.pagerduty.catalog.file import CatalogFile, parsed
from bot.integrations.pagerduty.catalog.lists import Lists, is_listed
from bot.integrations.pagerduty.catalog.patience import Patient, Tell, note
from bot.integrations.pagerduty.client import PagerDuty
from bot.ports import Clock, Progress, no_progress
from bot.store.catalog import entities, mappings, misfits
from bot.store.catalog.entities import AT_ONCE
from bot.store.database import Database
from bot.store.running import health
from bot.store.who.seen import Seen
from bot.usecases.catalog import keep_catalog
from bot.usecases.unit import Unit
from bot.views.catalog.misfits import summary

log = structlog.get_logger()

FEW = 3
"""So many may vanish however few there were."""

AS_BEFORE = "Until that is mended, the catalog is kept by what the file said last."
TWICE = "Another one of them gives the same identifier."


@dataclass
class Reading:
    """How far one kind has been read. `seen`: rows of the entities that were produced.

    `blocks`: those by which some of it was read, by their numbers.
    """

    kind: str
    begun_at: datetime
    blocks: dict[int, Block] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    misfits: Misfits = field(default_factory=Misfits)
    count: int = 0
    written: int = 0
    gone: int = 0

    @property
    def words(self) -> str:
        changes = (
            f"{self.written} written, {self.gone} gone" if self.written or self.gone else "all as before"
        )
        return f"{self.count} {self.kind}: {changes}"


@dataclass(frozen=True)
class Resync:
    """`share`: the part of a kind's entities that may vanish at once, 0: none. `tell`: hears of each wait."""

    pagerduty: PagerDuty
    db: Database[Unit]
    clock: Clock
    file: CatalogFile
    share: float
    progress: Progress = no_progress
    tell: Tell = note

    @property
    def source(self) -> Source:
        return self.pagerduty.source

    async def run(self) -> str:
        """Give what was found, in words. A kind that is refused costs itself only.

        Raises UserError where the file is wrong, PermanentError where a kind could not be read.
        """
        try:
            async with Jq() as jq:
                mapping, wrong = await self.mapping(jq)
                found, doubts = await self._read(jq, mapping, wrong)
        except UserError as error:
            await self.db.write_behind(keep_catalog.end_catalog, self.source, [], error.sentence)
            raise
        await self._end(doubts)
        if wrong:
            raise UserError(wrong[0])
        return "; ".join(one.words for one in found) + "."

    async def mapping(self, jq: Jq) -> tuple[CatalogMapping, list[str]]:
        """Give what the file says; where it is wrong what it said last, and what is wrong with it.

        Raises UserError where it never could be read.
        """
        last = await self.db.read(mappings.last)
        try:
            found = await self.file.read(jq)
        except UserError as error:
            if not last.text:
                raise
            return parsed(last.text, str(self.file.path)), [f"{error.sentence} {AS_BEFORE}"]
        if found.text != last.text:
            await self.db.write_behind(keep_catalog.keep_mapping, found)
        return found, []

    async def _read(
        self, jq: Jq, mapping: CatalogMapping, wrong: Sequence[str]
    ) -> tuple[list[Reading], list[str]]:
        found, doubts, refusals = list[Reading](), [*wrong], list[str]()
        for kind, blocks in mapping.by_kind().items():
            reading = Reading(kind, self.clock())
            try:
                doubts += await self._read_kind(jq, reading, blocks)
            except PermanentError as error:
                refusals.append(f"{kind}: {error}")
            found.append(reading)
        if refusals:
            await self._end([*doubts, *refusals])
            raise PermanentError(" ".join(refusals))
        return found, [*doubts, *await self._drop(mapping)]

    async def _drop(self, mapping: CatalogMapping) -> list[str]:
        """Let go of kinds that the file names no more; give what admins must know."""
        kinds = [*mapping.by_kind()]
        gone, of = await self.db.read(entities.outside, self.source.system, kinds)
        return await self._let_go("kinds that the file does not name any more", gone, of)

    async def _read_kind(self, jq: Jq, reading: Reading, blocks: Sequence[Block]) -> list[str]:
        for block in blocks:
            lists = self.lists()
            async for page in lists.pages(block):
                await self.keep(jq, reading, block, page)
                self.progress(reading.count, None)
            for one in lists.enriching.missing:
                reading.misfits.add(block, one.name, one.why, one.sample, is_fault=False)
        found, before = reading.misfits.of(reading.kind), await self._misfits(reading.kind)
        if found != before:
            await self.db.write_behind(keep_catalog.keep_misfits, self.source, reading.kind, found)
        doubts = [] if has_fault(found) or reading.kind == INCIDENTS else await self._sweep(reading)
        log.info(
            "catalog_read", action="resync", kind=reading.kind, of=reading.count, written=reading.written
        )
        return doubts

    def lists(self) -> Lists:
        patient = Patient(self.pagerduty, self.tell)
        return Lists(patient, self.clock, Enriching(patient, self.clock))

    async def _misfits(self, kind: str) -> object:
        return await self.db.read(misfits.of, self.source.system, kind)

    async def keep(self, jq: Jq, reading: Reading, block: Block, page: Sequence[Thing]) -> None:
        """Map some things, and write what is different. Where two give the same entity, the first does."""
        reading.blocks[block.number] = block
        rows = await jq.rows(block.texts, page)
        made: dict[tuple[str, str], Entity] = {}
        for one in mapped(block, page, rows, reading.misfits):
            if made.setdefault((one.blueprint, one.identifier), one) is not one:
                reading.misfits.add(block, IDENTIFIER, TWICE, one.source)
        system, kind = self.source.system, block.kind
        compared = await self.db.read(entities.compare, system, kind, [*made.values()])
        reading.seen.add(compared.same)
        fresh = await self._unseen(jq, reading, block, compared.changed, page)
        if fresh:
            numbers = await self.db.write_behind(keep_catalog.keep_entities, self.source, kind, fresh)
            reading.seen.add(numbers)
        reading.count += len(page)
        reading.written += len(fresh)

    async def _unseen(
        self, jq: Jq, reading: Reading, block: Block, changed: Sequence[Entity], page: Sequence[Thing]
    ) -> list[Entity]:
        """Leave out those that another thing gave already: else they changed for ever."""
        if not changed:
            return []
        fresh, known = list[Entity](), await self.db.read(entities.known, self.source.system, changed)
        things = {str(one.get("id") or ""): one for one in page}
        for one, row in zip(changed, known, strict=True):
            is_seen = (
                row and row.number in reading.seen and (row.source, row.block) != (one.source, one.block)
            )
            is_same = row and one.source and row.source == one.source  # who is on call has no id
            earlier = reading.blocks.get(row.block) if row and is_same else None
            if not is_seen or (earlier and await _has_left(jq, earlier, things[one.source])):
                fresh.append(one)
            else:
                reading.misfits.add(block, IDENTIFIER, TWICE, one.source)
        return fresh

    async def _sweep(self, reading: Reading) -> list[str]:
        """Give what admins must know, where more has vanished than is believed."""
        kind, system = reading.kind, self.source.system
        gone, of = await self.db.read(entities.vanished, system, kind, reading.seen, reading.begun_at)
        doubts = await self._let_go(kind, gone, of)
        reading.gone = 0 if doubts else len(gone)
        return doubts

    async def _let_go(self, what: str, gone: Sequence[int], of: int) -> list[str]:
        """Unless they are more than is believed, of all that there are. Some at a time."""
        if gone and (not self.share or (len(gone) > FEW and len(gone) > of * self.share)):
            return [_too_many(what, len(gone), of)]
        for first in range(0, len(gone), AT_ONCE):
            some = gone[first : first + AT_ONCE]
            await self.db.write_behind(keep_catalog.retire_entities, self.source, what, some)
        return []

    async def _end(self, doubts: Sequence[str]) -> None:
        """Admins see what could not be mapped; nothing is written where that is as before."""
        name = self.source.job(keep_catalog.ILLNESS)
        wrong = [one for one in await self.db.read(misfits.of, self.source.system) if one.is_fault]
        why = summary(wrong)
        said = " ".join(filter(None, [*doubts, why]))
        known = {one.name: one.why for one in await self.db.read(health.ill)}
        if known.get(name, "") != said:
            await self.db.write_behind(keep_catalog.end_catalog, self.source, doubts, why)


async def _has_left(jq: Jq, block: Block, thing: Thing) -> bool:
    """Tell whether a block that gave it would not do so now: it changed since."""
    if not is_listed(block, thing):
        return True
    ((said,),) = await jq.rows([block.fields[QUERY].text], [thing])
    return said.value is False


def _too_many(what: str, gone: int, of: int) -> str:
    return (
        f"{gone} of {of} entities of {what} were not there any more; they are kept, as that is too much to "
        "believe. CATALOG_MOST_GONE says how much is believed."
    )
