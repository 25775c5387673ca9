"""The pictures in README: taken anew into docs/pictures where FIREBELL_PICTURES is set, else thrown away."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browser import Window, browsing, needs_chromium
from film import Film, chunks
from harness import PAYMENT, ROOT, Bell, Workspace
from playwright.async_api import expect

pytestmark = [needs_chromium, pytest.mark.slow]

ALBUM = ROOT / "docs" / "pictures" if os.environ.get("FIREBELL_PICTURES") else None
CHANNEL = re.compile(r"\d{8}-1-prd-payment")
MOST = 1_500_000
"""Bytes that a reader of the README loads."""
HOME = re.compile("^Firebell$")


@pytest.fixture
async def window(workspace: Workspace, tmp_path: Path) -> AsyncIterator[Window]:
    async with browsing(workspace.sandbox.url, ALBUM or tmp_path) as window:
        yield window


@pytest.fixture
async def bell(workspace: Workspace, tmp_path: Path) -> AsyncIterator[Bell]:
    bell = await Bell(workspace, tmp_path / "firebell.db", pagerduty=True).start()
    await bell.ready()
    yield bell
    await bell.stop()


async def test_an_incident_from_the_form_to_app_home(
    workspace: Workspace, bell: Bell, window: Window
) -> None:
    await window.open("ana")
    await window.type_command(f"/incident open {PAYMENT['Title']}")
    form = window.dialog("Declare an incident")
    await form.get_by_role("textbox", name="What happens?").fill(PAYMENT["What happens?"])
    await window.choose("Category", PAYMENT["Category"])
    await window.choose("Customers", PAYMENT["Customers"])
    await expect(form).to_contain_text("P2 Major")
    await window.keep("form")
    await form.get_by_role("button", name="Declare").click()
    progress = window.dialog("inc-1")
    await expect(progress).to_contain_text("All done")
    await progress.get_by_role("button", name="Close").last.click()
    await bell.idle()
    await window.place(CHANNEL).click()
    await expect(window.page.get_by_role("article").filter(has_text="Pinned").first).to_be_visible()
    await window.keep("channel")
    await window.place(HOME).click()
    await expect(window.page.get_by_text("Yours (1)")).to_be_visible()
    await window.keep("home")
    assert not window.complaints


async def test_backstage_while_every_first_answer_is_lost(
    workspace: Workspace, bell: Bell, window: Window
) -> None:
    """Slack is slow and loses each method's first answer; the incident is whole, and one sees how."""
    await workspace.post("latency", {"slack": 300})
    for method in ("conversations.create", "conversations.invite", "chat.postMessage", "pins.add"):
        await workspace.fault(method, "drop")
    await window.open("ana")
    await window.page.keyboard.press("Control+.")
    await window.page.get_by_role("tab", name="Live calls").click()
    await workspace.declare()
    await bell.idle()
    stage = window.page.get_by_role("region", name="Backstage")
    await expect(stage.get_by_role("listitem").filter(has_text="pins.add")).to_have_count(2)
    to_pagerduty = stage.get_by_role("listitem").filter(has_text="GET /oncalls").first
    await expect(to_pagerduty).to_contain_text("PagerDuty")
    await window.dialog("inc-1").get_by_role("button", name="Close").last.click()
    await window.place(CHANNEL).click()
    await expect(window.page.get_by_role("article").filter(has_text="Pinned").first).to_be_visible()
    await window.keep("backstage")
    (channel,) = await workspace.incident_channels()
    assert len(channel["pins"]) == 1


async def test_the_walk_in_the_readme(
    workspace: Workspace, bell: Bell, window: Window, tmp_path: Path
) -> None:
    """From the command to the channel, and to the end, as one animated picture."""
    await window.page.set_viewport_size({"width": 1060, "height": 700})
    await window.open("ana")
    film = Film(window.page)
    composer = window.page.get_by_role("textbox", name="Message #general")
    await film.take(1200)
    for words in ("/inci", "/incident op", f"/incident open {PAYMENT['Title']}"):
        await composer.fill(words)
        await film.take(300)
    await film.take(700)
    await composer.press("Enter")
    form = window.dialog("Declare an incident")
    await form.get_by_role("textbox", name="What happens?").fill(PAYMENT["What happens?"])
    await film.take(900)
    await window.choose("Category", PAYMENT["Category"])
    await film.take(700)
    await window.choose("Customers", PAYMENT["Customers"])
    await expect(form).to_contain_text("P2 Major")
    await film.take(1500)
    await form.get_by_role("button", name="Declare").click()
    progress = window.dialog("inc-1")
    await expect(progress).to_contain_text("All done")
    await film.take(1800)
    await progress.get_by_role("button", name="Close").last.click()
    await bell.idle()
    await window.place(CHANNEL).click()
    await expect(window.page.get_by_role("article").filter(has_text="Pinned").first).to_be_visible()
    await film.take(2500)
    (channel,) = await workspace.incident_channels()
    here = window.page.get_by_role("textbox", name=f"Message #{channel['name']}")
    await here.fill("/incident update mitigated: rolled back 2.41")
    await film.take(1200)
    await here.press("Enter")
    await expect(window.page.get_by_role("article").filter(has_text="rolled back 2.41").first).to_be_visible()
    await bell.idle()
    canvas = window.page.get_by_role("button", name="Open the canvas inc-1 Post-mortem").last
    await expect(canvas).to_contain_text(f"Summary · {PAYMENT['Title']}")
    await expect(canvas).not_to_contain_text("**")
    await film.take(3000)
    film.keep((ALBUM or tmp_path) / "walk.png")
    kept = ((ALBUM or tmp_path) / "walk.png").read_bytes()
    assert [name for name, _ in chunks(kept)].count(b"fcTL") == len(film.frames) >= 11
    assert len(kept) < MOST
    assert not window.complaints
