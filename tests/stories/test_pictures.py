"""The pictures in README: taken anew into docs/pictures where FIREBELL_PICTURES is set, else thrown away."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browser import Window, browsing, needs_chromium
from harness import PAYMENT, ROOT, Bell, Workspace
from playwright.async_api import expect

pytestmark = [needs_chromium, pytest.mark.slow]

ALBUM = ROOT / "docs" / "pictures" if os.environ.get("FIREBELL_PICTURES") else None
CHANNEL = re.compile(r"\d{8}-1-prd-payment")
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
    await window.dialog("inc-1").get_by_role("button", name="Close").last.click()
    await window.place(CHANNEL).click()
    await expect(window.page.get_by_role("article").filter(has_text="Pinned").first).to_be_visible()
    await window.keep("backstage")
    (channel,) = await workspace.incident_channels()
    assert len(channel["pins"]) == 1
