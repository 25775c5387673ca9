"""The directory is exact: read to the end or not at all, and kept by what Slack tells meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts

from bot.integrations.slack.client import connect
from bot.integrations.slack.directory.channels import Channels
from bot.ports import no_progress
from bot.store import taxonomy
from bot.store.running import jobs
from bot.store.running.jobs import Job
from bot.store.tables import TaxonomyEntry
from bot.store.who import channels, directory, listings, people
from bot.usecases.settings.changing import put
from bot.usecases.unit import Unit

PEOPLE, GROUPS, CHANNELS = "slack people", "slack usergroups", "slack channels"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """No story here depends on the kind of database."""
    return tmp_path / "firebell.db"


@pytest.fixture
async def bell(workspace: Workspace, database: Path) -> AsyncIterator[Bell]:
    bell = await Bell(workspace, database).start()
    await bell.ready()
    await ended(bell, PEOPLE, GROUPS, CHANNELS)
    yield bell
    await bell.stop()


async def job(bell: Bell, name: str) -> Job:
    found = await bell.firebell.db.read(jobs.get, name)
    assert found
    return found


async def ended(bell: Bell, *names: str) -> list[Job]:
    """Wait until each of these has ended once."""
    await bell.until(lambda: all((one := jobs.get(name)) and one.last_ended for name in names))
    return [await job(bell, name) for name in names]


async def again(bell: Bell, name: str) -> Job:
    """Let a job run now, and wait for its end."""
    before = (await job(bell, name)).last_ended
    await bell.firebell.db.write(lambda _unit: jobs.ask(name))
    await bell.until(lambda: (one := jobs.get(name)) and one.last_ended != before)
    return await job(bell, name)


async def known(bell: Bell, workspace: Workspace, name: str) -> Any:
    number = workspace.user_id(await workspace.state(), name)
    return await bell.firebell.db.read(people.get, number)


async def names(bell: Bell, workspace: Workspace, *handles: str) -> set[str]:
    users = {user["id"]: user["name"] for user in (await workspace.state())["users"]}
    return {users[one] for one in await bell.firebell.db.read(directory.members, handles)}


async def test_who_is_who_is_said(workspace: Workspace, bell: Bell) -> None:
    """People, guests, those who have left: counted where admins see it."""
    assert (await known(bell, workspace, "tess")).guest
    assert (await known(bell, workspace, "walt")).deleted
    result = (await job(bell, PEOPLE)).last_result
    assert "2 guests" in result
    assert "1 deactivated" in result
    assert (await job(bell, GROUPS)).last_result == "8 usergroups"
    assert (await job(bell, CHANNELS)).last_result.startswith("3 of 3 tagged channels")


async def test_what_slack_tells_is_known_at_once(workspace: Workspace, bell: Bell) -> None:
    """A new person, a changed one, one who left; a usergroup's new members; and no call is made for it."""
    since = len(await workspace.calls())
    await workspace.act("ana", "add_person", name="nina", email="Nina@Demo.example")
    await workspace.act("ana", "change_person", member="eve", tz="Asia/Kolkata")
    await workspace.act("ana", "deactivate", member="ben")
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-payments", users=["deniz", "eve"])
    while await names(bell, workspace, "oncall-payments") != {"deniz", "eve"}:  # the last one told
        await bell.idle()
    assert (await known(bell, workspace, "nina")).email == "nina@demo.example"
    assert (await known(bell, workspace, "eve")).zone == "Asia/Kolkata"
    assert (await known(bell, workspace, "ben")).deleted
    assert await names(bell, workspace, "oncall-payments") == {"deniz", "eve"}
    assert not await workspace.calls("users.list", "usergroups.list", "users.info", since=since)


async def test_a_status_of_somebody_writes_nothing(workspace: Workspace, bell: Bell) -> None:
    """What changes nothing that we keep is acked and dropped."""
    before = await bell.firebell.db.read(_tellings)
    await workspace.act("ana", "change_person", member="eve", title="Head of Brand")
    await workspace.act("ana", "change_person", member="eve", tz="Asia/Kolkata")
    while (await known(bell, workspace, "eve")).zone != "Asia/Kolkata":  # it comes after the act
        await bell.idle()
    assert await bell.firebell.db.read(_tellings) == before + 1


def _tellings() -> int:
    from bot.store.tables import Telling

    return int(Telling.select().count())


async def test_deactivated_people_are_called_no_more(workspace: Workspace, bell: Bell) -> None:
    await workspace.act("ana", "deactivate", member="ben")
    await bell.idle()
    await workspace.declare("ana")
    await bell.idle()
    state = await workspace.state()
    (channel,) = await workspace.incident_channels()
    assert workspace.user_id(state, "deniz") in channel["members"]
    assert workspace.user_id(state, "ben") not in channel["members"]


async def test_a_usergroup_that_is_gone_loses_no_responder(workspace: Workspace, bell: Bell) -> None:
    groups = {one["handle"]: one["id"] for one in (await workspace.state())["usergroups"]}
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-payments", disabled=True)
    await bell.idle()
    assert (await again(bell, GROUPS)).last_result == "7 usergroups"
    assert await names(bell, workspace, "oncall-payments") == {"ben", "deniz"}
    gone = await bell.firebell.db.read(directory.gone_handles, {"oncall-payments", "support"})
    assert gone == {"oncall-payments"}
    assert groups


async def test_the_settings_follow_a_usergroup_that_is_renamed(workspace: Workspace, bell: Bell) -> None:
    """Its people are called as before, and the history says who changed what."""
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-payments", handle="payments-oncall")
    await bell.until(lambda: taxonomy.load().categories["payment"].responders == ("payments-oncall",))
    await workspace.declare("eve")
    await bell.idle()
    state = await workspace.state()
    (channel,) = await workspace.incident_channels()
    assert {workspace.user_id(state, name) for name in ("ben", "deniz")} <= set(channel["members"])
    history = texts((await workspace.slash("ana", "settings history", wait_ms=5000))["view"]["blocks"])
    assert "Slack changed *categories.payment*: responders: oncall-payments -&gt; payments-oncall" in history


async def test_the_settings_follow_a_usergroup_that_was_renamed_meanwhile(
    workspace: Workspace, database: Path
) -> None:
    first = await Bell(workspace, database).start()
    await ended(first, GROUPS)
    await first.stop()
    await workspace.act("ana", "edit_usergroup", usergroup="leadership", handle="heads")
    second = await Bell(workspace, database).start()
    await second.until(lambda: [*taxonomy.load().invited] == ["heads"])
    await second.stop()


@pytest.mark.parametrize("error", ["plan_upgrade_required", "missing_scope"])
async def test_a_refusal_loses_nobody_and_is_shown(workspace: Workspace, bell: Bell, error: str) -> None:
    for failures in (1, 2):
        await workspace.fault("usergroups.list", "error", error=error)
        told = await again(bell, GROUPS)
        assert told.failures == failures
    assert told.is_failing
    assert await names(bell, workspace, "oncall-payments") == {"ben", "deniz"}
    healed = await again(bell, GROUPS)
    assert (healed.failures, healed.last_result) == (0, "8 usergroups")


@pytest.mark.slow
async def test_a_page_that_fails_five_times_loses_nobody_and_others_run(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.fault("users.list", "500", times=5)
    for _ in range(5):
        told = await again(bell, PEOPLE)
    assert told.failures == 5
    assert not (await known(bell, workspace, "ben")).deleted
    assert (await again(bell, GROUPS)).failures == 0
    assert (await again(bell, PEOPLE)).failures == 0


async def test_429_waits_as_told_and_counts_as_no_failure(workspace: Workspace, bell: Bell) -> None:
    await workspace.fault("users.list", "429", retry_after=60)
    told = await again(bell, PEOPLE)
    assert told.failures == 0
    assert told.next_at
    assert told.last_ended
    assert 59 <= (told.next_at - told.last_ended).total_seconds() <= 61


async def test_a_paused_job_waits_until_somebody_asks(workspace: Workspace, database: Path) -> None:
    clock = Ahead()
    bell = await Bell(workspace, database, clock=clock).start()
    await ended(bell, PEOPLE, GROUPS)
    await bell.firebell.db.write(lambda _unit: jobs.pause(GROUPS, paused=True))
    since = len(await workspace.calls())
    people_before = (await job(bell, PEOPLE)).last_ended
    clock.by += clock.by.resolution * 10**6 * 3600 * 7
    await bell.until(lambda: (one := jobs.get(PEOPLE)) and one.last_ended != people_before)
    assert not await workspace.calls("usergroups.list", since=since)
    await again(bell, GROUPS)
    assert await workspace.calls("usergroups.list", since=since)
    await bell.stop()


async def test_after_a_start_what_was_missed_is_read(workspace: Workspace, database: Path) -> None:
    first = await Bell(workspace, database).start()
    await ended(first, PEOPLE, GROUPS, CHANNELS)
    await first.stop()
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-payments", users=["eve"])
    second = await Bell(workspace, database).start()
    await second.until(lambda: len(directory.members(["oncall-payments"])) == 1)
    assert await names(second, workspace, "oncall-payments") == {"eve"}
    await second.stop()


async def test_an_unchanged_reading_writes_no_row(workspace: Workspace, bell: Bell) -> None:
    before = await bell.firebell.db.read(_rows)
    for name in (PEOPLE, GROUPS, CHANNELS):
        await again(bell, name)
    assert await bell.firebell.db.read(_rows) == before


def _rows() -> list[Any]:
    """Every row of the directory, with the moment at which it was written."""
    from bot.store.tables import Channel, ChannelMember, Person, Usergroup, UsergroupMember

    tables: tuple[Any, ...] = (Channel, ChannelMember, Person, Usergroup, UsergroupMember)
    return [sorted(map(str, table.select().tuples())) for table in tables]


async def test_members_of_a_channel_are_called_and_followed(workspace: Workspace, bell: Bell) -> None:
    """A category may name a channel beside its usergroups."""
    await bell.firebell.db.write(lambda _unit: _call_channel())
    await again(bell, CHANNELS)
    assert await names(bell, workspace, "#payments") == {"ana", "ben", "deniz", "hugo", "priya"}
    number = (await workspace.channel("payments"))["id"]
    assert await bell.firebell.db.read(channels.ids) == {number: "payments"}
    await workspace.declare("ana")
    await bell.idle()
    state = await workspace.state()
    (channel,) = await workspace.incident_channels()
    assert {workspace.user_id(state, name) for name in ("hugo", "priya")} <= set(channel["members"])
    await bell.firebell.db.write(lambda _unit: _call_channel("#support"))
    await again(bell, CHANNELS)
    assert await names(bell, workspace, "#payments") == set(), "it is known still, and its members no more"
    assert number in await bell.firebell.db.read(channels.ids)


async def test_a_channel_that_is_to_know_of_what_is_declared_in_a_hurry_is_looked_for_at_once(
    workspace: Workspace, bell: Bell
) -> None:
    await ended(bell, PEOPLE, GROUPS, CHANNELS)
    await bell.firebell.db.write(_call_in_a_hurry)
    await bell.until(lambda: directory.members(["#payments"]))
    assert await names(bell, workspace, "#payments") == {"ana", "ben", "deniz", "hugo", "priya"}


def _call_in_a_hurry(unit: Unit) -> None:
    was = taxonomy.document()
    put(unit, was, {**was, "major": {**was["major"], "usergroup": "#payments"}}, by="")


def _call_channel(name: str = "#payments") -> None:
    row = TaxonomyEntry.get((TaxonomyEntry.section == "categories") & (TaxonomyEntry.key == "payment"))
    said = {**row.said, "responders": ["oncall-payments", name]}
    entry = (TaxonomyEntry.section == "categories") & (TaxonomyEntry.key == "payment")
    TaxonomyEntry.update(said=said).where(entry).execute()


async def test_a_reading_of_the_channels_that_was_cut_off_goes_on_where_it_was(
    workspace: Workspace, bell: Bell
) -> None:
    """What the pages before named is known; only those that were not read yet are asked for."""
    environment, db = workspace.sandbox.environment, bell.firebell.db
    slack = connect(environment["SLACK_BOT_TOKEN"], environment["SLACK_API_URL"], bell.firebell.http, 5)
    await db.write(lambda _unit: directory.tag("it_deploy", "", "it-deploy"))
    await db.write(lambda _unit: _call_channel("#nowhere"))
    reading = Channels(slack, db, no_progress, page=5)
    await workspace.post("latency", {"slack": 500})
    since = len(await workspace.calls())
    cut = asyncio.create_task(reading.read())
    while len(await workspace.calls("conversations.list", since=since)) < 3:
        await workspace.state()
    cut.cancel()
    await asyncio.wait([cut])
    await workspace.post("latency", {"slack": 0})
    since = len(await workspace.calls())
    assert (await reading.read()).startswith("3 of 3 tagged channels")
    asked = [call["args"].get("cursor") for call in await workspace.calls("conversations.list", since=since)]
    assert asked[0], "not the first page again"
    since = len(await workspace.calls())
    await reading.read()
    assert len(await workspace.calls("conversations.list", since=since)) > len(asked)
    assert (await db.read(directory.tagged_ids))["it_deploy"]


async def test_the_list_was_read_to_its_end(workspace: Workspace, bell: Bell) -> None:
    for name in (PEOPLE, GROUPS):
        assert await bell.firebell.db.read(listings.ended_at, name)
