"""A post-mortem as a Markdown file: where nothing else holds it, and for whoever asks for one."""

from bot.domain.errors import PermanentError
from bot.domain.events import PostmortemAsked, PostmortemExported, PostmortemExtended, PostmortemHidden
from bot.domain.incident import Incident, LinkKind
from bot.domain.postmortem import Home, PaperSeen
from bot.domain.postmortem.material import Material
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark
from bot.ports import Run, on
from bot.store.postmortem import papers
from bot.usecases.postmortem.hear_postmortem import LANE
from bot.views.postmortem import notices
from bot.views.postmortem.content import exported, fresh, title

GONE = {"file_not_found", "file_deleted"}


class Sending(Posting):
    """For effects that send files."""

    async def _sent(self, run: Run, place: str, text: str) -> str:
        """Send it once, and give its id: its name is this delivery's own."""
        name = _name(run)
        if run.again:
            found = await self.slack.call("files.list", channel=place, user=self.bot, count=100)
            there = next((str(one["id"]) for one in found["files"] if one.get("name") == name), "")
            if there:
                return there
        file = await self.slack.upload(name, text)
        said = _said(run.incident)
        await self.slack.call(
            "files.completeUploadExternal",
            files=[{"id": file, "title": title(run.incident)}],
            channel_id=place,
            initial_comment=said,
        )
        return file

    async def _delete(self, file: str) -> None:
        try:
            await self.slack.call("files.delete", file=file)
        except PermanentError as error:
            if error.code not in GONE:
                raise


class FileEffects(Sending):
    @on(
        PostmortemAsked,
        PostmortemExtended,
        needs=LinkKind.CHANNEL,
        lane=LANE,
        when=lambda event: isinstance(event, PostmortemExtended) or event.home == Home.FILE,
    )
    async def write_file(self, run: Run) -> PaperSeen | None:
        """Send it to the channel; what came later goes into another file, as this one stays as it is."""
        there, channel = run.incident.postmortem, run.incident.link(LinkKind.CHANNEL)
        if there is None or channel is None or there.home is not Home.FILE or not there.is_ours:
            return None
        if there.is_there and not there.waits:
            return None
        material = await self.db.read(papers.material, run.incident)
        text = material.text if there.edited and not there.is_there else fresh(material)
        file = await self._sent(run, channel.key, text)
        url = str((await self.slack.call("files.info", file=file))["file"].get("permalink") or "")
        name = title(run.incident)
        return PaperSeen(there.mark, Home.FILE, file, url, name, "", "", material.reach, text=text)

    @on(PostmortemExported)
    async def send_postmortem(self, run: Run) -> None:
        """Send it to the channel; where nobody can write there, to the one who asked.

        Only a message opens their direct messages; after a lost answer it may stand there twice.
        """
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, PostmortemExported)
        material: Material = await self.db.read(papers.material, run.incident)
        if channel and not run.incident.archived:
            await self._sent(run, channel.key, exported(material))
            return
        said = notices.follows(run.incident)
        place, _ = await self._post_to(event.by, said, Mark.of("export", run, once=True))
        await self._sent(run, place, exported(material))

    @on(PostmortemHidden, lane=LANE, when=lambda event: event.home == Home.FILE)
    async def hide_file(self, run: Run) -> None:
        event = run.event
        assert isinstance(event, PostmortemHidden)
        if event.id:
            await self._delete(event.id)


def _name(run: Run) -> str:
    return f"{run.incident.ref}-post-mortem-{run.delivery}.md"


def is_ours(name: str, incident: Incident) -> bool:
    """Tell whether a file with this name holds the incident's post-mortem."""
    return name.startswith(f"{incident.ref}-post-mortem-")


def _said(incident: Incident) -> str:
    return f"The post-mortem of {incident.ref} as it is known now."
