"""All incidents that somebody may see, sent to them as a file that is never held in memory whole."""

import tempfile
from typing import IO

from bot.domain.errors import PermanentError
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark
from bot.ports import Run, on
from bot.store import taxonomy, workspace
from bot.store.find.export import page_of
from bot.store.who import people
from bot.usecases.insight.ask_export import asked_in
from bot.views.export import records
from bot.views.export.written import Written
from bot.views.insight import exported


class ExportEffects(Posting):
    @on(mirror=True, quiet=True)
    async def send_export(self, run: Run) -> None:
        """Say so where it cannot be sent: nobody else would.

        After a lost answer it may be there twice, as people's own messages cannot be looked through.
        """
        person, form = asked_in(run.subject)
        with tempfile.TemporaryFile() as file:
            count = await self._write(file, person, form)
            name = exported.name(form, self.clock())
            try:
                sent = await self.slack.send(name, file)
            except PermanentError as error:
                await self._tell_person(run, person, "export", exported.refused(str(error)))
                return
        mark = Mark.of("export", run, once=True)
        place, _ = await self._post_to(person, exported.follows(count), mark)
        await self.slack.call(
            "files.completeUploadExternal", files=[{"id": sent, "title": name}], channel_id=place
        )

    async def _write(self, file: IO[bytes], person: str, form: str) -> int:
        """Write it page by page, and give how many incidents that are."""
        words, home = await self.db.read(taxonomy.load), await self.db.read(workspace.home)
        written = Written(form, records.columns(words))
        file.write(written.begin().encode())
        after = count = 0
        while found := await self.db.read(page_of, person, after):
            some = await self.db.read(records.several, found, words, people.several, home)
            file.write(written.go_on(some).encode())
            after, count = found[-1].id, count + len(found)
        file.write(written.end().encode())
        return count
