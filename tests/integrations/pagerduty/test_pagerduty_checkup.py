"""What doctor says of PagerDuty: each fault with its cure."""

from dataclasses import replace

from harness import Workspace
from incidents import WORDS

from bot.domain.checkup import Finding, Grade, fault, note, sound
from bot.integrations.pagerduty.checkup import look
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.integrations.pagerduty.subscription import LIST
from bot.integrations.pagerduty.tellings import EVENTS

ASKS = {"public_url": "", "port": "", "pagerduty_poll_interval": "60"}
URL = "https://firebell.example.com"
WANTED = {
    "type": "webhook_subscription",
    "delivery_method": {"type": "http_delivery_method", "url": f"{URL}/webhooks/pagerduty"},
    "events": list(EVENTS),
    "filter": {"type": "account_reference"},
}


async def said(client: PagerDuty, **differences: object) -> dict[str, Grade]:
    words = replace(WORDS, **differences)  # type: ignore[arg-type]  # fields of Taxonomy
    return {one.said: one.grade for one in await look(client, words, ASKS)}


async def of_webhooks(client: PagerDuty, **settings: str) -> Finding:
    found = await look(client, WORDS, {**ASKS, **settings})
    return next(one for one in found if one.about == "PagerDuty webhooks")


async def test_all_is_well(client: PagerDuty) -> None:
    assert set((await said(client)).values()) == {Grade.SOUND}


async def test_what_the_settings_name_and_pagerduty_has_not(client: PagerDuty) -> None:
    payment = replace(WORDS.categories["payment"], pagerduty_service="Paymints")
    found = await said(
        client, categories={"payment": payment}, priorities={**WORDS.priorities, "P9": WORDS.priorities["P1"]}
    )
    (wrong,) = [one for one, grade in found.items() if grade is Grade.FAULT]
    assert wrong.startswith("It has no service called Paymints, which the category Payment names:")
    assert any("no priority P9" in one for one in found)
    assert any("No category names" in one for one in await said(client, categories={}))


async def test_a_wrong_key_and_a_wrong_name(workspace: Workspace) -> None:
    given = workspace.sandbox.environment
    for key, sender, words in (
        ("wrong", given["PAGERDUTY_FROM"], "does not accept PAGERDUTY_API_KEY"),
        (given["PAGERDUTY_API_KEY"], "nobody@example.com", "Nobody there has the address nobody@example.com"),
        (given["PAGERDUTY_API_KEY"], "", "PAGERDUTY_FROM is not set"),
    ):
        client = PagerDuty(Account(key, sender, given["PAGERDUTY_API_URL"]), 60)
        found = await said(client)
        assert any(words in one and grade is Grade.FAULT for one, grade in found.items()), found
        client.close()


async def test_whether_it_tells_us_what_happens(client: PagerDuty) -> None:
    """Not wanted, not there yet, on, and switched off."""
    about, there = "PagerDuty webhooks", {"public_url": URL, "port": "8080"}
    assert await of_webhooks(client) == sound(about, "PagerDuty is asked every 60 s.")
    assert (await of_webhooks(client, pagerduty_poll_interval="off")).grade is Grade.NOTE
    assert (await of_webhooks(client, public_url=URL)).grade is Grade.FAULT
    told = f"PagerDuty has no subscription for {URL}/webhooks/pagerduty yet. The bot makes it by itself."
    assert await of_webhooks(client, **there) == note(about, told)
    made = await client.write("POST", LIST, {"webhook_subscription": WANTED})
    assert await of_webhooks(client, **there) == sound(
        about, f"PagerDuty tells {URL}/webhooks/pagerduty what happens."
    )
    path = f"{LIST}/{made['webhook_subscription']['id']}"
    await client.write("PUT", path, {"webhook_subscription": {"active": False}})
    assert (await of_webhooks(client, **there)) == fault(
        about, f"PagerDuty tells {URL}/webhooks/pagerduty nothing. The bot mends that within ten minutes."
    )
