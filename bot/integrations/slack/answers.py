"""What the one who waits is given, once."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.domain.errors import PermanentError, TransientError
from bot.integrations.faults import reached
from bot.integrations.slack.client import TITLE, Slack
from bot.integrations.slack.sayings import meaning

INVALID = "invalid_blocks"
"""What is said of blocks that are wrong, or that a workspace does not know yet."""


@dataclass(frozen=True)
class SlackAnswers:
    """Implements ports.Answers."""

    slack: Slack
    session: aiohttp.ClientSession

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        await self._open("views.open", trigger, view)

    async def push_view(self, trigger: str, view: dict[str, Any]) -> None:
        await self._open("views.push", trigger, view)

    async def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        await self.slack.call("views.update", view_id=view_id, view=view)

    async def publish_home(self, person: str, view: dict[str, Any]) -> None:
        await self.slack.call("views.publish", user_id=person, view=view)

    async def whisper_in(self, channel: str, person: str, message: dict[str, Any]) -> None:
        """Tell one person in a channel, where they did nothing that could be answered."""
        await self.slack.call("chat.postEphemeral", channel=channel, user=person, **message)

    async def say(self, channel: str, message: dict[str, Any]) -> None:
        """Answer in the conversation with one person."""
        await self.slack.call("chat.postMessage", channel=channel, **message)

    async def whisper(self, response_url: str, message: dict[str, Any]) -> None:
        """Tell the one who pressed, and nobody else.

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        body = {"response_type": "ephemeral", "replace_original": False, **message}
        with reached(TITLE):
            async with self.session.post(response_url, json=body) as answer:
                status, said = answer.status, await answer.text()
        if status == 400 and INVALID in said:
            raise PermanentError(meaning(INVALID), code=INVALID)
        if status != 200:
            raise TransientError(f"Slack did not take the answer ({status}).")

    async def channel_name(self, channel: str) -> str:
        answer = await self.slack.call("conversations.info", channel=channel)
        return str(answer["channel"]["name"])

    async def usergroups(self) -> list[tuple[str, str, str, tuple[str, ...]]]:
        answer = await self.slack.call("usergroups.list", include_users=True)
        return [
            (group["id"], group["handle"], group["name"], tuple(group.get("users", ())))
            for group in answer["usergroups"]
        ]

    async def _open(self, method: str, trigger: str, view: dict[str, Any]) -> None:
        """Slack told twice of the same press: its window is open already.

        https://docs.slack.dev/reference/methods/views.open#errors
        """
        try:
            await self.slack.call(method, trigger_id=trigger, view=view)
        except PermanentError as error:
            if error.code != "exchanged_trigger_id":
                raise
