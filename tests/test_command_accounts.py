"""A command goes through all PagerDuty accounts, and says at the end which of them failed."""

import pytest

from bot.commands.accounts import of_each
from bot.domain.errors import UserError
from bot.domain.paging.source import FIRST, Source
from bot.integrations.pagerduty.connect import Connected

TWO = (Connected(FIRST, {}), Connected(Source("eu"), {}))


async def test_one_that_fails_keeps_it_from_none_of_the_others() -> None:
    told: list[str] = []

    async def work(one: Connected) -> str:
        if one.source is FIRST:
            raise UserError("PagerDuty does not answer.")
        return f"{one.source.title}: 2 services"

    with pytest.raises(UserError, match="PagerDuty does not answer"):
        await of_each(TWO, work, told.append)
    assert told == ["PagerDuty eu: 2 services"]
    assert await of_each(TWO[1:], work, told.append) == "PagerDuty eu: 2 services"
