"""The probe of walks.py, written with slack_bolt's synchronous App."""

import json
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

Json = dict[str, Any]
SURFACES: Json = json.loads((Path(__file__).parent / "surfaces.json").read_text(encoding="utf-8"))
web = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
web.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
app = App(client=web)


def open_form(body: Json, client: WebClient) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=SURFACES["form"])


def show_menu(body: Json, client: WebClient) -> None:
    client.chat_postMessage(channel=body["channel_id"], text="A menu", blocks=SURFACES["menu"])


def post(body: Json, client: WebClient) -> None:
    client.chat_postMessage(channel=body["channel_id"], text="Posted.")


def count(client: WebClient, respond: Respond) -> None:
    ids = [member["id"] for page in client.users_list(limit=5) for member in page["members"]]
    respond(f"{len(ids)} people, {len(set(ids))} different.")


def upload(body: Json, client: WebClient) -> None:
    client.files_upload_v2(
        channel=body["channel_id"],
        filename="notes.txt",
        title="Notes",
        content="First line.\nSecond line.",
        initial_comment="Here they are.",
    )


@app.command("/probe")
def on_command(ack: Ack, body: Json, client: WebClient, respond: Respond, say: Say) -> None:
    commands: dict[str, Callable[[], object]] = {
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
        ack(f'There is no "{body["text"]}".')
        return
    ack()
    command()


@app.shortcut("probe_now")
def on_shortcut(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=SURFACES["deeper"])


@app.shortcut("probe_this")
def on_message_shortcut(ack: Ack, body: Json, respond: Respond) -> None:
    ack()
    respond(f"They said: {body['message']['text']}", response_type="ephemeral")


@app.action("more")
def on_more(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    note = {"type": "section", "text": {"type": "mrkdwn", "text": "There is more."}}
    view = {**SURFACES["form"], "blocks": [*SURFACES["form"]["blocks"], note]}
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)


@app.action("deeper")
def on_deeper(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    client.views_push(trigger_id=body["trigger_id"], view=SURFACES["deeper"])


@app.action("press")
def on_press(ack: Ack, body: Json, respond: Respond) -> None:
    ack()
    respond(f"Pressed by <@{body['user']['id']}>.", replace_original=True)


@app.action("fruit")
def on_fruit(ack: Ack, action: Json, respond: Respond) -> None:
    ack()
    chosen = action["selected_option"]["value"]
    respond(f"You chose {chosen}.", replace_original=False, response_type="ephemeral")


@app.action("redraw")
def on_redraw(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    client.views_publish(user_id=body["user"]["id"], view=SURFACES["redrawn"], hash=body["view"]["hash"])


@app.options("fruit")
def on_typing(ack: Ack, payload: Json) -> None:
    fitting = [fruit for fruit in SURFACES["fruits"] if fruit.lower().startswith(payload["value"].lower())]
    ack(
        options=[{"text": {"type": "plain_text", "text": fruit}, "value": fruit.lower()} for fruit in fitting]
    )


@app.view("form")
def on_form(ack: Ack, body: Json, view: Json, client: WebClient) -> None:
    values = view["state"]["values"]
    word, chosen = values["word"]["value"]["value"], values["fruit"]["fruit"]["selected_option"]
    match word:
        case "bad":
            ack(response_action="errors", errors={"word": "Not this word."})
        case "again":
            ack(response_action="update", view=SURFACES["again"])
        case "deep":
            ack(response_action="push", view=SURFACES["deeper"])
        case _:
            ack()
            said = f"{word} and {chosen['value'] if chosen else 'nothing'}"
            client.chat_postMessage(channel=body["user"]["id"], text=said)


@app.view("deeper")
def on_deeper_form(ack: Ack) -> None:
    ack(response_action="clear")


@app.view_closed("form")
def on_closed(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    client.chat_postMessage(channel=body["user"]["id"], text="You closed the form.")


@app.event("app_home_opened")
def on_home(event: Json, client: WebClient) -> None:
    client.views_publish(user_id=event["user"], view=SURFACES["home"])


@app.message("ping")
def on_ping(message: Json, client: WebClient) -> None:
    client.reactions_add(channel=message["channel"], timestamp=message["ts"], name="eyes")


@app.event("reaction_added")
def on_reaction(event: Json, client: WebClient) -> None:
    said = f"<@{event['user']}> gave :{event['reaction']}:"
    client.chat_postMessage(channel=event["item"]["channel"], thread_ts=event["item"]["ts"], text=said)


def main() -> None:
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    handler = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt annotates nothing here
    stopped.wait()
    handler.close()  # type: ignore[no-untyped-call]  # Bolt annotates nothing here


if __name__ == "__main__":
    main()
