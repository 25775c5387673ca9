"""Two incidents become one, and two people end one at once."""

import asyncio
from datetime import timedelta

import pytest
from harness import Ahead, Bell, Workspace, texts

from bot.domain.rules.updating import Update
from bot.store import incidents, timeline
from bot.usecases.work.update_incident import update_incident


async def two(workspace: Workspace, bell: Bell) -> list[str]:
    """Declare inc-1 and inc-2, and give their channels."""
    await workspace.declare("ana")
    await bell.idle()
    await workspace.declare("chloe", Title="Nobody can pay by card", Category="Refunds")
    await bell.idle()
    found = {one["name"].split("-")[1]: str(one["id"]) for one in await workspace.incident_channels()}
    return [found["1"], found["2"]]


async def test_a_merge_is_asked_once_and_told_in_both_channels(workspace: Workspace, bell: Bell) -> None:
    one, other = await two(workspace, bell)
    await workspace.act("eve", "join", channel=other)
    await bell.idle()
    asked = await workspace.slash("ben", "merge inc-1", channel=other, wait_ms=5000)
    assert "closed as a duplicate" in texts(asked["view"]["blocks"])
    assert "inc-1 Checkout" in str(asked["view"]), "the one that was typed is chosen already"
    match = {"system": "slack", "type": "view_submission"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 1})
    answer = await workspace.act("ben", "submit")
    assert "goes on in *inc-1*" in texts(answer["view"]["blocks"])
    await bell.idle()
    ended, goes_on = await workspace.channel(other), await workspace.channel(one)
    (told,) = [message for message in ended["messages"] if "goes on in inc-1." in message.get("text", "")]
    assert f"<#{one}>" in texts(told["blocks"])
    (heard,) = [
        message for message in goes_on["messages"] if "is the same as inc-1" in message.get("text", "")
    ]
    assert f"<#{other}>" in texts(heard["blocks"])
    chloe = workspace.user_id(await workspace.state(), "chloe")
    assert chloe in goes_on["members"]
    assert "goes on in inc-1" in str((await workspace.channel("tech-incidents"))["messages"])
    for number, kind in ((1, "MergeReceived"), (2, "IncidentMerged")):
        kinds = [type(event).__name__ for event in await bell.firebell.db.read(timeline.of, number)]
        assert kinds.count(kind) == 1


async def test_the_channel_of_what_was_merged_goes_as_any_other(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    _, other = await two(workspace, bell)
    await workspace.slash("ben", "merge inc-2 inc-1", wait_ms=5000)
    await workspace.act("ben", "submit")
    await bell.idle()
    clock.by = timedelta(days=6, minutes=1)
    await bell.tick()
    assert "will be archived" in str((await workspace.channel(other))["messages"])


@pytest.mark.jira
async def test_the_one_that_goes_on_names_the_ticket_and_post_mortem_of_the_other(
    workspace: Workspace, bell: Bell
) -> None:
    one, _ = await two(workspace, bell)
    await bell.until(_is_filed)
    await workspace.slash("ben", "postmortem inc-2 start", wait_ms=3000)
    await bell.idle()
    await workspace.slash("ben", "merge inc-2 inc-1", wait_ms=5000)
    await workspace.act("ben", "submit")
    await bell.idle()
    ended = await bell.firebell.db.read(incidents.get, 2)
    assert ended
    (ticket,) = ended.tickets
    said = [texts(message.get("blocks", ())) for message in (await workspace.channel(one))["messages"]]
    (heard,) = [words for words in said if "turned out to be the same" in words]
    assert ticket.key in heard
    assert "|Post-mortem>" in heard


def _is_filed() -> bool:
    found = incidents.get(2)
    return found is not None and any(one.is_there for one in found.tickets)


@pytest.mark.slow
async def test_what_cannot_be_merged_is_said_under_the_field(workspace: Workspace, bell: Bell) -> None:
    one, _ = await two(workspace, bell)
    await workspace.slash("ben", "merge inc-1", channel=one, wait_ms=5000)
    answer = await workspace.act("ben", "submit")
    assert "into itself" in answer["errors"]["Which one goes on?"]
    nobody = await workspace.slash("ben", "merge inc-99", channel=one, wait_ms=500)
    assert "There is no inc-99" in nobody["ephemerals"][0]["text"]


async def test_elsewhere_the_first_that_is_named_goes_into_the_second(
    workspace: Workspace, bell: Bell
) -> None:
    await two(workspace, bell)
    asked = await workspace.slash("ben", "merge inc-2 inc-1", wait_ms=5000)
    assert "*inc-2*" in texts(asked["view"]["blocks"])
    assert "inc-1 Checkout" in str(asked["view"])


async def test_two_who_close_at_once_close_it_once(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare()
    await bell.idle()
    for who in ("ana", "ben"):
        await workspace.slash(who, "downgrade inc-1 only a drill", wait_ms=5000)
    answers = await asyncio.gather(*(workspace.act(who, "submit") for who in ("ana", "ben")))
    said = [texts(answer["view"]["blocks"]) for answer in answers]
    assert sum("closed as not an incident" in one for one in said) == 1
    assert sum("inc-1 is closed already" in one for one in said) == 1
    await bell.idle()
    found = await bell.firebell.db.read(incidents.get, 1)
    assert found
    assert found.is_closed
    (channel,) = await workspace.incident_channels()
    assert len([one for one in channel["messages"] if "inc-1 is closed as" in one["text"]]) == 1


async def test_two_merges_that_cross_end_one_incident(workspace: Workspace, bell: Bell) -> None:
    await two(workspace, bell)
    await workspace.slash("ana", "merge inc-1 inc-2", wait_ms=5000)
    await workspace.slash("ben", "merge inc-2 inc-1", wait_ms=5000)
    answers = await asyncio.gather(*(workspace.act(who, "submit") for who in ("ana", "ben")))
    assert sum("is closed. Only" in str(answer["errors"]) for answer in answers) == 1
    found = [await bell.firebell.db.read(incidents.get, number) for number in (1, 2)]
    assert sum(one.is_closed for one in found if one) == 1


@pytest.mark.jira
async def test_of_what_has_a_ticket_alone_no_channel_is_promised(workspace: Workspace, bell: Bell) -> None:
    """inc-1 has a channel, inc-2 has none."""
    await workspace.declare("ana")
    await bell.idle()
    await workspace.declare("chloe", Customers="Hardly visible", Title="The logo is blurred")
    await bell.idle()

    async def asked(words: str) -> str:
        shown = await workspace.slash("ben", f"merge {words}", wait_ms=5000)
        await workspace.act("ben", "close")
        return texts(shown["view"]["blocks"])

    ends = await asked("inc-2 inc-1")
    assert "who declared it and who has a role in it are invited to the channel of inc-1" in ends
    goes_on = await asked("inc-1 inc-2")
    assert "its channel says where it goes on" in goes_on
    assert "inc-2 has no channel: the people from its channel are invited only if it gets one" in goes_on
    assert "channel of" not in await asked("inc-2")
    await workspace.slash("ben", "merge inc-1 inc-2", wait_ms=5000)
    answer = await workspace.act("ben", "submit")
    assert "goes on in *inc-2*" in texts(answer["view"]["blocks"])
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert any("goes on in inc-2." in one.get("text", "") for one in channel["messages"])
    ben = workspace.user_id(await workspace.state(), "ben")
    await bell.firebell.db.write(update_incident, 2, Update(priority="P3"), by=ben)
    await bell.idle()
    fresh = next(one for one in await workspace.incident_channels() if one["id"] != channel["id"])
    assert workspace.user_id(await workspace.state(), "ana") in fresh["members"]
