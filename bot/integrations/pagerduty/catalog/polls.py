"""When the catalog is read: now and then, when the file changes, and what was told of at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.integrations.integration import Tools
from bot.integrations.pagerduty.catalog.file import OFF, CatalogFile, file_of
from bot.integrations.pagerduty.catalog.live import Live
from bot.integrations.pagerduty.catalog.patience import Tell, note
from bot.integrations.pagerduty.catalog.resync import Resync
from bot.integrations.pagerduty.client import PagerDuty
from bot.ports import Clock, Poll, Progress, no_progress
from bot.store.database import Database
from bot.usecases.catalog.hear_news import NEWS, READING, ask_reading
from bot.usecases.unit import Unit

EVERY = timedelta(hours=2)
LOOK = timedelta(seconds=30)
"""Until a change of the file is noticed."""

SELDOM = timedelta(hours=1)
"""What was told is read at once; this is for what could not be read then."""

WATCHING = "pagerduty catalog file"


def polls(tools: Tools, client: PagerDuty) -> tuple[Poll, ...]:
    """Give none where CATALOG_FILE is off."""
    file, job = file_of(tools.settings), client.source.job
    if file is None:
        return ()
    whole = resync(client, tools.db, tools.clock, tools.settings, file)
    watch = Watch(file, tools.db, job(READING), file.present)
    return (
        Poll(job(READING), EVERY, whole.run, at_start=True),
        Poll(job(WATCHING), LOOK, watch.run, first=LOOK),
        Poll(job(NEWS), SELDOM, Live(whole).run, first=SELDOM),
    )


def resync(
    client: PagerDuty,
    db: Database[Unit],
    clock: Clock,
    settings: Mapping[str, str],
    file: CatalogFile,
    progress: Progress = no_progress,
    tell: Tell = note,
) -> Resync:
    share = settings["catalog_most_gone"]
    return Resync(client, db, clock, file, 0.0 if share == OFF else float(share), progress, tell)


@dataclass
class Watch:
    """Asks for a reading once the file is not what it was when it was looked at last."""

    file: CatalogFile
    db: Database[Unit]
    job: str
    known: str

    async def run(self) -> str:
        content = self.file.content
        changed, self.known = content != self.known, content
        if changed:
            await self.db.write_behind(ask_reading, self.job)
        return f"{self.file.path} has changed; it is read anew." if changed else "As before."
