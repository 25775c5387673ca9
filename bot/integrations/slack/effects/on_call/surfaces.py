"""Who is on call, where Slack shows it: a channel's topic, and usergroups that follow a schedule."""

from collections.abc import Awaitable

from bot.domain.errors import PermanentError
from bot.domain.incident import Shown
from bot.integrations.slack.effects.effect import SlackEffects
from bot.ports import Run, on
from bot.store import shown
from bot.store.oncall import usergroups
from bot.usecases.directory.on_call import GROUP, TOPIC, topic_now
from bot.usecases.directory.wellness import fall_ill, recover


class OnCallEffects(SlackEffects):
    """What Slack refuses is said to admins, and tried again after the next reading."""

    @on(mirror=True, quiet=True)
    async def set_on_call(self, run: Run) -> Shown | None:
        """Say it in the topic of the channel in which incidents are announced, where that is news."""
        now = await self.db.read(topic_now, self.clock())
        if not now or now == await self.db.read(shown.get, run.subject, TOPIC):
            return None
        setting = self.slack.call("conversations.setTopic", **now)
        return Shown(TOPIC, now) if await self._done("on-call topic", setting) else None

    @on(mirror=True, quiet=True)
    async def fill_usergroup(self, run: Run) -> None:
        """Make a usergroup hold who is on call, and nobody else.

        https://docs.slack.dev/reference/methods/usergroups.users.update
        """
        handle = run.subject.removeprefix(GROUP)
        different = await self.db.read(usergroups.different, self.clock())
        for one in different:
            if one.handle == handle:
                users = ",".join(one.people)
                filling = self.slack.call("usergroups.users.update", usergroup=one.id, users=users)
                await self._done(f"usergroup @{handle}", filling)

    async def _done(self, name: str, call: Awaitable[object]) -> bool:
        try:
            await call
        except PermanentError as error:
            await self.db.write_behind(fall_ill, name, str(error))
            return False
        await self.db.write_behind(recover, name)
        return True
