"""The probe of walks.py, written with slack_bolt's AsyncApp."""

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.context.say.async_say import AsyncSay
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]
SURFACES: Json = json.loads((Path(__file__).parent / "surfaces.json").read_text(encoding="utf-8"))
web = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
web.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
app = AsyncApp(client=web)


async def open_form(body: Json, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=body["trigger_id"], view=SURFACES["form"])


async def show_menu(body: Json, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=body["channel_id"], text="A menu", blocks=SURFACES["menu"])


async def post(body: Json, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=body["channel_id"], text="Posted.")


async def count(client: AsyncWebClient, respond: AsyncRespond) -> None:
    ids = [member["id"] async for page in await client.users_list(limit=5) for member in page["members"]]
    await respond(f"{len(ids)} people, {len(set(ids))} different.")


async def upload(body: Json, client: AsyncWebClient) -> None:
    await client.files_upload_v2(
        channel=body["channel_id"],
        filename="notes.txt",
        title="Notes",
        content="First line.\nSecond line.",
        initial_comment="Here they are.",
    )


@app.command("/probe")
async def on_command(
    ack: AsyncAck, body: Json, client: AsyncWebClient, respond: AsyncRespond, say: AsyncSay
) -> None:
    commands: dict[str, Callable[[], Awaitable[object]]] = {
        "form": lambda: open_form(body, client),
        "menu": lambda: show_menu(body, client),
        "say": lambda: say("Said to all."),
        "post": lambda: post(body, client),
        "later": lambda: respond("Answered later.", response_type="in_channel"),
        "count": lambda: count(client, respond),
        "upload": lambda: upload(body, client),
    }
    command = commands.get(body["text"])
    if command is None:
        await ack(f'There is no "{body["text"]}".')
        return
    await ack()
    await command()


@app.shortcut("probe_now")
async def on_shortcut(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=SURFACES["deeper"])


@app.shortcut("probe_this")
async def on_message_shortcut(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
    await ack()
    await respond(f"They said: {body['message']['text']}", response_type="ephemeral")


@app.action("more")
async def on_more(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    note = {"type": "section", "text": {"type": "mrkdwn", "text": "There is more."}}
    view = {**SURFACES["form"], "blocks": [*SURFACES["form"]["blocks"], note]}
    await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)


@app.action("deeper")
async def on_deeper(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    await client.views_push(trigger_id=body["trigger_id"], view=SURFACES["deeper"])


@app.action("press")
async def on_press(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
    await ack()
    await respond(f"Pressed by <@{body['user']['id']}>.", replace_original=True)


@app.action("fruit")
async def on_fruit(ack: AsyncAck, action: Json, respond: AsyncRespond) -> None:
    await ack()
    chosen = action["selected_option"]["value"]
    await respond(f"You chose {chosen}.", replace_original=False, response_type="ephemeral")


@app.action("redraw")
async def on_redraw(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    await client.views_publish(
        user_id=body["user"]["id"], view=SURFACES["redrawn"], hash=body["view"]["hash"]
    )


@app.options("fruit")
async def on_typing(ack: AsyncAck, payload: Json) -> None:
    fitting = [fruit for fruit in SURFACES["fruits"] if fruit.lower().startswith(payload["value"].lower())]
    await ack(
        options=[{"text": {"type": "plain_text", "text": fruit}, "value": fruit.lower()} for fruit in fitting]
    )


@app.view("form")
async def on_form(ack: AsyncAck, body: Json, view: Json, client: AsyncWebClient) -> None:
    values = view["state"]["values"]
    word, chosen = values["word"]["value"]["value"], values["fruit"]["fruit"]["selected_option"]
    match word:
        case "bad":
            await ack(response_action="errors", errors={"word": "Not this word."})
        case "again":
            await ack(response_action="update", view=SURFACES["again"])
        case "deep":
            await ack(response_action="push", view=SURFACES["deeper"])
        case _:
            await ack()
            said = f"{word} and {chosen['value'] if chosen else 'nothing'}"
            await client.chat_postMessage(channel=body["user"]["id"], text=said)


@app.view("deeper")
async def on_deeper_form(ack: AsyncAck) -> None:
    await ack(response_action="clear")


@app.view_closed("form")
async def on_closed(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    await client.chat_postMessage(channel=body["user"]["id"], text="You closed the form.")


@app.event("app_home_opened")
async def on_home(event: Json, client: AsyncWebClient) -> None:
    await client.views_publish(user_id=event["user"], view=SURFACES["home"])


@app.message("ping")
async def on_ping(message: Json, client: AsyncWebClient) -> None:
    await client.reactions_add(channel=message["channel"], timestamp=message["ts"], name="eyes")


@app.event("reaction_added")
async def on_reaction(event: Json, client: AsyncWebClient) -> None:
    said = f"<@{event['user']}> gave :{event['reaction']}:"
    item = event["item"]
    await client.chat_postMessage(channel=item["channel"], thread_ts=item["ts"], text=said)


async def main() -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt annotates nothing here
    await stopped.wait()
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt annotates nothing here


if __name__ == "__main__":
    asyncio.run(main())
