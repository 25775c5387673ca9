"""The page's shell in Chromium: Backstage, where one watches and breaks things; keys; addresses; going on."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browser import Window, browsing, needs_chromium
from harness import PATIENCE, ROOT, Bell, Workspace
from playwright.async_api import Locator, expect

from bot.sandbox import Sandbox

pytestmark = [needs_chromium, pytest.mark.slow]

PAGER = """async () => {
  const { consoles } = await import("/page/consoles/index.js");
  const draw = (root) => { root.textContent = "Nobody is on call."; };
  consoles().push({ name: "pager", title: "Pager", icon: () => document.createElement("b"), draw });
}"""


@pytest.fixture
async def window(workspace: Workspace, tmp_path: Path) -> AsyncIterator[Window]:
    async with browsing(workspace.sandbox.url, tmp_path) as window:
        yield window


@pytest.fixture
async def bell(workspace: Workspace, tmp_path: Path) -> AsyncIterator[Bell]:
    bell = await Bell(workspace, tmp_path / "firebell.db").start()
    await bell.ready()
    yield bell
    await bell.stop()


def backstage(window: Window) -> Locator:
    return window.page.get_by_role("region", name="Backstage")


async def test_what_is_broken_backstage_is_seen_live_and_the_incident_is_whole(
    workspace: Workspace, bell: Bell, window: Window
) -> None:
    await window.open("ana")
    await window.page.keyboard.press("Control+.")
    stage = backstage(window)
    await stage.get_by_role("tab", name="Break things").click()
    await stage.get_by_label("Method").fill("conversations.create")
    await stage.get_by_label("After, in s").fill("1")
    await stage.get_by_role("button", name="Break it").click()
    strip = window.page.get_by_role("status").filter(has_text="one fault is waiting")
    await expect(strip).to_be_visible()
    await stage.get_by_role("tab", name="Live calls").click()
    await workspace.declare()
    refused = stage.get_by_role("listitem").filter(has_text="conversations.create").filter(has_text="429")
    await expect(refused).to_have_count(1)
    await expect(strip).to_have_count(0)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert (len(channel["pins"]), channel["is_archived"]) == (1, False)
    whole = re.compile(r"view_submission declare by Ana Sousa: \d+ calls in .*, 1 failed")
    await expect(stage.get_by_role("region", name=whole)).to_be_visible()
    await stage.get_by_role("button", name="Errors only").click()
    await expect(stage.get_by_role("listitem")).to_have_count(1)
    await refused.get_by_role("button").click()
    await expect(refused).to_contain_text('"name": "')
    await window.picture("backstage")
    assert not window.complaints


async def test_a_slow_slack_and_refreshed_sockets_are_told_until_they_are_normal_again(
    workspace: Workspace, bell: Bell, window: Window
) -> None:
    await window.open("ana")
    await window.page.get_by_role("button", name="Backstage").click()
    stage = backstage(window)
    await stage.get_by_role("tab", name="Break things").click()
    await stage.get_by_role("button", name="Slow Slack").click()
    strip = window.page.get_by_role("status").filter(has_text="every call takes 2 s longer")
    await expect(strip).to_be_visible()
    assert (await workspace.get("latency"))["latency"]["slack"] == 2000
    await stage.get_by_role("switch", name="Rate limits").check(force=True)
    limited = window.page.get_by_text("rate limits are on")
    await expect(limited).to_be_visible()
    await window.page.get_by_role("button", name="Back to normal").click()
    await expect(strip.or_(limited)).to_have_count(0)
    assert (await workspace.get("limits"))["tiers"] is False
    await workspace.until(lambda state: state["connections"] == 2)
    before = len(await workspace.calls("apps.connections.open"))
    await stage.get_by_role("button", name="Refresh all sockets").click()
    async with asyncio.timeout(PATIENCE):
        while len(await workspace.calls("apps.connections.open")) < before + 2:
            await workspace.until(lambda _state: True)
    await workspace.until(lambda state: state["connections"] == 2)
    await expect(window.page.get_by_text("2 Socket Mode connections open")).to_be_visible()
    await window.picture("normal")
    assert not window.complaints


async def test_keys_and_links_lead_to_people_conversations_messages_and_threads(
    workspace: Workspace, window: Window
) -> None:
    keys = window.page.keyboard
    room = await workspace.channel("payments")
    for number in range(230):
        said = await workspace.act("ben", "message", channel="payments", text=f"number {number}")
    assert said["ok"]
    first = next(
        one for one in (await workspace.channel("payments"))["messages"] if one["text"] == "number 0"
    )
    await workspace.act("ben", "message", channel="payments", text="a reply", thread_ts=first["ts"])
    await window.open("ana")
    await keys.press("Control+k")
    await expect(window.dialog("Jump to a conversation")).to_be_visible()
    await keys.type("paym")
    await keys.press("Enter")
    await expect(window.page.get_by_text("number 229", exact=True)).to_be_in_viewport()
    await expect(window.page.get_by_text("number 0", exact=True)).to_have_count(0)
    await keys.press("Control+;")
    await keys.type("Chlo")
    await keys.press("Enter")
    await expect(window.page.get_by_role("button", name="You are: Chloé Martin")).to_be_visible()
    link = f"{window.address}/archives/{room['id']}/p{first['ts'].replace('.', '')}?thread_ts={first['ts']}"
    await window.page.goto(link)
    await expect(window.page.get_by_role("button", name="You are: Chloé Martin")).to_be_visible()
    lit = window.page.get_by_role("main").locator(".message.highlight")
    await expect(lit).to_contain_text("number 0")
    await expect(lit).to_be_in_viewport()
    thread = window.page.get_by_role("complementary", name="Thread")
    await expect(thread).to_contain_text("a reply")
    await keys.press("Escape")
    await expect(thread).to_have_count(0)
    await window.page.go_back()
    await expect(thread).to_be_visible()
    await window.page.get_by_role("link", name="general").first.click()
    await keys.press("Control+/")
    await expect(window.dialog("Keyboard shortcuts")).to_contain_text("Backstage")
    await keys.press("Escape")
    await expect(window.dialog("Keyboard shortcuts")).to_have_count(0)
    assert not window.complaints


async def test_times_are_not_set_in_the_font_of_emoji(window: Window) -> None:
    """Which has digits and wide spaces of its own, and is asked first where no named font is installed."""
    await window.open("ana")
    time = window.page.get_by_role("article").get_by_role("time").first
    await expect(time).to_be_visible()
    browser = await window.page.context.new_cdp_session(window.page)
    for domain in ("DOM", "CSS"):
        await browser.send(f"{domain}.enable")
    document = await browser.send("DOM.getDocument")
    wanted = {"nodeId": document["root"]["nodeId"], "selector": "article time"}
    used = await browser.send("CSS.getPlatformFontsForNode", await browser.send("DOM.querySelector", wanted))
    assert used["fonts"]
    assert not [font for font in used["fonts"] if "Emoji" in font["familyName"]]


async def test_a_console_that_is_registered_has_its_place_in_the_rail(window: Window) -> None:
    await window.open("ana")
    systems = window.page.get_by_role("navigation", name="Systems")
    await expect(systems.get_by_role("link")).to_have_text(
        ["Slack", "PagerDuty", "Jira", "Confluence", "Port"]
    )
    await window.page.evaluate(PAGER)
    await window.place(re.compile("random$")).click()
    await systems.get_by_role("link", name="Pager", exact=True).click()
    place = window.page.get_by_role("region", name="Pager", exact=True)
    await expect(place).to_have_text("Nobody is on call.")
    await expect(window.page).to_have_url(re.compile("#ana/@pager$"))
    await expect(window.page).to_have_title(re.compile("^Pager"))
    await systems.get_by_role("link", name="Slack").click()
    await expect(window.page.get_by_role("textbox", name="Message #random")).to_be_visible()
    assert not window.complaints


async def test_the_page_waits_for_a_sandbox_that_is_gone_and_goes_on_with_it(tmp_path: Path) -> None:
    first = await Sandbox.start(port=0, manifest=ROOT / "manifest.yml")
    port = int(first.url.rpartition(":")[2])
    async with browsing(first.url, tmp_path) as window:
        await window.open("ana")
        await first.stop()
        bar = window.page.get_by_role("alert").filter(has_text="trying again")
        await expect(bar).to_be_visible()
        second = await Sandbox.start(port=port, manifest=ROOT / "manifest.yml")
        await expect(bar).to_have_count(0)
        await window.type_command("I am still here")
        await expect(window.page.get_by_role("article").filter(has_text="I am still here")).to_be_visible()
        await second.stop()


async def test_digits_and_spaces_are_letters_among_letters(window: Window) -> None:
    """A font of emoji has digits and a space too, as wide as two letters: it comes after every other one."""
    await window.open("ana")
    widths = await window.page.evaluate("""() => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = getComputedStyle(document.body).font;
      return ["m", "0", " "].map((one) => pen.measureText(one).width);
    }""")
    assert max(widths[1:]) < widths[0]
