"""What the one who waits is given, once."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.domain.errors import TransientError
from bot.integrations.slack.client import Slack


@dataclass(frozen=True)
class SlackAnswers:
    """Implements ports.Answers."""

    slack: Slack
    session: aiohttp.ClientSession

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        await self.slack.call("views.open", trigger_id=trigger, view=view)

    async def push_view(self, trigger: str, view: dict[str, Any]) -> None:
        await self.slack.call("views.push", trigger_id=trigger, view=view)

    async def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        await self.slack.call("views.update", view_id=view_id, view=view)

    async def publish_home(self, person: str, view: dict[str, Any]) -> None:
        await self.slack.call("views.publish", user_id=person, view=view)

    async def whisper(self, response_url: str, message: dict[str, Any]) -> None:
        """Tell the one who pressed, and nobody else.

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        body = {"response_type": "ephemeral", "replace_original": False, **message}
        try:
            async with self.session.post(response_url, json=body) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TransientError(f"Slack does not answer ({type(error).__name__}).") from error
        if status != 200:
            raise TransientError(f"Slack did not take the answer ({status}).")
