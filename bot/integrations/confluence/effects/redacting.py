"""Words that were taken out of an incident leave its page, also where people wrote them."""

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import TextRedacted
from bot.domain.postmortem import Home
from bot.domain.redacting.words import Swept, without
from bot.integrations.confluence.client import CONFLICT
from bot.integrations.confluence.effects.hands import ConfluenceEffects
from bot.ports import Run, on
from bot.store.queues import redactions
from bot.usecases.postmortem.hear_postmortem import LANE
from bot.views.timeline import taken_out


class RedactingEffects(ConfluenceEffects):
    @on(TextRedacted, lane=LANE)
    async def redact_page(self, run: Run) -> Swept | None:
        """Write it without them; Confluence itself keeps its earlier versions."""
        there = run.incident.postmortem
        words = await self.db.read(redactions.words, run.number, run.delivery)
        if words and there and there.home is Home.CONFLUENCE and there.is_there:
            await self._clean(there.id, words)
        return Swept(run.number)

    async def _clean(self, number: str, words: str) -> None:
        page = await self._look(number)
        if page is None:
            return
        body = str(page["body"]["storage"]["value"])
        cleaned = taken_out.markup(body, words)
        title = without(str(page["title"]), words)
        if (cleaned, title) == (body, page["title"]):
            return
        version = {"number": int(page["version"]["number"]) + 1, "message": "Firebell: redacted"}
        said = {"id": page["id"], "status": "current", "title": title, "version": version}
        storage = {"representation": "storage", "value": cleaned}
        try:
            await self.confluence.write("PUT", f"/api/v2/pages/{number}", {**said, "body": storage})
        except PermanentError as error:
            if error.code == CONFLICT:
                raise TransientError("Somebody wrote in the page just now; it is read again.") from error
            raise
