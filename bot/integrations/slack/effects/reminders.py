"""What people are asked for: one message at most for each incident, gone when it is answered."""

import json
from datetime import datetime
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import (
    IncidentClosed,
    IncidentMerged,
    IncidentUpdated,
    KeyEventSet,
    MadePrivate,
    PostmortemReady,
    Reminded,
    ReminderSnoozed,
    RoleGiven,
)
from bot.domain.incident import Incident, Shown
from bot.domain.rules import reminders
from bot.domain.rules.reminders import Ask
from bot.domain.rules.roles import COMMANDER
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Run, on
from bot.store import dues, shown, taxonomy
from bot.store.who import directory, hearers
from bot.views.drills.marked import marked
from bot.views.remind import reminder
from bot.views.remind.reminder import Reminder

SURFACE = "reminder"
GONE = {"message_not_found", "channel_not_found", "cant_delete_message", "is_archived", "not_in_channel"}
"""Nothing is left to take away there."""

Last = dict[str, str]
"""The message that stands: place, channel, ts, said, and when its last question was asked."""


class ReminderEffects(Posting):
    """Only a new message notifies people, so each time it is asked is one, and the one before goes."""

    @on(
        Reminded,
        ReminderSnoozed,
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        RoleGiven,
        KeyEventSet,
        PostmortemReady,
        MadePrivate,
        mirror=True,
    )
    async def show_reminder(self, run: Run) -> Shown | None:
        """Ask, change what is asked, or take it away."""
        incident, place = run.incident, await self.db.read(hearers.place, run.incident)
        last = dict(await self.db.read(shown.get, run.subject, SURFACE))
        asks = reminders.asking(await self.db.read(dues.asks, incident, self.clock()))
        lost = await self._lost(run, place, last) if run.again else ""
        if asks and not place:
            return None
        if not asks:
            await self._take_away(last, place, lost)
            return Shown(SURFACE, {}) if last else None
        message = marked(incident, reminder.render(await self._addressed(incident, asks)))
        newest = max(ask.asked_at for ask in asks if ask.asked_at).isoformat()
        if _is_newer(newest, last):
            now = await self._ask(run, place, lost, message)
            await self._take_away(last, "", "")
            return Shown(SURFACE, {**now, "asked_at": newest})
        if last.get("place") == place:
            return Shown(SURFACE, await self._change(last, message))
        await self._take_away(last, place, lost)
        return Shown(SURFACE, {"asked_at": last["asked_at"]})

    async def _ask(self, run: Run, place: str, lost: str, message: dict[str, Any]) -> Last:
        channel, ts = place, lost
        if lost:
            await self._update(place, lost, message)
        else:
            channel, ts = await self._post_to(place, message, Mark.of(SURFACE, run))
        return {"place": place, "channel": channel, "ts": ts, "said": json.dumps(message)}

    async def _change(self, last: Last, message: dict[str, Any]) -> Last:
        said = json.dumps(message)
        if said != last["said"]:
            await self._update(last["channel"], last["ts"], message)
        return {**last, "said": said}

    async def _lost(self, run: Run, place: str, last: Last) -> str:
        """Find what an earlier attempt posted and could not tell.

        It may be there twice in people's own messages, which are not looked through.
        """
        if run.incident.open_channel is None:
            return ""
        found = await find_message(self.slack, place, Mark.of(SURFACE, run), run.first_at)
        return found if found and found != last.get("ts") else ""

    async def _take_away(self, last: Last, place: str, lost: str) -> None:
        for channel, ts in ((last.get("channel"), last.get("ts")), (place, lost)):
            if channel and ts:
                try:
                    await self.slack.call("chat.delete", channel=channel, ts=ts)
                except PermanentError as error:
                    if error.code not in GONE:
                        raise

    async def _addressed(self, incident: Incident, asks: tuple[Ask, ...]) -> Reminder:
        """The commander, else who has a role; and the usergroup, where nobody answered."""
        words = await self.db.read(taxonomy.load)
        commander = incident.holder(COMMANDER)
        people = (commander,) if commander else tuple(dict.fromkeys(incident.roles.values()))
        category = words.categories.get(incident.category)
        aloud = any(ask.aloud for ask in asks) and not incident.drill
        handles = category.responders if category and aloud else ()
        groups = await self.db.read(directory.ids_of, handles) if handles else ()
        return Reminder(incident, words, asks, people, groups)


def _is_newer(newest: str, last: Last) -> bool:
    """Tell whether it was asked since."""
    asked_at = last.get("asked_at")
    return not asked_at or datetime.fromisoformat(newest) > datetime.fromisoformat(asked_at)
