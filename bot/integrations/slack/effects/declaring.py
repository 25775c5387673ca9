"""What follows from how an incident was declared: from a message, or in a hurry."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from bot.domain.errors import PermanentError
from bot.domain.events import Event, IncidentClosed, IncidentOpened, IncidentUpdated, LinkMade
from bot.domain.incident import LinkKind, Shown
from bot.domain.rules.critical import is_quick
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Run, on
from bot.store import shown, taxonomy
from bot.views.declare import critical, origin

SURFACE = "question"
ANSWERABLE = timedelta(minutes=30)
"""https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""

CLOSED_TO_US = {
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "method_not_supported_for_channel_type",
}
"""Where Firebell cannot answer, people see in their own channel what became of it."""


def _concerns(event: Event) -> bool:
    match event:
        case IncidentOpened():
            return event.quick
        case IncidentUpdated():
            return event.changes("category", "impacts", "priority")
    return True


class DeclaringEffects(Posting):
    """Answer where it came from, and ask for what nobody has said yet."""

    @on(LinkMade, needs=LinkKind.CHANNEL, quiet=True, when=lambda event: event.kind == LinkKind.ORIGIN)
    async def answer_origin(self, run: Run) -> None:
        """Say in the message's thread where it goes on; of a private one nothing."""
        there = run.incident.link(LinkKind.ORIGIN)
        if there is None or run.incident.private:
            return
        channel, ts = there.key.split("/")
        thread = parse_qs(urlsplit(there.url).query).get("thread_ts", [ts])[0]
        try:
            if run.again:
                # Only who is in a channel can look there for what an earlier attempt left.
                await self.slack.call("conversations.join", channel=channel)
            await self._post_once(
                run, channel, "origin", {**origin.answer(run.incident), "thread_ts": thread}
            )
        except PermanentError as error:
            if error.code not in CLOSED_TO_US:
                raise

    @on(IncidentOpened, needs=LinkKind.CHANNEL, quiet=True, when=_concerns)
    async def tell_declarer(self, run: Run) -> None:
        """Tell who typed the command where it goes on, as long as Slack takes answers to it."""
        asked = run.incident.link(LinkKind.ANSWER)
        late = self.clock() - run.incident.opened_at > ANSWERABLE
        if asked and not late and not run.incident.is_closed:
            await self.whisper(asked.url, critical.place(run.incident))

    @on(
        IncidentOpened,
        IncidentUpdated,
        IncidentClosed,
        needs=LinkKind.CHANNEL,
        mirror=True,
        settle=0.5,
        prompt=True,
        when=_concerns,
    )
    async def ask_facts(self, run: Run) -> Shown | None:
        """Ask in the channel for category and impacts, and show what was answered."""
        there = run.incident.link(LinkKind.CHANNEL)
        if there is None or not is_quick(run.incident):
            return None
        question = critical.question(run.incident, await self.db.read(taxonomy.load))
        last = await self.db.read(shown.get, run.subject, SURFACE)
        mark = Mark.of(SURFACE, run)
        if not last and run.again:
            found = await find_message(self.slack, there.key, mark, run.first_at)
            last = {"channel": there.key, "ts": found} if found else {}
        if last:
            await self._update(last["channel"], last["ts"], question)
            return Shown(SURFACE, last)
        return Shown(SURFACE, {"channel": there.key, "ts": await self._post(there.key, question, mark)})
