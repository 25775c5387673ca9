"""Whether the mapping file can be used, and what of it did not fit when it was used last."""

from collections.abc import Mapping

from bot.domain.catalog import Misfit
from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import PermanentError, UserError
from bot.domain.paging.source import Source
from bot.integrations.pagerduty.catalog.evaluator import Jq
from bot.integrations.pagerduty.catalog.file import file_of
from bot.store.catalog import misfits
from bot.store.database import Database
from bot.usecases.unit import Unit
from bot.views.catalog.misfits import ABOUT, findings


async def look(settings: Mapping[str, str], db: Database[Unit], source: Source) -> list[Finding]:
    """Name each fault with its cure; asks nobody."""
    about, file = f"{source.title} {ABOUT}", file_of(settings)
    if file is None:
        return [note(about, "It is off: CATALOG_FILE says so.")]
    try:
        async with Jq() as jq:
            await file.read(jq)
    except (UserError, PermanentError) as error:
        return [fault(about, str(error))]
    found: list[Misfit] = await db.read(misfits.of, source.system)
    return [sound(about, f"{file.path.name} can be read."), *findings(found, about)]
