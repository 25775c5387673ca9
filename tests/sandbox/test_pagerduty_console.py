"""PagerDuty's console on the page, as somebody on call uses it."""

from pathlib import Path

import pdpyras
import pytest
from browser import Window, browsing, needs_chromium
from duty import Duty, Json
from playwright.async_api import expect

pytestmark = [needs_chromium, pytest.mark.slow]
pytest_plugins = ["sandbox_fixtures", "duty_fixtures"]


async def test_a_page_is_acknowledged_noted_and_resolved_in_the_console(duty: Duty, tmp_path: Path) -> None:
    async with browsing(duty.space.sandbox.url, tmp_path) as window:
        await window.open("ben")
        await window.page.get_by_role("link", name="PagerDuty").click()
        await expect(window.page.get_by_text("Nobody is being called")).to_be_visible()
        await window.picture("quiet")
        made = await duty.trigger("Payments")
        card = window.page.get_by_role("listitem").filter(has_text="Checkout is down")
        await expect(card).to_contain_text("Deniz Kaya sms")
        await window.page.get_by_role("button", name="+15 min").click()
        await expect(card).to_contain_text("Ben Okafor sms")
        await card.get_by_role("button", name="Acknowledge").click()
        await expect(card).to_contain_text("Ben Okafor has it")
        await card.get_by_role("button", name="Note").click()
        await window.page.get_by_role("textbox", name="Note").fill("The pool is full")
        await window.page.get_by_role("button", name="Add note").click()
        await expect(card).to_contain_text("The pool is full")
        await card.get_by_role("button", name="More").click()
        await window.page.get_by_role("menuitem", name="P2").click()
        await expect(card.locator(".duty-priority")).to_have_text("P2")
        await window.picture("noted")
        await card.get_by_role("button", name="Resolve").click()
        await window.page.get_by_role("tab", name="Resolved").click()
        await expect(card).to_contain_text("Resolved by Ben Okafor")
        await window.page.goto(made["html_url"])
        await expect(window.page.locator(".duty-card.highlight")).to_contain_text("Checkout is down")
        await window.page.get_by_role("button", name="Down").click()
        await expect(window.page.get_by_text("20 faults are waiting")).to_be_visible()
        await window.picture("resolved")
        other = await _in_the_second_account(duty, window)
        assert not window.complaints
    assert (await duty.state())["incidents"][0]["id"] == made["id"] == other["id"]
    assert (await duty.state())["incidents"][0]["status"] == "resolved"


async def _in_the_second_account(duty: Duty, window: Window) -> Json:
    """It can be chosen once somebody works with it, and what is done then is done there."""
    choice = window.page.get_by_label("Account")
    await expect(choice).to_have_count(0)
    environment = duty.space.sandbox.environment
    session = pdpyras.APISession(
        environment["PAGERDUTY_EU_API_KEY"], default_from=environment["PAGERDUTY_EU_FROM"]
    )
    session.url = environment["PAGERDUTY_EU_API_URL"]
    made = await Duty(duty.space, session).trigger("Payments")
    await choice.select_option("Account eu")
    await window.page.get_by_role("tab", name="Open").click()
    card = window.page.get_by_role("listitem").filter(has_text="Checkout is down")
    await card.get_by_role("button", name="Acknowledge").click()
    await expect(card.locator(".duty-status")).to_have_text("acknowledged")
    await choice.select_option("First account")
    await expect(card).to_have_count(0)
    await window.page.goto(made["html_url"])
    await expect(choice).to_have_value("pagerduty-eu")
    await expect(window.page.locator(".duty-card.highlight")).to_contain_text("Léa Dubois")
    return made
