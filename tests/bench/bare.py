"""The yardstick: slack_bolt as its documentation starts it, doing nothing but ack."""

import asyncio
import os
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

TOKEN = os.environ["SLACK_BOT_TOKEN"]
FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "words", "initial_value": "Nothing at all"},
        }
    ],
}


async def authorize() -> AuthorizeResult:
    """Prepared, as Firebell's: else Bolt would ask Slack inside the first requests."""
    return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=TOKEN, bot_id="B0", bot_user_id="U0")


app = AsyncApp(client=AsyncWebClient(token=TOKEN, base_url=os.environ["SLACK_API_URL"]), authorize=authorize)


@app.command("/incident")
async def on_command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    if body["text"] == "form":  # the bench prepares a submission; no load types it
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)


@app.view("form")
async def on_submission(ack: AsyncAck) -> None:
    await ack()


@app.action("join_incident")
async def on_button(ack: AsyncAck) -> None:
    await ack()


async def main() -> None:
    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    await handler.start_async()  # type: ignore[no-untyped-call]  # Bolt annotates nothing here


if __name__ == "__main__":
    asyncio.run(main())
