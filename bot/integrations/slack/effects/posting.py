"""How messages are posted once, and kept true."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.domain.errors import PermanentError
from bot.domain.incident import Incident, Link, LinkKind
from bot.integrations.slack.effects.effect import SlackEffects
from bot.integrations.slack.proofs import Mark, find_message, find_said
from bot.ports import Run
from bot.store import shown
from bot.store.who import hearers
from bot.usecases.follow_channel import plan_telling
from bot.views.drills.marked import marked

GONE = {"message_not_found", "cant_update_message", "is_archived", "is_inactive"}
"""Somebody deleted it, so they wanted it gone; or its channel is archived and shows its last state."""

_T = TypeVar("_T")


class Posting(SlackEffects):
    """For effects that post."""

    async def _post_once(self, run: Run, channel: str, kind: str, message: dict[str, Any]) -> str:
        """Post what belongs to this one delivery, also in a thread, and give its ts."""
        message = said_of(run, message)
        mark, thread = Mark.of(kind, run, once=True), message.get("thread_ts", "")
        found = None
        if run.again:
            found = await find_message(self.slack, channel, mark, run.first_at, thread=thread)
        if run.lost and not found:
            found = await find_said(self.slack, channel, message, mark, run.lost, thread=thread)
        return found or await self._post(channel, message, mark)

    async def _post_outside(
        self, run: Run, incident: Incident, channel: str, kind: str, message: dict[str, Any]
    ) -> None:
        """Post of an incident in a channel of others, so that it is found there when it must go."""
        if channel not in await self.db.read(shown.places_told, incident):
            await self.db.write_behind(plan_telling, incident.id, channel)
        await self._post_once(run, channel, kind, message)

    async def _tell_person(self, run: Run, person: str, kind: str, message: dict[str, Any]) -> None:
        """Say it to them alone. It may be there twice after a lost answer, as nobody can look there.

        What was owed when a backup was made has been said long before that is restored.
        """
        if not run.is_of_backup:
            await self._post(person, said_of(run, message), Mark.of(kind, run, once=True))

    async def _tell_hearers(self, run: Run, kind: str, message: dict[str, Any]) -> None:
        """Say what must be heard: in its channel, else to those who lead it or can be called.

        It may stand twice with people after a lost answer: their own messages cannot be looked through.
        """
        for place in await self.db.read(hearers.of, run.incident):
            if place.startswith(("C", "G")):
                await self._post_once(run, place, kind, message)
            else:
                await self._tell_person(run, place, kind, message)

    async def _keep_true(
        self, run: Run, kind: LinkKind, channel: str, message: dict[str, Any]
    ) -> Link | None:
        """Post it, or make the one that is there equal to `message`."""
        there, message = run.incident.link(kind), said_of(run, message)
        if there:
            place, ts = there.key.split("/")
            await self._update(place, ts, message)
            return None
        found = await self._found_again(run, kind, channel) if run.again else None
        return found or self._link_to(kind, channel, await self._post(channel, message, Mark.of(kind, run)))

    async def _pin(self, there: Link | None) -> None:
        """Pin a message; where an earlier attempt did, Slack says so."""
        if there is None:
            return
        channel, ts = there.key.split("/")
        try:
            await self.slack.call("pins.add", channel=channel, timestamp=ts)
        except PermanentError as error:
            if error.code != "already_pinned":
                raise

    async def _found_again(self, run: Run, kind: LinkKind, channel: str) -> Link | None:
        """Give what an earlier attempt posted and nobody heard of."""
        if run.incident.link(kind):
            return None
        ts = await find_message(self.slack, channel, Mark.of(kind, run), run.first_at)
        return self._link_to(kind, channel, ts) if ts else None

    def _link_to(self, kind: LinkKind, channel: str, ts: str) -> Link:
        return Link(kind, f"{channel}/{ts}", f"{self.url}archives/{channel}/p{ts.replace('.', '')}")

    async def _update(self, channel: str, ts: str, message: dict[str, Any]) -> None:
        try:
            await self._inside(
                channel, lambda: self.slack.call("chat.update", channel=channel, ts=ts, **message)
            )
        except PermanentError as error:
            if error.code not in GONE:
                raise

    async def _post(self, channel: str, message: dict[str, Any], mark: Mark) -> str:
        return (await self._post_to(channel, message, mark))[1]

    async def _post_to(self, place: str, message: dict[str, Any], mark: Mark) -> tuple[str, str]:
        """Post it there, or to a person; give the channel in which it stands, and its ts."""
        args: dict[str, Any] = {**message, "metadata": mark.metadata, "unfurl_links": False}
        answer = await self._inside(
            place,
            lambda: self.slack.call("chat.postMessage", channel=place, **args, unfurl_media=False),
        )
        return str(answer["channel"]), str(answer["ts"])

    async def _inside(self, channel: str, call: Callable[[], Awaitable[_T]]) -> _T:
        """Where Firebell was taken out of a public channel, it goes back in."""
        try:
            return await call()
        except PermanentError as error:
            if error.code != "not_in_channel":
                raise
            await self.slack.call("conversations.join", channel=channel)
            return await call()


def said_of(run: Run, message: dict[str, Any]) -> dict[str, Any]:
    """Give it as it is said of this incident: of a drill, that it is one."""
    return marked(run.of_incident, message) if run.of_incident else message
