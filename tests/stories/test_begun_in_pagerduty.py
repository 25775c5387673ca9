"""What begins in PagerDuty is an incident here where people want that, once, whichever way it is told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts
from pagerduty_ear import Ear

from bot.domain.events import PageMerged, PageNoted
from bot.domain.incident import ACTIVE, ClosingReason, Incident, Status
from bot.domain.paging import PageState
from bot.domain.rules.closing import Ending
from bot.domain.rules.updating import Update
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.store import incidents, timeline
from bot.store.running import jobs
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.paging.hear_source import look_at_ours, reach
from bot.usecases.work.give_role import give_roles
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def ear(workspace: Workspace, bell: Bell) -> AsyncIterator[Ear]:
    given = workspace.sandbox.environment
    account = Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], given["PAGERDUTY_API_URL"])
    client = PagerDuty(account, 60)
    ear = Ear(workspace, bell.firebell.db, client)
    await ear.start()
    await ear.want("Payments")
    yield ear
    await ear.stop()
    client.close()


async def become(bell: Bell, number: int) -> Incident:
    """Wait until there are so many incidents, and give the last one."""
    found: Incident = await bell.until(lambda: incidents.get(number))
    await bell.idle()
    return found


async def test_it_ends_with_its_page_as_long_as_nobody_works_on_it(
    workspace: Workspace, bell: Bell, ear: Ear
) -> None:
    """Closed before anybody had begun, mitigated once somebody there had; who leads it is asked.

    What ended there is not told there.
    """
    await ear.subscribe()
    ben = workspace.user_id(await workspace.state(), "ben")
    for number, status in ((1, Status.CLOSED), (2, Status.MITIGATED), (3, Status.OPEN)):
        begun = await ear.act("trigger", service="Payments", title=f"Till {number} is down", urgency="high")
        await become(bell, number)
        if status is Status.MITIGATED:
            await ear.act("acknowledge", incident=begun["id"])
            await bell.until(partial(_is, number, PageState.ACKNOWLEDGED))
        if status is Status.OPEN:
            await bell.firebell.db.write(give_roles, number, {"commander": ben}, by=ben)
        await bell.idle()
        await ear.act("resolve", incident=begun["id"])
        await bell.until(partial(_is, number, PageState.RESOLVED))
        await bell.idle()
        incident = await bell.firebell.db.read(incidents.get, number)
        assert incident
        assert incident.status is status
        (channel,) = [one for one in await workspace.incident_channels() if f"-{number}-" in one["name"]]
        asks = "Is it over?" in str([one["text"] for one in channel["messages"]])
        assert asks == (status is Status.OPEN)
        there = (await workspace.get("state/pagerduty"))["incidents"]
        (notes,) = [one["notes"] for one in there if one["id"] == begun["id"]]
        assert "resolved it" not in str(notes)


def _is(number: int, state: PageState) -> bool:
    found = incidents.get(number)
    return found is not None and bool(found.pages) and found.pages[0].state is state


async def test_the_channel_of_what_ended_with_its_page_goes_too(
    workspace: Workspace, bell: Bell, ear: Ear, clock: Ahead
) -> None:
    await ear.subscribe()
    begun = await ear.act("trigger", service="Payments", title="The till is down", urgency="high")
    await become(bell, 1)
    await ear.act("resolve", incident=begun["id"])
    await bell.until(partial(_is, 1, PageState.RESOLVED))
    await bell.idle()
    clock.by = timedelta(days=6, minutes=1)
    await bell.tick()
    (channel,) = await workspace.incident_channels()
    assert "will be archived" in str(channel["messages"])


async def test_it_is_ours_once_however_often_it_is_told(workspace: Workspace, bell: Bell, ear: Ear) -> None:
    """Told twenty times; a note that was written before we had it is told too, and nobody is paged again."""
    await ear.subscribe()
    await ear.fault("incident.triggered", "duplicate", copies=19)
    begun = await ear.act(
        "trigger", service="Payments", title="Checkout <is> down", details="Since 14:02.", urgency="high"
    )
    await ear.act("note", incident=begun["id"], text="It is the cache.")
    await ear.act("acknowledge", incident=begun["id"])
    incident = await become(bell, 1)
    await bell.until(lambda: _page(1).state is PageState.ACKNOWLEDGED)
    assert (incident.title, incident.description) == ("Checkout <is> down", "Since 14:02.")
    assert await bell.firebell.db.read(incidents.get, 2) is None
    assert len(await workspace.incident_channels()) == 1
    await bell.until(lambda: timeline.of(1, PageNoted))
    (note,) = await bell.firebell.db.read(timeline.of, 1, PageNoted)
    assert isinstance(note, PageNoted)
    assert (note.words, note.who) == ("It is the cache.", "Ben Okafor")
    assert await workspace.calls("POST /incidents") == []


@pytest.mark.slow
async def test_what_is_raised_later_becomes_ours_then(bell: Bell, ear: Ear) -> None:
    """Not urgent at first; raised, told by webhook. Another one, raised while nothing is told: by the log."""
    number = await ear.subscribe()
    low: list[dict[str, Any]] = [
        await ear.act("trigger", service="Payments", title=f"Odd number {count}", urgency="low")
        for count in range(2)
    ]
    await ear.answers(3)
    await bell.idle()
    assert await bell.firebell.db.read(incidents.get, 1) is None
    await ear.act("priority", incident=low[0]["id"], priority="P2")
    assert (await become(bell, 1)).priority == "P2"
    await ear.act("pause", subscription=number)
    await ear.act("priority", incident=low[1]["id"], priority="P1")
    await bell.firebell.db.write(lambda _unit: jobs.ask("pagerduty log"))
    assert (await become(bell, 2)).priority == "P1"


async def test_what_is_not_found_at_once_is_ours_all_the_same(bell: Bell, ear: Ear) -> None:
    """PagerDuty tells of it before it can be read there."""
    await ear.subscribe()
    await ear.fault("GET /incidents/*", "error", error="2100", status=404)
    begun = await ear.act("trigger", service="Payments", title="Checkout is down")
    assert (await become(bell, 1)).pages[0].id == begun["id"]


@pytest.mark.parametrize("way", ["webhook", "log"])
async def test_a_key_that_is_used_again_is_a_new_incident(bell: Bell, ear: Ear, way: str) -> None:
    """A monitoring tool calls each outage of a disk the same: in another service, and once it is resolved."""
    await ear.want("Checkout")
    if way == "webhook":
        await ear.subscribe()
    for number, service in enumerate(("Payments", "Checkout", "Payments"), 1):
        begun = await _monitor(ear, service)
        await bell.firebell.db.write(lambda _unit: jobs.ask("pagerduty log"))
        incident = await become(bell, number)
        assert (incident.pages[0].id, incident.pages[0].service) == (begun, service)
        await ear.act("resolve", incident=begun)
        await bell.firebell.db.write(look_at_ours)
        await bell.until(partial(_is_resolved, number))
        await bell.idle()
    assert [await bell.firebell.db.read(_is_resolved, number) for number in (1, 2, 3)] == [True] * 3


async def test_what_is_merged_there_goes_on_here(workspace: Workspace, bell: Bell, ear: Ear) -> None:
    await ear.subscribe()
    pages = [await ear.act("trigger", service="Payments", title=f"Outage {number}") for number in range(2)]
    await become(bell, 2)
    await ear.act("merge", incident=pages[0]["id"], into=pages[1]["id"])
    (merged,) = await bell.until(lambda: _merged(pages[0]["id"]))
    assert merged.incident == await bell.firebell.db.read(incidents.by_page, "", pages[1]["id"])
    await bell.firebell.db.write(look_at_ours)
    await bell.idle()
    assert len(await bell.firebell.db.read(_merged, pages[0]["id"])) == 1, (
        "told once, however often it is read"
    )
    for one in (1, 2):
        assert (await become(bell, one)).status in ACTIVE
    wish = Update(status=Status.INVESTIGATING, priority="P1")
    ana = workspace.user_id(await workspace.state(), "ana")
    for one in (1, 2):
        await bell.firebell.db.write(update_incident, one, wish, by=ana)
    await bell.idle()
    written = [one["method"] for one in await workspace.calls() if one["method"].startswith("PUT /incidents")]
    assert written == [f"PUT /incidents/{pages[1]['id']}"], "nothing is written to what goes on elsewhere"


@pytest.mark.slow
async def test_what_waits_in_a_storm_ends_there_too(workspace: Workspace, bell: Bell, ear: Ear) -> None:
    """The fourth gets no channel: whoever closes it silences its page, whoever updates it opens it."""
    await ear.subscribe()
    for number in range(1, 6):
        await ear.act("trigger", service="Payments", title=f"Host {number} is down", urgency="high")
        await become(bell, number)
    assert len(await workspace.incident_channels()) == 3
    state = await workspace.state()
    ana = workspace.user_id(state, "ana")
    false_alarm = Ending(ClosingReason.FALSE_POSITIVE, "Only a probe.")
    await bell.firebell.db.write(close_incident, 4, false_alarm, by=ana)
    await bell.until(lambda: _page(4).state is PageState.RESOLVED)
    await bell.firebell.db.write(update_incident, 5, Update(message="Looking."), by=ana)
    await bell.idle()
    channels = await workspace.incident_channels()
    assert len(channels) == 4
    (opened,) = [one for one in channels if "-5-" in one["name"]]
    assert "PagerDuty" in "".join(texts(message.get("blocks", [])) for message in opened["messages"])
    await bell.until(lambda: _page(5).state is not PageState.RESOLVED)


@pytest.mark.slow
async def test_after_a_gap_one_message_tells_everything(
    workspace: Workspace, database_url: str, bell: Bell, ear: Ear
) -> None:
    """Firebell was away for an hour: one was resolved meanwhile, six began, one of them was acknowledged."""
    await ear.subscribe()
    known = await ear.act("trigger", service="Payments", title="Checkout is slow")
    await become(bell, 1)
    await ear.stop()
    await bell.firebell.db.write(lambda unit: reach(unit, unit.now - timedelta(hours=1)))
    await bell.stop()
    await ear.act("resolve", incident=known["id"])
    for number in range(6):
        begun = await ear.act("trigger", service="Payments", title=f"Outage {number}")
    await ear.act("acknowledge", incident=begun["id"])
    again = await Bell(workspace, database_url, pagerduty=True).start()
    told = await workspace.until(_caught_up)
    assert "7 incidents changed" in told[0]
    assert "6 began there: inc-2, inc-3, inc-4, inc-5, inc-6, inc-7" in told[0]
    assert "1 resolved there: inc-1" in told[0]
    await again.idle()
    assert len(_caught_up(await workspace.state())) == 1
    await again.stop()


def _caught_up(state: dict[str, Any]) -> list[str]:
    room = next(one for one in state["channels"] if one["name"] == "tech-incidents")
    said = [texts(one.get("blocks", ())) for one in room["messages"]]
    return [one for one in said if "caught up" in one]


async def _monitor(ear: Ear, service: str) -> str:
    """A monitoring tool tells of a full disk, with the key that it always has. Give the incident's id."""
    (number,) = [one["id"] for one in (await ear.state())["services"] if one["name"] == service]
    where = {"id": number, "type": "service_reference"}
    said = {"type": "incident", "title": "Disk is full", "incident_key": "db-1/disk", "service": where}
    answer = await ear.client.write("POST", "/incidents", {"incident": said})
    return str(answer["incident"]["id"])


def _is_resolved(number: int) -> bool:
    return bool(_page(number).state is PageState.RESOLVED)


def _page(number: int) -> Any:
    incident = incidents.get(number)
    assert incident
    (page,) = incident.pages
    return page


def _merged(page: str) -> list[PageMerged]:
    told = [one for number in (1, 2) if _page(number).id == page for one in timeline.of(number, PageMerged)]
    return [one for one in told if isinstance(one, PageMerged)]
