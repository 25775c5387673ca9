"""Which ways of hearing there are follows from the environment."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.integrations.integration import Tools
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.hearing import deaf, hear
from bot.ports import utc_now
from bot.settings import Settings
from bot.store.database import Database
from bot.usecases.unit import Unit

REACHED = {"port": "8080", "public_url": "https://firebell.example.com/"}


@pytest.mark.parametrize(
    ("said", "polls"),
    [
        ({}, {"pagerduty log": 60}),
        ({"public_url": "https://firebell.example.com"}, {"pagerduty log": 60}),
        ({"pagerduty_poll_interval": "15"}, {"pagerduty log": 15}),
        ({"pagerduty_poll_interval": "off"}, {}),
        (REACHED, {"pagerduty webhooks": 600, "pagerduty log": 60}),
        ({**REACHED, "pagerduty_poll_interval": "off"}, {"pagerduty webhooks": 600}),
    ],
)
async def test_what_is_asked_and_how_often(
    db: Database[Unit], client: PagerDuty, said: dict[str, Any], polls: dict[str, int]
) -> None:
    heard = hear(Tools({**Settings().said, **said}, db, utc_now, 5.0), client)
    assert {poll.name: poll.interval.total_seconds() for poll in heard.polls} == {**polls, "pages": 3600}
    assert set(heard.hooks) == {"/webhooks/pagerduty", "/pagerduty-webhook"}


async def test_an_address_at_which_nobody_listens_is_said(db: Database[Unit], client: PagerDuty) -> None:
    said = {**Settings().said, "public_url": "https://firebell.example.com"}
    with capture_logs() as logs:
        hear(Tools(said, db, utc_now, 5.0), client)
    assert [one["why"] for one in logs] == [deaf(said)]
    assert "no webhooks come and PagerDuty is asked. Set PORT too." in deaf(said)
    assert "nothing is heard" in deaf({**said, "pagerduty_poll_interval": "off"})
    assert deaf({**said, "port": "8080"}) == ""


async def test_version_two_is_taken_where_its_header_is_named(db: Database[Unit], client: PagerDuty) -> None:
    said = {**Settings().said, "pagerduty_webhook_header": "X-Firebell: sesame"}
    for settings, status in ((said, 202), (Settings().said, 401)):
        receive = hear(Tools(settings, db, utc_now, 5.0), client).hooks["/pagerduty-webhook"]
        assert await receive({"x-firebell": "sesame"}, b'{"messages": []}') == status
        assert await receive({"x-firebell": "open"}, b'{"messages": []}') == 401
