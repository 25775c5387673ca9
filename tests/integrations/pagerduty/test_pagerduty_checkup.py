"""What doctor says of PagerDuty: each fault with its cure."""

from dataclasses import replace

from harness import Workspace
from incidents import WORDS

from bot.domain.checkup import Grade
from bot.integrations.pagerduty.checkup import look
from bot.integrations.pagerduty.client import Account, PagerDuty


async def said(client: PagerDuty, **differences: object) -> dict[str, Grade]:
    return {one.said: one.grade for one in await look(client, replace(WORDS, **differences))}  # type: ignore[arg-type]  # fields of Taxonomy


async def test_all_is_well(client: PagerDuty) -> None:
    assert set((await said(client)).values()) == {Grade.SOUND}


async def test_what_the_settings_name_and_pagerduty_has_not(client: PagerDuty) -> None:
    payment = replace(WORDS.categories["payment"], pagerduty_service="Paymints")
    found = await said(
        client, categories={"payment": payment}, priorities={**WORDS.priorities, "P9": WORDS.priorities["P1"]}
    )
    assert [one for one, grade in found.items() if grade is Grade.FAULT] == [
        "It has no service Paymints, which Payment is to page. Name another in Settings."
    ]
    assert any("no priority P9" in one for one in found)
    assert any("No category names" in one for one in await said(client, categories={}))


async def test_a_wrong_key_and_a_wrong_name(workspace: Workspace) -> None:
    given = workspace.sandbox.environment
    for key, sender, words in (
        ("wrong", given["PAGERDUTY_FROM"], "does not accept PAGERDUTY_API_KEY"),
        (given["PAGERDUTY_API_KEY"], "nobody@example.com", "Nobody there has the address nobody@example.com"),
        (given["PAGERDUTY_API_KEY"], "", "PAGERDUTY_FROM is not set"),
    ):
        client = PagerDuty(Account(key, sender, given["PAGERDUTY_API_URL"]), 5.0)
        found = await said(client)
        assert any(words in one and grade is Grade.FAULT for one, grade in found.items()), found
        client.close()
