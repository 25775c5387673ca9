"""Canvases as apps write them, as people edit them, and as the plan refuses them."""

from typing import Any

import pytest
from rig import Listener, Space, eventually
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]

REPORT = """# Report

Checkout was down.

## Timeline
- 14:02 declared
- 14:10 mitigated
  by a rollback

| who | what |
|---|---|
| ana | commander |

```
# no heading

x = 1
```
1. mend the pool
"""


def content(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}


async def new(web: AsyncWebClient, markdown: str = REPORT, **more: Any) -> str:
    created = await web.canvases_create(document_content=content(markdown), title="Post-mortem", **more)
    return str(created["canvas_id"])


async def canvas(space: Space, canvas_id: str) -> dict[str, Any]:
    return next(dict(each) for each in (await space.state())["canvases"] if each["id"] == canvas_id)


async def sections(web: AsyncWebClient, canvas_id: str, **criteria: Any) -> list[str]:
    found = await web.canvases_sections_lookup(canvas_id=canvas_id, criteria=criteria)
    return [section["id"] for section in found["sections"]]


async def test_markdown_is_kept_as_sections(space: Space, web: AsyncWebClient) -> None:
    found = await canvas(space, await new(web))
    assert [section["type"] for section in found["sections"]] == [
        "h1",
        "paragraph",
        "h2",
        "list_item",
        "list_item",
        "table",
        "code",
        "list_item",
    ]
    assert "- 14:02 declared\n- 14:10 mitigated\n  by a rollback\n\n| who" in found["markdown"]
    assert (found["title"], found["channel"], found["owner"]) == (
        "Post-mortem",
        None,
        await space.user("probe"),
    )


async def test_sections_are_found_by_type_and_by_words(space: Space, web: AsyncWebClient) -> None:
    made = await new(web)
    assert len(await sections(web, made, section_types=["any_header"])) == 2
    assert len(await sections(web, made, section_types=["h2"], contains_text="timeline")) == 1
    assert len(await sections(web, made, contains_text="ROLLBACK")) == 1
    assert await sections(web, made, section_types=["h3"]) == []
    for wrong in ({}, {"section_types": ["h9"]}, {"section_types": [], "contains_text": ""}):
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await web.canvases_sections_lookup(canvas_id=made, criteria=wrong)


@pytest.mark.parametrize(
    ("operation", "at", "becomes"),
    [
        ("insert_at_start", None, "new\n\n# A\n\nb"),
        ("insert_at_end", None, "# A\n\nb\n\nnew"),
        ("insert_before", "b", "# A\n\nnew\n\nb"),
        ("insert_after", "A", "# A\n\nnew\n\nb"),
        ("replace", "b", "# A\n\nnew"),
        ("replace", None, "new"),
        ("delete", "A", "b"),
    ],
)
async def test_a_change_lands_where_it_says(
    space: Space, web: AsyncWebClient, operation: str, at: str | None, becomes: str
) -> None:
    made = await new(web, "# A\n\nb")
    change: dict[str, Any] = {"operation": operation}
    if operation != "delete":
        change["document_content"] = content("new")
    if at:
        (change["section_id"],) = await sections(web, made, contains_text=at)
    await web.canvases_edit(canvas_id=made, changes=[change])
    assert (await canvas(space, made))["markdown"] == becomes


async def test_a_canvas_is_renamed(space: Space, web: AsyncWebClient) -> None:
    made = await new(web)
    change = {"operation": "rename", "title_content": content("inc-1")}
    await web.canvases_edit(canvas_id=made, changes=[change])
    assert (await canvas(space, made))["title"] == "inc-1"
    file = (await web.files_info(file=made))["file"]
    assert (file["title"], file["filetype"]) == ("inc-1", "quip")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ([], "invalid_arguments"),
        ([{"operation": "delete", "section_id": "x"}] * 2, "invalid_arguments"),
        ([{"operation": "delete", "section_id": "temp:C:0"}], "canvas_editing_failed"),
        ([{"operation": "insert_after", "document_content": content("x")}], "canvas_editing_failed"),
        ([{"operation": "burn", "document_content": content("x")}], "invalid_arguments"),
        ([{"operation": "replace"}], "invalid_arguments"),
        ([{"operation": "replace", "document_content": {"type": "html"}}], "invalid_arguments"),
    ],
)
async def test_a_wrong_change_changes_nothing(
    space: Space, web: AsyncWebClient, changes: list[dict[str, Any]], error: str
) -> None:
    made = await new(web)
    before = await canvas(space, made)
    with pytest.raises(SlackApiError, match=error):
        await web.canvases_edit(canvas_id=made, changes=changes)
    assert await canvas(space, made) == before


async def test_a_channel_has_one_canvas_that_its_members_edit(space: Space, web: AsyncWebClient) -> None:
    room = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    await web.conversations_invite(channel=room, users=await space.user("ana"))
    made = await web.conversations_canvases_create(channel_id=room, document_content=content("# Notes"))
    with pytest.raises(SlackApiError, match="channel_canvas_already_exists"):
        await web.conversations_canvases_create(channel_id=room, document_content=content("x"))
    shown = (await web.conversations_info(channel=room))["channel"]
    assert shown["properties"]["canvas"]["file_id"] == made["canvas_id"]
    seen = await space.get("see", user="ana")
    assert seen["canvases"][made["canvas_id"]]["can_edit"]
    assert next(each for each in seen["channels"] if each["id"] == room)["canvas"] == made["canvas_id"]
    assert not (await space.get("see", user="eve"))["canvases"][made["canvas_id"]]["can_edit"]
    before = (await canvas(space, made["canvas_id"]))["sections"][0]["id"]
    await space.act("ana", "edit_canvas", canvas=made["canvas_id"], markdown="# Notes\n\nby hand")
    found = await canvas(space, made["canvas_id"])
    assert (found["markdown"], found["edited_by"]) == ("# Notes\n\nby hand", await space.user("ana"))
    assert found["sections"][0]["id"] == before
    assert await space.refused("eve", "edit_canvas", canvas=made["canvas_id"], markdown="x")


async def test_an_app_reads_a_canvas_and_hears_that_somebody_changed_it(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    general, ana = (await space.channel("general"))["id"], await space.user("ana")
    made = (await web.conversations_canvases_create(channel_id=general, document_content=content(REPORT)))[
        "canvas_id"
    ]
    before = (await web.files_info(file=made))["file"]
    assert (before["editors"], before["last_editor"]) == ([], await space.user("probe"))
    await space.act("ana", "edit_canvas", canvas=made, markdown=f"{REPORT}- [x] call **the** bank <now>")
    await eventually(lambda: [one for one in listener.events("file_change") if one["file_id"] == made])
    after = (await web.files_info(file=made))["file"]
    assert (after["editors"], after["last_editor"]) == ([ana], ana)
    read = (await web.canvases_getContent(canvas_id=made))["content"]
    assert read.startswith("# Report\n\nCheckout was down.")
    assert read.endswith("call **the** bank <now>")
    shown = (await web.canvases_getContent(canvas_id=made, content_type="html"))["content"]
    tab = await new(web, "x", channel_id=general)
    await new(web, "mine alone")
    listed = (await web.files_list(types="canvas", channel=general, user=after["user"]))["files"]
    assert {one["id"] for one in listed} == {made, tab}
    assert listed[0]["channels"] == [general]
    assert (await web.files_list(types="canvas", user=ana))["files"] == []
    tabs = (await web.conversations_info(channel=general))["channel"]["properties"]["tabs"]
    assert [one["data"]["file_id"] for one in tabs] == [tab]
    (heading,) = await sections(web, made, section_types=["h2"])
    assert f"<h2 id='{heading}'>Timeline</h2>" in shown
    assert "call <b>the</b> bank &lt;now&gt;</span></li>" in shown
    async with space.http.get(
        after["url_private"], headers={"Authorization": f"Bearer {web.token}"}
    ) as answer:
        assert (answer.content_type, await answer.text()) == ("text/html", shown)
    token = {"Authorization": f"Bearer {web.token}"}
    async with space.http.get(after["url_private"], headers=token) as answer:
        assert (answer.content_type, await answer.text()) == ("text/html", shown)
    async with space.http.get(after["url_private"], allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, f"/#{general}")


@pytest.mark.parametrize(
    ("markdown", "detail"),
    [
        ("# A\n\n#### B", "'content' error: line 3: Unsupported heading depth (4)"),
        ("> - a", "'content' error: line 1: Unsupported block type (List) within block quote"),
        ("```\n#### code\n> - a\n```", None),
        ("a" * 1_048_577, "The content is too large"),
    ],
)
@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_what_no_canvas_can_hold_is_refused_by_line(
    web: AsyncWebClient, markdown: str, detail: str | None
) -> None:
    made = await new(web, "x")
    change = {"operation": "replace", "document_content": content(markdown)}
    if detail is None:
        await web.canvases_edit(canvas_id=made, changes=[change])
        return
    with pytest.raises(SlackApiError, match="canvas_creation_failed") as refused:
        await new(web, markdown)
    assert refused.value.response["detail"] == detail
    with pytest.raises(SlackApiError, match=r"canvas_editing_failed|canvas_too_large"):
        await web.canvases_edit(canvas_id=made, changes=[change])


async def test_a_canvas_of_ones_own_is_opened_to_others(space: Space, web: AsyncWebClient) -> None:
    made, ana = await new(web), await space.user("ana")
    assert (await space.get("see", user="ana"))["canvases"] == {}
    assert await space.refused("ana", "edit_canvas", canvas=made, markdown="x")
    await web.canvases_access_set(canvas_id=made, access_level="read", user_ids=[ana])
    assert not (await space.get("see", user="ana"))["canvases"][made]["can_edit"]
    general = (await space.channel("general"))["id"]
    await web.canvases_access_set(canvas_id=made, access_level="write", channel_ids=[general])
    assert (await space.get("see", user="ana"))["canvases"][made]["can_edit"]
    await web.canvases_access_delete(canvas_id=made, channel_ids=[general])
    await web.canvases_access_delete(canvas_id=made, user_ids=[ana])
    assert (await space.get("see", user="ana"))["canvases"] == {}
    await web.canvases_access_set(canvas_id=made, access_level="owner", user_ids=[ana])
    with pytest.raises(SlackApiError, match="restricted_action"):
        await web.canvases_delete(canvas_id=made)


async def test_access_is_for_people_or_for_channels(space: Space, web: AsyncWebClient) -> None:
    made, general, ana = await new(web), (await space.channel("general"))["id"], await space.user("ana")
    direct = (await web.conversations_open(users=ana))["channel"]["id"]
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"access_level": "read"}, "invalid_parameters"),
        ({"access_level": "read", "user_ids": [ana], "channel_ids": [general]}, "invalid_parameters"),
        ({"access_level": "owner", "channel_ids": [general]}, "invalid_arguments"),
        ({"access_level": "read", "channel_ids": [direct]}, "channel_not_found"),
        ({"access_level": "read", "user_ids": ["U0NOBODY"]}, "user_not_found"),
    ]
    for args, error in wrong:
        with pytest.raises(SlackApiError, match=error):
            await web.canvases_access_set(canvas_id=made, **args)


async def test_a_deleted_canvas_is_gone(space: Space, web: AsyncWebClient) -> None:
    made = await new(web)
    await web.canvases_delete(canvas_id=made)
    assert (await space.state())["canvases"] == []
    with pytest.raises(SlackApiError, match="canvas_deleted"):
        await sections(web, made, contains_text="x")
    with pytest.raises(SlackApiError, match="canvas_not_found"):
        await web.canvases_edit(canvas_id=made, changes=[{"operation": "delete", "section_id": "x"}])


async def test_a_free_plan_has_one_canvas_a_channel_and_no_other(space: Space, web: AsyncWebClient) -> None:
    alone, general = await new(web), (await space.channel("general"))["id"]
    await space.post("settings", {"paid_plan": False})
    with pytest.raises(SlackApiError, match="free_teams_cannot_create_standalone_canvases"):
        await new(web)
    with pytest.raises(SlackApiError, match="free_teams_cannot_edit_standalone_canvases"):
        await web.canvases_edit(canvas_id=alone, changes=[])
    await new(web, channel_id=general)
    assert "tabs" not in (await web.conversations_info(channel=general))["channel"]["properties"]
    with pytest.raises(SlackApiError, match="free_team_canvas_tab_already_exists"):
        await new(web, channel_id=general)


async def test_canvases_can_be_off_for_the_whole_workspace(space: Space, web: AsyncWebClient) -> None:
    made, general = await new(web), (await space.channel("general"))["id"]
    await space.post("settings", {"canvases": False})
    calls: list[tuple[str, dict[str, Any]]] = [
        ("canvases.create", {"title": "x"}),
        ("conversations.canvases.create", {"channel_id": general}),
        ("canvases.edit", {"canvas_id": made, "changes": []}),
        ("canvases.delete", {"canvas_id": made}),
        ("files.info", {"file": made}),
    ]
    for method, args in calls:
        with pytest.raises(SlackApiError, match="canvas_disabled_user_team"):
            await (
                web.api_call(method, params=args)
                if method.startswith("files")
                else web.api_call(method, json=args)
            )
