"""What stands in a conversation, in Chromium: buttons and menus, talk, reactions, files, a canvas."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browser import Window, browsing, needs_chromium, picture
from playwright.async_api import Locator, expect
from rig import Json, Listener, Space, button, eventually, option, section
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]
pytestmark = [needs_chromium, pytest.mark.slow]


@pytest.fixture
async def window(space: Space, tmp_path: Path) -> AsyncIterator[Window]:
    async with browsing(space.sandbox.url, tmp_path) as window:
        await window.open("ana")
        yield window


async def test_a_conversation_is_lived_in(
    window: Window, web: AsyncWebClient, listener: Listener, space: Space
) -> None:
    """Somebody presses and chooses on a card, talks, shares files, reads, works on a canvas."""
    await _presses(window, web, listener)
    await _talks(window, space)
    await _reads_what_apps_draw(window, web, space)
    await _reads_the_canvas(window, web, space)
    await _chooses_at_home(window, web, listener, space)
    assert not window.complaints


async def _presses(window: Window, web: AsyncWebClient, listener: Listener) -> None:
    confirm = {
        "title": {"type": "plain_text", "text": "Page Payments?"},
        "text": {"type": "mrkdwn", "text": "This *wakes* somebody."},
        "confirm": {"type": "plain_text", "text": "Page"},
        "deny": {"type": "plain_text", "text": "Not now"},
    }
    elements = [
        button("Acknowledge", "ack", style="primary", value="7"),
        button("Page", "page", style="danger", confirm=confirm),
        {
            "type": "overflow",
            "action_id": "more",
            "options": [option("Merge", "merge"), option("Close", "close")],
        },
        {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-21"},
    ]
    blocks = [section("inc-7"), {"type": "actions", "block_id": "acts", "elements": elements}]
    await web.chat_postMessage(channel="general", text="inc-7", blocks=blocks)
    card = window.page.get_by_role("article").filter(has_text="inc-7")
    await card.get_by_role("button", name="Acknowledge").click()
    await card.get_by_role("button", name="Page").click()
    await (
        window.page.get_by_role("alertdialog", name="Page Payments?")
        .get_by_role("button", name="Not now")
        .click()
    )
    await card.get_by_role("button", name="Page").click()
    await window.page.keyboard.press("Enter")
    await card.get_by_role("button", name="More actions").click()
    await window.page.keyboard.press("ArrowDown")
    await window.page.keyboard.press("Enter")
    await card.get_by_role("button", name="Select a date").click()
    await window.page.get_by_role("button", name="Monday, November 30, 2026").click()
    acts = await eventually(lambda: _acts(listener) if len(_acts(listener)) == 4 else None)
    assert [act["action_id"] for act in acts] == ["ack", "page", "more", "day"]
    assert acts[2]["selected_option"]["value"] == "close"
    assert acts[3]["selected_date"] == "2026-11-30"


def _acts(listener: Listener) -> list[Json]:
    return [payload["actions"][0] for payload in listener.payloads("block_actions")]


async def _talks(window: Window, space: Space) -> None:
    page, keyboard = window.page, window.page.keyboard
    composer = page.get_by_role("textbox", name="Message #general")
    await composer.click()
    await keyboard.type("Hello @be")
    await expect(page.get_by_role("option", name="Ben Okafor")).to_be_visible()
    await keyboard.press("Enter")
    await keyboard.type(":tad")
    await expect(page.get_by_role("option", name="tada")).to_be_visible()
    await keyboard.press("Enter")
    await keyboard.press("Enter")
    said = page.get_by_role("article").filter(has_text="Hello @Ben Okafor")
    await expect(said.get_by_role("img", name="tada emoji")).to_be_visible()
    await composer.click()
    await keyboard.press("ArrowUp")
    await expect(page.get_by_role("textbox", name="Edit message")).to_have_value("Hello @ben :tada:")
    await keyboard.type(" again")
    await keyboard.press("Enter")
    await expect(page.get_by_role("article").filter(has_text="again (edited)")).to_be_visible()
    await said.hover()
    await said.get_by_role("button", name="Find another reaction").click()
    await keyboard.type("rocket")
    await keyboard.press("Enter")
    await expect(said.get_by_role("button", name="1 rocket reaction")).to_have_attribute(
        "aria-pressed", "true"
    )
    await _shares_files(window, composer)
    text = (await space.channel("general"))["messages"][-2]["text"]
    assert text == f"Hello <@{await space.user('ben')}> :tada: again"


async def _shares_files(window: Window, composer: Locator) -> None:
    log = window.album / "out.log"
    log.write_text("\n".join(f"line {number}" for number in range(1, 21)))
    async with window.page.expect_file_chooser() as chooser:
        await window.page.get_by_role("button", name="Attach files").click()
    await (await chooser.value).set_files([picture(window.album), log])
    await expect(window.page.get_by_role("button", name="Remove out.log")).to_be_visible()
    await composer.press("Enter")
    shared = window.page.get_by_role("article").last
    image = shared.get_by_role("img", name="graph.png")
    await expect(image).to_be_visible()
    assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    await shared.get_by_role("button", name="Show 15 more lines").click()
    await expect(shared.get_by_role("group", name="out.log")).to_contain_text("line 20")
    await window.picture("files")


async def _reads_what_apps_draw(window: Window, web: AsyncWebClient, space: Space) -> None:
    """A chart and a table with their numbers, and a message of another channel that is linked."""
    points = [{"label": hour, "value": value} for hour, value in (("09:00", 3), ("10:00", 214))]
    series = [{"name": "Errors", "data": points}]
    plot = {"type": "bar", "series": series, "axis_config": {"categories": ["09:00", "10:00"]}}
    cells = [
        [{"type": "raw_text", "text": text} for text in row] for row in (("Who", "What"), ("ana", "led"))
    ]
    blocks: list[Json] = [
        {"type": "data_visualization", "title": "Errors per hour", "chart": plot},
        {"type": "table", "rows": cells},
    ]
    await web.chat_postMessage(channel="general", text="The numbers", blocks=blocks)
    figure = window.page.get_by_role("figure", name="Errors per hour")
    await expect(figure.locator("rect")).to_have_count(2)
    await expect(figure.get_by_role("cell", name="214")).to_have_count(1)
    await expect(window.page.get_by_role("columnheader", name="Who")).to_be_visible()
    cell = window.page.get_by_role("cell", name="led")
    await expect(cell).to_have_css("white-space", "nowrap")  # as Slack has columns that are not to be wrapped
    said = await space.act("ana", "message", channel="payments", text="The pool is empty")
    payments = (await space.channel("payments"))["id"]
    link = await web.chat_getPermalink(channel=payments, message_ts=said["ts"])
    await space.act("ben", "message", channel="general", text=f"See {link['permalink']}")
    quote = window.page.get_by_role("article").last.locator(".quoted")
    await expect(quote).to_contain_text("The pool is empty")
    await expect(quote).to_contain_text("Posted in #payments")


async def _chooses_at_home(window: Window, web: AsyncWebClient, listener: Listener, space: Space) -> None:
    filters = {
        "type": "static_select",
        "action_id": "shown",
        "placeholder": {"type": "plain_text", "text": "Which"},
        "options": [option("All", "all"), option("Mine", "mine")],
    }
    blocks = [section("Active incidents"), {"type": "actions", "block_id": "acts", "elements": [filters]}]
    await web.views_publish(user_id=await space.user("ana"), view={"type": "home", "blocks": blocks})
    await window.place(re.compile("^Probe$")).click()
    await window.choose("Which", "Mine")
    acts = await eventually(lambda: [act for act in _acts(listener) if act["action_id"] == "shown"])
    assert acts[0]["selected_option"]["value"] == "mine"
    assert listener.payloads("block_actions")[-1]["container"]["type"] == "view"


async def _reads_the_canvas(window: Window, web: AsyncWebClient, space: Space) -> None:
    general = (await space.channel("general"))["id"]
    text = (
        "# Post-mortem\n\n- [ ] Write to the sellers\n- [x] Roll back\n\n| Who | When |\n|---|---|\n| a | b |"
    )
    made = await web.conversations_canvases_create(
        channel_id=general, document_content={"type": "markdown", "markdown": text}
    )
    await window.page.get_by_role("navigation", name="Bookmarks").get_by_role("button").click()
    canvas = window.page.get_by_role("complementary", name="Canvas")
    await expect(canvas.get_by_role("heading", name="Post-mortem")).to_be_visible()
    await canvas.get_by_role("checkbox", name="Write to the sellers").check()
    await space.until(lambda state: "[x] Write to the sellers" in _markdown(state, made["canvas_id"]))
    await window.picture("canvas")
    await canvas.get_by_role("button", name="Edit").click()
    paper = canvas.get_by_role("textbox", name="Canvas in Markdown")
    await expect(paper).to_have_value(re.compile("x. Write to the sellers"))
    await paper.fill("# Post-mortem\n\nAll told.")
    await canvas.get_by_role("button", name="Save").click()
    await expect(canvas.get_by_text("All told.")).to_be_visible()
    await space.until(lambda state: "All told." in _markdown(state, made["canvas_id"]))


def _markdown(state: Json, canvas_id: str) -> str:
    return next(str(canvas["markdown"]) for canvas in state["canvases"] if canvas["id"] == canvas_id)
