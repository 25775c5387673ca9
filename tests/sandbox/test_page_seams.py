"""What the page asks and does beyond talk: files in forms, linked messages, open canvases, replies to all."""

from rig import Json, Listener, Space, entry, eventually, modal
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]


async def _open(space: Space, web: AsyncWebClient, listener: Listener, **limits: object) -> None:
    await space.act("ana", "slash", channel="general", command="/probe")
    command = (await eventually(lambda: listener.payloads("slash_commands")))[-1]
    field = entry("Shots", {"type": "file_input", "action_id": "value", **limits})
    await web.views_open(trigger_id=command["trigger_id"], view=modal(field))


async def test_files_of_a_form_reach_the_app_as_file_objects(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    await _open(space, web, listener)
    uploaded = (await space.act("ana", "upload", files=[{"name": "a.txt", "content": "one"}]))["files"][0]
    sent = [uploaded["id"], {"name": "b.log", "content": "two\n"}]
    await space.act("ana", "submit", values={"Shots": sent})
    submitted = (await eventually(lambda: listener.payloads("view_submission")))[-1]
    files = submitted["view"]["state"]["values"]["shots"]["value"]["files"]
    assert [(file["name"], file["size"]) for file in files] == [("a.txt", 3), ("b.log", 4)]


async def test_a_form_refuses_files_that_it_did_not_ask_for(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    await _open(space, web, listener, max_files=1, filetypes=["png"])
    text = {"name": "a.txt", "content": "one"}
    assert "at most 1 file" in await space.refused("ana", "submit", values={"Shots": [text, text]})
    assert "only png" in await space.refused("ana", "submit", values={"Shots": [text]})
    theirs = (await space.act("ben", "upload", files=[{"name": "a.png", "content": "x"}]))["files"][0]
    assert "ana has uploaded" in await space.refused("ana", "submit", values={"Shots": [theirs["id"]]})
    assert listener.payloads("view_submission") == []


async def test_a_linked_message_is_shown_to_those_who_see_its_conversation(space: Space) -> None:
    said = await space.act("ana", "message", channel="security", text="A key leaked")
    asked = {"channel": (await space.channel("security"))["id"], "ts": said["ts"]}
    assert (await space.get("message", user="ana", **asked))["message"]["text"] == "A key leaked"
    assert (await space.get("message", user="eve", **asked))["message"] is None
    assert (await space.get("message", user="ana", channel="C0", ts="1.0"))["message"] is None


async def test_a_page_gets_the_words_of_the_canvas_that_it_shows_alone(
    space: Space, web: AsyncWebClient
) -> None:
    document = {"type": "markdown", "markdown": "# Plan\n\nRoll back."}
    general = (await space.channel("general"))["id"]
    made = await web.conversations_canvases_create(channel_id=general, document_content=document)

    async def seen(**look: str) -> Json:
        canvases = (await space.get("see", user="ana", **look))["canvases"]
        return dict(canvases[made["canvas_id"]])

    assert "markdown" not in await seen(channel=general)
    assert (await seen(channel=general))["begins"][0] == "# Plan"
    assert "Roll back." in (await seen(channel=general, canvas=made["canvas_id"]))["markdown"]
    assert "Roll back." in (await seen())["markdown"]


async def test_a_reply_may_go_to_the_channel_too(space: Space) -> None:
    root = await space.act("ana", "message", channel="general", text="Who is on it?")
    await space.act(
        "ben", "message", channel="general", text="I am", thread_ts=root["ts"], reply_broadcast=True
    )
    room = await space.channel("general")
    reply = next(message for message in room["messages"] if message["text"] == "I am")
    assert (reply["subtype"], reply["thread_ts"]) == ("thread_broadcast", root["ts"])
