"""The page in Chromium, as people use it: from the first word typed to a colleague who finds the incident."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browser import Window, browsing, needs_chromium
from harness import Bell, Workspace
from playwright.async_api import Locator, expect

HOME = re.compile("^Firebell$")
DECLARED = re.compile(r"\d{8}-1-prd-payment")
TITLE = "Checkout fails for one order in three"

pytestmark = needs_chromium


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The page does not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def window(workspace: Workspace, tmp_path: Path) -> AsyncIterator[Window]:
    async with browsing(workspace.sandbox.url, tmp_path) as window:
        yield window


async def test_ana_declares_in_the_browser_and_ben_finds_it(
    workspace: Workspace, bell: Bell, window: Window
) -> None:
    """The whole walk with mouse and keyboard; a picture of each stop lies in tmp_path."""
    await window.open("ana")
    await window.picture("general")
    await _is_refused_for_a_short_title(window)
    await _fills_in_and_sees_the_priority_follow(window)
    await _declares_and_watches(workspace, window)
    await _finds_the_card_pinned(window)
    await window.picture("ana")
    await _finds_it_in_app_home(window)
    await window.become("Ben Okafor")
    await _finds_the_card_pinned(window)
    await window.picture("ben")
    assert not window.complaints


async def _is_refused_for_a_short_title(window: Window) -> None:
    await window.type_command("/incident open")
    form = window.dialog("Declare an incident")
    await expect(form).to_contain_text("No priority yet")
    await window.picture("form")
    await form.get_by_role("textbox", name="Title").fill("db")
    await form.get_by_role("textbox", name="What happens?").fill("Since 14:02 the payment step answers 500.")
    await window.choose("Category", "Payment")
    await window.choose("Customers", "Some customers have trouble")
    await expect(form).not_to_contain_text("No priority yet")
    await form.get_by_role("button", name="Declare").click()
    wrong = form.locator(".field-wrong")
    await expect(wrong).to_have_count(1)
    await expect(wrong).to_contain_text("Title")
    await expect(wrong).to_contain_text("at least 3 characters")
    await window.picture("refused")


async def _fills_in_and_sees_the_priority_follow(window: Window) -> None:
    form = window.dialog("Declare an incident")
    await form.get_by_role("textbox", name="Title").fill(TITLE)
    await expect(form).to_contain_text("P3 Minor")
    await window.choose("Customers", "Many customers have major trouble")
    await expect(form).to_contain_text("P2 Major")
    await expect(form).not_to_contain_text("P3 Minor")
    await expect(form.get_by_role("textbox", name="Title")).to_have_value(TITLE)
    await form.get_by_text("P2 Major").scroll_into_view_if_needed()
    await window.picture("filled")


async def _declares_and_watches(workspace: Workspace, window: Window) -> None:
    """Slack asks for patience once, so that there is something to watch."""
    await workspace.fault("conversations.create", "429", retry_after=1)
    await window.dialog("Declare an incident").get_by_role("button", name="Declare").click()
    progress = window.dialog("inc-1")
    await expect(progress).to_contain_text("inc-1 is recorded")
    await expect(progress).to_contain_text("making the channel")
    await window.picture("progress")
    await expect(progress).to_contain_text("you are in")
    await expect(progress).to_contain_text("All done")
    await window.picture("done")
    await progress.get_by_role("button", name="Close").last.click()
    await expect(progress).to_have_count(0)


async def _finds_the_card_pinned(window: Window) -> None:
    await window.place(DECLARED).click()
    await expect(_card(window)).to_contain_text("P2 Major")
    await expect(_card(window)).to_contain_text("Pinned")


def _card(window: Window) -> Locator:
    has_details = window.page.get_by_role("button", name="Details")
    return window.page.get_by_role("article").filter(has_text=TITLE).filter(has=has_details)


async def _finds_it_in_app_home(window: Window) -> None:
    await window.place(HOME).click()
    await expect(window.page.get_by_role("button", name="Declare an incident")).to_be_visible()
    await expect(window.page.get_by_text("Yours (1)")).to_be_visible()
    await expect(window.page.get_by_text(TITLE).first).to_be_visible()
    await window.picture("home")
