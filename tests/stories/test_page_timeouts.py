"""What a person sees in the browser while the app does not answer, and that trying again helps."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browser import Window, browsing, needs_chromium
from harness import Bell, Workspace
from playwright.async_api import expect

pytestmark = [needs_chromium, pytest.mark.slow]


@pytest.fixture
async def window(workspace: Workspace, tmp_path: Path) -> AsyncIterator[Window]:
    bell = await Bell(workspace, tmp_path / "firebell.db").start()
    await bell.ready()
    async with browsing(workspace.sandbox.url, tmp_path) as window:
        yield window
    await bell.stop()


async def test_a_command_and_a_form_that_nobody_answers(workspace: Workspace, window: Window) -> None:
    await window.open("ana")
    await _lose(workspace, "/incident")
    await window.type_command("/incident open")
    log = window.page.get_by_role("log")
    await expect(log.get_by_text("failed because the app did not respond")).to_be_visible()
    await expect(log.get_by_text("Slackbot")).to_be_visible()
    await window.type_command("/incident open")
    form = window.dialog("Declare an incident")
    await form.get_by_role("textbox", name="Title").fill("Checkout fails for one order in three")
    await form.get_by_role("textbox", name="What happens?").fill("Since 14:02 the payment step answers 500.")
    await window.choose("Category", "Payment")
    await window.choose("Customers", "Some customers have trouble")
    await _lose(workspace, "view_submission")
    await form.get_by_role("button", name="Declare").click()
    await expect(form.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")
    await window.picture("trouble")
    await form.get_by_role("button", name="Declare").click()
    await workspace.until(lambda state: any(one["name"][:2] == "20" for one in state["channels"]))
    await expect(form.get_by_role("alert")).to_have_count(0)
    assert not window.complaints


async def _lose(workspace: Workspace, kind: str) -> None:
    """Lose the next envelope of this type on its way to the app."""
    await workspace.post("faults", {"match": {"type": kind}, "fault": "down"})
