"""Words that were taken out of an incident leave its post-mortem in Slack, also where people wrote them."""

from bot.domain.errors import PermanentError
from bot.domain.events import TextRedacted
from bot.domain.incident import LinkKind
from bot.domain.postmortem import Home, PaperSeen
from bot.domain.redacting.words import Swept, holds, without
from bot.integrations.slack.effects.postmortem.canvas import GONE
from bot.integrations.slack.effects.postmortem.files import Sending, is_ours
from bot.ports import Run, on
from bot.store.postmortem import papers
from bot.store.queues import redactions
from bot.usecases.postmortem.hear_postmortem import LANE
from bot.views.postmortem.content import exported, title


class PaperRedactionEffects(Sending):
    @on(TextRedacted, lane=LANE)
    async def redact_canvas(self, run: Run) -> Swept | None:
        """Write it without them; Slack itself keeps what was changed in its history."""
        there = run.incident.postmortem
        words = await self.db.read(redactions.words, run.number, run.delivery)
        if words and there and there.home is Home.CANVAS and there.is_there:
            try:
                await self._clean(there.id, words)
            except PermanentError as error:
                if error.code not in GONE:
                    raise
        return Swept(run.number)

    @on(TextRedacted, needs=LinkKind.CHANNEL, mirror=True, lane=LANE)
    async def redact_files(self, run: Run) -> PaperSeen | None:
        """What was sent as a file goes; where nothing else holds it, it is sent anew."""
        there, channel = run.incident.postmortem, run.incident.link(LinkKind.CHANNEL)
        if channel is None:
            return None
        sent = await self.slack.call("files.list", channel=channel.key, user=self.bot, count=100)
        for file in sent["files"]:
            if is_ours(str(file.get("name") or ""), run.incident):
                await self._delete(str(file["id"]))
        if there is None or there.home is not Home.FILE or not there.is_there or run.incident.archived:
            return None
        material = await self.db.read(papers.material, run.incident)
        text, name = exported(material), title(run.incident)
        file = await self._sent(run, channel.key, text)
        url = str((await self.slack.call("files.info", file=file))["file"].get("permalink") or "")
        return PaperSeen(there.mark, Home.FILE, file, url, name, "", "", material.reach, text=text)

    async def _clean(self, canvas: str, words: str) -> None:
        changes = []
        name = str((await self.slack.call("files.info", file=canvas))["file"].get("title") or "")
        if holds(name, words):
            changes.append({"operation": "rename", "title_content": _markdown(without(name, words))})
        said = await self.slack.call("canvases.getContent", canvas_id=canvas, content_type="markdown")
        text = str(said["content"])
        if holds(text, words):
            changes.append({"operation": "replace", "document_content": _markdown(without(text, words))})
        for change in changes:
            await self.slack.call("canvases.edit", canvas_id=canvas, changes=[change])


def _markdown(text: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": text}
