"""Jira's console on the page, as somebody uses it who works on an issue."""

from pathlib import Path
from typing import Any

import pytest
from browser import browsing, needs_chromium
from playwright.async_api import expect
from tracker import Tracker

pytestmark = [needs_chromium, pytest.mark.slow]
pytest_plugins = ["sandbox_fixtures", "tracker_fixtures"]


async def test_an_issue_goes_over_the_board_and_is_talked_about(tracker: Tracker, tmp_path: Path) -> None:
    async with browsing(tracker.space.sandbox.url, tmp_path) as window:
        page = window.page
        await window.open("ben")
        await page.get_by_role("link", name="Jira").click()
        await expect(page.get_by_text("No issue yet")).to_be_visible()
        await window.picture("empty")
        own: dict[str, Any] = {await tracker.field("Category"): {"value": "Payment"}}
        made = await tracker.create(
            description="h2. What happens\n\n* Cards are *refused*\n* See [the page|https://demo.example/x]",
            priority={"id": "1"},
            labels=["inc-7"],
            **own,
        )
        await tracker.create("Refunds wait", issuetype="Task", labels=["inc-7", "follow-up"])
        await tracker.do(tracker.client.create_issue_link, "Blocks", "INC-1", "INC-2")
        where = {"url": f"{tracker.space.sandbox.url}/archives/C1", "title": "#inc-7"}
        await tracker.do(tracker.client.add_simple_link, made, where)
        card = page.get_by_role("article", name="INC-1", exact=True)
        await card.get_by_role("button", name="Start work").click()
        column = page.get_by_role("listitem", name="In Progress")
        await expect(column.get_by_role("article", name="INC-1")).to_be_visible()
        await card.get_by_role("button", name="Checkout is down").click()
        issue = page.get_by_role("article", name="Issue INC-1")
        await expect(issue).to_contain_text("Cards are refused")
        await expect(issue).to_contain_text("blocksINC-2Refunds wait")
        await issue.get_by_role("button", name="Change the assignee").click()
        await page.get_by_role("menuitem", name="Chloé Martin").click()
        await expect(issue).to_contain_text("Chloé Martin")
        await issue.get_by_role("button", name="Comment").click()
        await page.get_by_role("textbox", name="Comment").fill("The pool is *full*")
        await page.get_by_role("button", name="Add comment").click()
        await expect(issue.get_by_role("region", name="Comments")).to_contain_text("The pool is full")
        await window.picture("issue")
        await issue.get_by_role("button", name="Ask for review").click()
        await issue.get_by_role("button", name="Finish").click()
        await page.get_by_role("menuitem", name="Won't Do").click()
        await expect(issue).to_contain_text("Done: Won't Do")
        await issue.get_by_role("button", name="Close").click()
        await page.get_by_role("button", name="Data Center").click()
        await expect(page.get_by_role("button", name="Data Center")).to_have_attribute("aria-pressed", "true")
        await window.picture("stage")
        await page.get_by_role("tab", name="Post-mortems").click()
        await page.goto(f"{tracker.space.sandbox.url}/jira/browse/INC-2")
        await expect(page.get_by_role("article", name="Issue INC-2")).to_contain_text("Refunds wait")
        await page.emulate_media(color_scheme="dark")
        await window.picture("dark")
        assert not window.complaints
    assert [one["fields"]["status"]["name"] for one in (await tracker.state())["issues"]] == ["Done", "To Do"]
