"""A storm: what waits is listed in one message that is always true, and taken in piece by piece."""

import json

from bot.domain.errors import TransientError
from bot.domain.events import (
    Event,
    IncidentBraked,
    IncidentClosed,
    IncidentFreed,
    IncidentMerged,
    IncidentUpdated,
    LinkMade,
    MadePrivate,
    StormTaken,
    TextRedacted,
)
from bot.domain.incident import LinkKind, Shown
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Audience, Run, on
from bot.store import shown, taxonomy
from bot.store.api import storms
from bot.store.who import directory
from bot.usecases.alerts.calm_storm import take_in
from bot.usecases.unit import category_of_storm
from bot.views.alerts import storm
from bot.views.alerts.storm import Storm

SURFACE = "storm"


def _may_matter(event: Event) -> bool:
    match event:
        case LinkMade():
            return event.kind == LinkKind.CHANNEL
        case IncidentUpdated():
            return event.changes("title", "status", "priority", "category")
    return True


class StormEffects(Posting):
    @on(
        IncidentBraked,
        IncidentFreed,
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        MadePrivate,
        TextRedacted,
        LinkMade,
        audience=Audience.STORM,
        mirror=True,
        settle=1.0,
        when=_may_matter,
    )
    async def show_storm(self, run: Run) -> Shown | None:
        """Post when a storm begins, keep it true as long as something waits, say when nothing does."""
        found = await self.db.read(_storm, run.subject)
        last = dict(await self.db.read(shown.get, run.subject, SURFACE))
        if not found.count:
            return await self._end(last)
        place = last.get("channel") or await self._place(found)
        if not place:
            return None
        message = storm.render(found, await self.db.read(taxonomy.load))
        said = json.dumps(message)
        ts = last.get("ts", "")
        if not ts and run.again:
            ts = await find_message(self.slack, place, Mark.of(SURFACE, run, once=True), run.first_at) or ""
        if ts and said != last.get("said"):
            await self._update(place, ts, message)
        elif not ts:
            ts = await self._post(place, message, Mark.of(SURFACE, run, once=True))
        return Shown(SURFACE, {"channel": place, "ts": ts, "said": said})

    @on(StormTaken)
    async def take_storm(self, run: Run) -> None:
        """Merge what waited, a few in each transaction."""
        event = run.event
        assert isinstance(event, StormTaken)
        while await self.db.write_behind(take_in, run.incident.id, event.upto, by=event.by):
            pass

    async def _end(self, last: dict[str, str]) -> Shown | None:
        if not last:
            return None
        await self._update(last["channel"], last["ts"], storm.over())
        return Shown(SURFACE, {})

    async def _place(self, found: Storm) -> str:
        """Private ones are told of where their own people are; all others where everybody looks."""
        public = await self.db.read(directory.tagged, "tech_incidents")
        if public is None:
            raise TransientError("The workspace's channels are not read yet.")
        if public and not category_of_storm(found.subject):
            return public
        links = [one.link(LinkKind.CHANNEL) for one in found.into]
        return next((link.key for link in links if link), "")


def _storm(subject: str) -> Storm:
    category = category_of_storm(subject)
    first = storms.listed(category, taxonomy.load(), storm.SHOWN)
    into = storms.with_channel(category, storm.INTO)
    return Storm(subject, first, storms.count(category), into, storms.last(category))
