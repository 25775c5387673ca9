"""What the stories of paging look at: inc-1 as it is kept, and PagerDuty's incidents."""

from typing import Any

from harness import Workspace

from bot.domain.incident import Incident
from bot.domain.paging import Page
from bot.store import incidents

WORST = {"Customers": "Nobody or hardly anybody can order"}
"""What a person enters to declare a P1."""


def first() -> Incident:
    found = incidents.get(1)
    assert found
    return found


def page() -> Page:
    """Give the only page of inc-1, as it is kept."""
    (one,) = first().pages
    return one


async def there(workspace: Workspace) -> list[dict[str, Any]]:
    """Give PagerDuty's incidents that we asked for."""
    found: list[dict[str, Any]] = (await workspace.get("state"))["pagerduty"]["incidents"]
    return [one for one in found if one["title"].startswith("inc-")]
