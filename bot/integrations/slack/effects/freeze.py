"""Whether people may deploy: one message that is always true, in the channel that is tagged for it."""

import json
from collections.abc import Sequence

from bot.domain.errors import TransientError
from bot.domain.events import (
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentOpened,
    IncidentReopened,
    IncidentUpdated,
    LinkMade,
    MadePrivate,
    TextRedacted,
)
from bot.domain.incident import Incident, LinkKind, Shown
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Audience, Run, on
from bot.store import freezing, shown, taxonomy
from bot.store.who import directory
from bot.views.update import freeze

SURFACE = "freeze"


def _may_freeze(event: Event) -> bool:
    match event:
        case LinkMade():
            return event.kind == LinkKind.CHANNEL
        case IncidentUpdated():
            return event.changes("title", "status", "priority", "category", "environments")
    return True


class FreezeEffects(Posting):
    """Ask people to wait, and tell them when they need not any more."""

    @on(
        IncidentOpened,
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        IncidentReopened,
        MadePrivate,
        TextRedacted,
        LinkMade,
        audience=Audience.FREEZE,
        mirror=True,
        settle=0.25,
        when=_may_freeze,
    )
    async def show_freeze(self, run: Run) -> Shown | None:
        """Post anew when a freeze begins and when it ends; in between keep the message true."""
        because = await self.db.read(freezing.now)
        kept = dict(await self.db.read(shown.get, run.subject, SURFACE))
        last = (await self._found(run, kept) or kept) if run.again else kept
        names = " ".join(incident.ref for incident in because)
        if not names and not last.get("because"):
            return _shown(last["channel"], last["ts"], "") if last != kept else None
        channel = await self.db.read(directory.tagged, "it_deploy")
        if channel is None:
            raise TransientError("The workspace's channels are not read yet.")
        if not channel:
            return None
        if not names:
            return await self._end(run, channel, last)
        return await self._freeze(run, channel, last, because)

    async def _freeze(
        self, run: Run, channel: str, last: dict[str, str], because: Sequence[Incident]
    ) -> Shown | None:
        message = freeze.frozen(because, await self.db.read(taxonomy.load))
        names = " ".join(incident.ref for incident in because)
        said = json.dumps(message)
        if not last.get("because"):
            ts = await self._post(channel, message, Mark.of("frozen", run, once=True))
            return _shown(channel, ts, names, said)
        if said == last.get("said"):
            return None
        await self._update(last["channel"], last["ts"], message)
        return _shown(last["channel"], last["ts"], names, said)

    async def _end(self, run: Run, channel: str, last: dict[str, str]) -> Shown:
        """What asked people to wait is mended first, so that it never stands there alone."""
        ended = ", ".join(last["because"].split())
        await self._update(last["channel"], last["ts"], freeze.past(ended))
        message = freeze.free(ended, await self.db.read(taxonomy.load))
        ts = await self._post(channel, message, Mark.of("free", run, once=True))
        return _shown(channel, ts, "")

    async def _found(self, run: Run, last: dict[str, str]) -> dict[str, str] | None:
        """Find what an earlier attempt posted and could not tell."""
        channel = await self.db.read(directory.tagged, "it_deploy")
        if not channel:
            return None
        for kind, because in (("free", ""), ("frozen", last.get("because") or "an incident")):
            mark = Mark.of(kind, run, once=True)
            ts = await find_message(self.slack, channel, mark, run.first_at)
            if ts:
                return {"channel": channel, "ts": ts, "because": because}
        return None


def _shown(channel: str, ts: str, because: str, said: str = "") -> Shown:
    return Shown(SURFACE, {"channel": channel, "ts": ts, "because": because, "said": said})
