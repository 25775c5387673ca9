"""The Request Tracker of the tests is a real one, and each test finds it as at first."""

import pytest
from rt import RT


@pytest.mark.parametrize("subject", ["Checkout is down", "Nobody can pay"])
async def test_each_test_finds_the_tracker_as_at_first(rt: RT, subject: str) -> None:
    assert await rt.tickets() == []
    assert await rt.create(subject) == "1"
    (only,) = await rt.tickets()
    assert (only["Subject"], only["Creator"]["id"]) == (subject, "dana")
    assert only["CustomFields"] == {"PagerDuty ID": "", "PagerDuty URL": ""}
