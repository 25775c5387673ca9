"""What the stories of paging look at and do: inc-1 as it is kept, PagerDuty's incidents, who acts there."""

from typing import Any

from harness import Bell, Workspace, texts

from bot.domain.incident import Incident
from bot.domain.paging import Page
from bot.domain.paging.asking import ALWAYS
from bot.ports import utc_now
from bot.store import incidents, taxonomy
from bot.store.oncall import rosters
from bot.store.who import identities
from bot.usecases.paging.hear_source import look_at_ours
from bot.usecases.unit import Unit

WORST = {"Customers": "Nobody or hardly anybody can order"}
"""What a person enters to declare a P1."""


def by_day_too(_unit: Unit) -> None:
    """A P2 pages by itself in office hours as well, in which a story may be told."""
    document = taxonomy.document()
    document["priorities"]["P2"]["paging"] = ALWAYS
    taxonomy.replace(document)


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
    found: list[dict[str, Any]] = (await workspace.get("state/pagerduty"))["incidents"]
    return [one for one in found if one["title"].startswith("inc-")]


async def known(bell: Bell) -> None:
    """Wait until it is known who is on call, and who of them is who in Slack."""
    await bell.until(
        lambda: rosters.as_of(utc_now()).read_at and identities.persons("pagerduty", _accounts())
    )
    await bell.idle()


def _accounts() -> list[str]:
    levels = rosters.of_service("Payments", utc_now())
    return [duty.now.user for level in levels for duty in level.duties]


async def paged(workspace: Workspace, bell: Bell, user: str = "ana", **values: Any) -> dict[str, Any]:
    """Declare what pages Payments, wait until PagerDuty took it, and give the incident's channel."""
    answer = await workspace.declare(user, **{**WORST, **values})
    assert answer["ok"], answer
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    return channel


async def duty(workspace: Workspace, user: str, bell: Bell, **act: Any) -> None:
    """Somebody acts in PagerDuty, and Firebell looks there."""
    made = (await there(workspace))[-1]
    status, said = await workspace.post(
        "act", {"user": user, "do": "pagerduty", "incident": made["id"], **act}
    )
    assert status == 200, said
    await bell.firebell.db.write(look_at_ours)
    await bell.idle()


async def card(workspace: Workspace) -> str:
    """Give what the pinned card says."""
    (channel,) = await workspace.incident_channels()
    pin, *_ = channel["pins"]
    ts = pin if isinstance(pin, str) else pin["message"]["ts"]
    return texts(next(one for one in channel["messages"] if one["ts"] == ts)["blocks"])


async def told(workspace: Workspace, words: str) -> dict[str, Any]:
    """Give the one message of the incident's channel that says this."""
    (channel,) = await workspace.incident_channels()
    found: dict[str, Any]
    (found,) = [one for one in channel["messages"] if words in one["text"]]
    return found


async def press(workspace: Workspace, user: str, message: dict[str, Any], label: str) -> dict[str, Any]:
    (channel,) = await workspace.incident_channels()
    where = {"in": "message", "channel": channel["id"], "ts": message["ts"]}
    return await workspace.act(user, "click", **where, label=label, wait_ms=2000)
