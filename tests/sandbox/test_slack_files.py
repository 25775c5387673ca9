"""Files as apps upload them and as people share them."""

import asyncio
import io
from typing import Any

import pytest
from rig import Listener, Space, eventually, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]

SIZE = 1_000_000
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


async def new(web: AsyncWebClient, name: str = "inc-1") -> str:
    return str((await web.conversations_create(name=name))["channel"]["id"])


async def test_the_sdk_uploads_a_file_into_a_channel(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room = await new(web)
    answer = await web.files_upload_v2(
        channel=room, filename="inc-1.md", title="Report", content="# Over\nby ten", initial_comment="Done"
    )
    assert answer["file"]["shares"] == {}
    (message,) = [each for each in (await space.channel(room))["messages"] if "files" in each]
    (file,) = message["files"]
    assert (message["text"], message["subtype"]) == ("Done", "file_share")
    assert (file["title"], file["filetype"], file["mode"], file["lines"]) == (
        "Report",
        "markdown",
        "snippet",
        2,
    )
    found = await web.files_info(file=file["id"])
    assert found["content"] == "# Over\nby ten"
    assert found["file"]["shares"]["public"][room][0]["ts"] == message["ts"]
    (shared,) = await eventually(lambda: listener.events("file_shared"))
    assert (shared["file_id"], shared["channel_id"]) == (file["id"], room)
    (told,) = await eventually(
        lambda: [each for each in listener.events("message") if each.get("subtype") == "file_share"]
    )
    assert told["files"][0]["id"] == file["id"]


async def test_large_files_and_several_at_once_come_whole(space: Space, web: AsyncWebClient) -> None:
    room = await new(web)
    contents = {f"dump-{number}.bin": bytes([number]) * SIZE for number in range(3)}
    await web.files_upload_v2(
        channel=room, file_uploads=[{"filename": name, "file": data} for name, data in contents.items()]
    )
    (message,) = [each for each in (await space.channel(room))["messages"] if "files" in each]
    assert {file["name"]: file["size"] for file in message["files"]} == dict.fromkeys(contents, SIZE)
    for file in message["files"]:
        assert await read(space, file["url_private"], web.token) == contents[file["name"]]
    uploads = [web.files_upload_v2(channel=room, filename=f"{n}.txt", content="x") for n in range(5)]
    await asyncio.gather(*uploads)
    assert len((await web.files_list(types="snippets", channel=room))["files"]) == 5


async def read(space: Space, url: str, token: str | None) -> bytes | None:
    """The bytes behind an address; None where Slack would show the page to sign in."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with space.http.get(url, headers=headers, allow_redirects=False) as answer:
        return None if answer.status == 302 else await answer.read()


async def test_a_file_is_read_with_a_token_that_may_and_by_people_who_see_it(
    space: Space, web: AsyncWebClient
) -> None:
    room = (await web.conversations_create(name="secret", is_private=True))["channel"]["id"]
    await web.conversations_invite(channel=room, users=await space.user("ana"))
    answer = await web.files_upload_v2(channel=room, filename="x.txt", content="for members")
    url = answer["file"]["url_private"]
    assert await read(space, url, web.token) == b"for members"
    assert await read(space, url, None) is None
    assert await read(space, url, "xoxb-wrong") is None
    assert await read(space, f"{url}?user=ana", None) == b"for members"
    assert await read(space, f"{url}?user=eve", None) == b"Not found"
    async with space.http.get(f"{answer['file']['url_private_download']}?user=ana") as download:
        assert download.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in download.headers["Content-Security-Policy"]


async def test_a_file_may_be_called_anything(space: Space, web: AsyncWebClient) -> None:
    for name in ("größe & co/größer?.png", "..", "x" * 300, "#1.txt"):
        file = (await web.files_upload_v2(filename=name, content="x"))["file"]
        assert file["name"] == name
        assert await read(space, file["url_private"], web.token) == b"x"


async def test_links_lead_to_where_a_file_or_a_canvas_is(space: Space, web: AsyncWebClient) -> None:
    room = await new(web)
    shared = (await web.files_upload_v2(channel=room, filename="x.txt", content="x"))["file"]
    (message,) = [each for each in (await space.channel(room))["messages"] if "files" in each]
    made = await web.conversations_canvases_create(
        channel_id=room, document_content={"type": "markdown", "markdown": "x"}
    )
    canvas = (await web.files_info(file=made["canvas_id"]))["file"]
    for link, place in (
        (shared["permalink"], f"/#{room}/{message['ts']}"),
        (canvas["permalink"], f"/#{room}"),
    ):
        async with space.http.get(link, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (302, place)


async def test_a_form_upload_is_taken_like_raw_bytes(space: Space, web: AsyncWebClient) -> None:
    begun = await web.files_getUploadURLExternal(filename="x.txt", length=4)
    async with space.http.post(begun["upload_url"], data={"filename": io.BytesIO(b"four")}) as answer:
        assert (answer.status, await answer.text()) == (200, "OK - 4")
    await web.files_completeUploadExternal(files=[{"id": begun["file_id"], "title": "Four"}])
    assert (await web.files_info(file=begun["file_id"]))["content"] == "four"


async def test_a_file_is_larger_than_other_requests_may_be(space: Space, web: AsyncWebClient) -> None:
    content = b"12345678" * 1_000_000
    begun = await web.files_getUploadURLExternal(filename="core.dump", length=len(content))
    async with space.http.post(begun["upload_url"], data=io.BytesIO(content)) as answer:
        assert answer.status == 200
    done = await web.files_completeUploadExternal(files=[{"id": begun["file_id"], "title": "Core"}])
    assert await read(space, done["files"][0]["url_private"], web.token) == content


async def test_what_was_never_uploaded_cannot_be_completed(space: Space, web: AsyncWebClient) -> None:
    begun = await web.files_getUploadURLExternal(filename="x.txt", length=4)
    async with space.http.post(begun["upload_url"], data=b"too long") as answer:
        assert answer.status == 400
    with pytest.raises(SlackApiError, match="file_not_found"):
        await web.files_completeUploadExternal(files=[{"id": begun["file_id"], "title": "x"}])
    with pytest.raises(SlackApiError, match="file_not_found"):
        await web.files_info(file=begun["file_id"])


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"length": 0}, "invalid_arguments"),
        ({"length": 2**40}, "file_upload_size_restricted"),
        ({"snippet_type": "klingon"}, "unknown_snippet_type"),
        ({"snippet_type": "python", "length": 2**21}, "snippet_too_large"),
        ({"alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_upload_is_refused_before_it_begins(
    web: AsyncWebClient, wrong: dict[str, Any], error: str
) -> None:
    with pytest.raises(SlackApiError, match=error):
        await web.files_getUploadURLExternal(**{"filename": "x.py", "length": 10, **wrong})


async def test_a_file_goes_only_where_the_app_is(space: Space, web: AsyncWebClient) -> None:
    payments, security = (await space.channel("payments"))["id"], (await space.channel("security"))["id"]
    archived = await new(web)
    await web.conversations_archive(channel=archived)
    for room, error in ((payments, "not_in_channel"), (security, "channel_not_found")):
        with pytest.raises(SlackApiError, match=error):
            await web.files_upload_v2(channel=room, filename="x.txt", content="x")
    assert (await web.files_list())["files"] == []


async def test_a_person_shares_files_and_the_app_reads_them(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    files = [{"name": "graph.gif", "content": PIXEL}, {"name": "notes.txt", "content": "it burns"}]
    said = await space.act("ana", "message", channel="general", text="look", files=files)
    (told,) = await eventually(
        lambda: [each for each in listener.events("message") if each.get("subtype") == "file_share"]
    )
    assert (told["ts"], told["text"], told["user"]) == (said["ts"], "look", await space.user("ana"))
    image, notes = told["files"]
    assert (image["mimetype"], image["filetype"]) == ("image/gif", "gif")
    assert (await read(space, image["url_private"], web.token) or b"").startswith(b"GIF89a")
    assert (await web.files_info(file=notes["id"]))["content"] == "it burns"
    seen = next(
        each for each in (await space.get("see", user="ben"))["channels"] if each["name"] == "general"
    )
    assert [file["id"] for file in seen["messages"][-1]["files"]] == [image["id"], notes["id"]]


async def test_a_deleted_file_leaves_a_tombstone(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room = await new(web)
    file = (await web.files_upload_v2(channel=room, filename="x.txt", content="x"))["file"]
    await web.files_delete(file=file["id"])
    (message,) = [each for each in (await space.channel(room))["messages"] if "files" in each]
    assert message["files"] == [{"id": file["id"], "mode": "tombstone"}]
    with pytest.raises(SlackApiError, match="file_deleted"):
        await web.files_info(file=file["id"])
    await eventually(lambda: listener.events("file_deleted"))


async def test_an_updated_message_has_the_files_that_are_named(space: Space, web: AsyncWebClient) -> None:
    room = await new(web)
    old = (await web.files_upload_v2(channel=room, filename="old.txt", content="x"))["file"]["id"]
    fresh = (await web.files_upload_v2(filename="new.txt", content="x"))["file"]["id"]
    (message,) = [each for each in (await space.channel(room))["messages"] if "files" in each]
    where = {"channel": room, "ts": message["ts"]}
    changed = await web.chat_update(**where, text="now", file_ids=[fresh])
    assert [file["id"] for file in changed["message"]["files"]] == [fresh]
    assert (await web.files_info(file=old))["file"]["channels"] == []
    assert (await web.files_info(file=fresh))["file"]["channels"] == [room]
    with pytest.raises(SlackApiError, match="file_not_found"):
        await web.chat_update(**where, text="now", file_ids=["F0NOTHING"])
    assert "files" not in (await web.chat_update(**where, text="none", file_ids=[]))["message"]


async def test_the_files_of_others_are_not_the_apps_to_delete(space: Space, web: AsyncWebClient) -> None:
    files = [{"name": "x.txt", "content": "x"}]
    await space.act("ana", "message", channel="general", text="look", files=files)
    (file,) = (await web.files_list(user=await space.user("ana")))["files"]
    with pytest.raises(SlackApiError, match="cant_delete_file"):
        await web.files_delete(file=file["id"])
    assert await web_client(space.sandbox, "SLACK_BOT_TOKEN").files_info(file=file["id"])


async def test_files_of_people_that_cannot_be_are_refused_in_a_sentence(space: Space) -> None:
    for files in ("x", [{"name": "x"}], [{"name": "x", "content": "data:x;base64,%"}]):
        assert await space.refused("ana", "message", channel="general", text="x", files=files)
