"""Private incidents: seen by the entitled and by nobody else, whatever Slack allows."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.store.tables import Delivery
from bot.usecases.finish.end_channel import ask_for_channel
from bot.usecases.work.keep_private import make_private

BREACH = {"Title": "Customer list found on a public bucket", "Category": "Personal Data Breach"}
RESTRICTED = {"fault": "error", "error": "restricted_action"}


async def people(workspace: Workspace, *names: str) -> set[str]:
    state = await workspace.state()
    return {workspace.user_id(state, name) for name in names}


async def the_private(workspace: Workspace) -> dict[str, Any]:
    (channel,) = [one for one in await workspace.incident_channels() if one["is_private"]]
    return channel


async def said_in(workspace: Workspace, channel: str, *, by_slack: bool = True) -> str:
    """by_slack: also its own lines, of former topics and names, which no app can take away."""
    state = await workspace.state()
    rooms = (*state["channels"], *state["dms"])
    room = next(one for one in rooms if channel in (one["name"], one["id"]))
    messages = [one for one in room["messages"] if by_slack or "subtype" not in one]
    said = [f"{one.get('text', '')}\n{texts(one.get('blocks', []))}" for one in messages]
    return "\n".join([*said, str(room["topic"])])


async def test_a_private_category_gets_a_private_channel_of_the_entitled(
    workspace: Workspace, bell: Bell
) -> None:
    answer = await workspace.declare("ana", **BREACH)
    assert answer["ok"], answer
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert channel["is_private"]
    assert channel["name"].endswith("-1-private")
    bot = next(one["id"] for one in (await workspace.state())["users"] if one["is_bot"])
    assert set(channel["members"]) == await people(workspace, "ana", "nadia", "oscar") | {bot}
    assert "inc-1" not in await said_in(workspace, "tech-incidents")
    listed = await workspace.slash("nadia", "list")
    assert BREACH["Title"] in texts(listed["ephemerals"][0]["blocks"])
    hidden = await workspace.slash("eve", "status inc-1")
    missing = await workspace.slash("eve", "status inc-2")
    assert hidden["ephemerals"][0]["text"].replace("inc-1", "inc-2") == missing["ephemerals"][0]["text"]
    assert "All quiet" in (await workspace.slash("eve", "list"))["ephemerals"][0]["text"]


async def test_where_no_private_channel_may_be_made_it_is_a_group_message(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.fault("conversations.create", **RESTRICTED, times=50)
    await workspace.declare("ana", **BREACH)
    await bell.idle()
    groups = [one for one in (await workspace.state())["dms"] if len(one["members"]) > 2]
    (group,) = groups
    assert await people(workspace, "ana", "nadia", "oscar") < set(group["members"])
    assert BREACH["Title"] in await said_in(workspace, group["id"])
    assert not await workspace.incident_channels()
    await workspace.declare("nadia", **BREACH)
    await bell.idle()
    groups = [one for one in (await workspace.state())["dms"] if len(one["members"]) > 2]
    assert len(groups) == 2, "the second incident has a message of its own"
    wished = [call["args"]["is_private"] for call in await workspace.calls("conversations.create")]
    assert wished == ["true", "true"]


async def test_nothing_public_is_made_where_nothing_private_can_be(workspace: Workspace, bell: Bell) -> None:
    await workspace.fault("conversations.create", **RESTRICTED, times=50)
    await workspace.fault("conversations.open", "error", error="missing_scope", times=50)
    await workspace.declare("ana", **BREACH)
    await workspace.until(lambda state: "could not be made" in str(state["dms"]))
    assert not await workspace.incident_channels()
    (told,) = await workspace.calls("chat.postMessage")
    assert {told["args"]["channel"]} == await people(workspace, "ana")
    assert BREACH["Title"] not in str(told)


@pytest.mark.parametrize("method", ["conversations.create", "conversations.invite", "chat.postMessage"])
async def test_a_lost_answer_leaves_one_private_channel(
    workspace: Workspace, bell: Bell, method: str
) -> None:
    await workspace.fault(method, "drop")
    await workspace.declare("ana", **BREACH)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert channel["is_private"]
    assert len(channel["pins"]) == 1


async def test_a_public_one_becomes_private_and_what_was_said_is_taken_away(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.act("eve", "open_home", wait_ms=5000)
    await workspace.declare("ana", Title="Checkout leaks card numbers")
    await bell.idle()
    (public,) = await workspace.incident_channels()
    await workspace.slash("ben", "update card numbers in the log", channel=public["id"])
    await workspace.act("eve", "join", channel=public["id"])
    await bell.idle()
    assert "card numbers" in await said_in(workspace, "tech-incidents")
    opened = await workspace.slash("ben", "private @chloe", channel=public["id"], wait_ms=5000)
    assert "becomes private" in texts(opened["view"]["blocks"])
    done = await workspace.act("ben", "submit", wait_ms=500)
    assert done["ok"], done
    await bell.idle()
    private = await the_private(workspace)
    bot = next(one["id"] for one in (await workspace.state())["users"] if one["is_bot"])
    assert set(private["members"]) == await people(workspace, "ana", "ben", "chloe", "deniz") | {bot}
    assert "card numbers" in await said_in(workspace, private["id"])
    announced = await said_in(workspace, "tech-incidents")
    assert "inc-1 is private now" in announced
    assert "card numbers" not in announced
    left = await workspace.channel(public["id"])
    assert left["is_archived"]
    assert left["name"].endswith("-1-moved")
    ours = [one for one in left["messages"] if one["user"] == bot and "subtype" not in one]
    assert ["is private now" in one["text"] for one in ours] == [True]
    state = await workspace.state()
    assert "card numbers" not in str(state["homes"])
    eve = await workspace.slash("eve", "status inc-1")
    assert "There is no inc-1" in eve["ephemerals"][0]["text"]


async def ours_in(workspace: Workspace, channel: str) -> list[str]:
    """Give what Firebell itself says there."""
    bot = workspace.user_id(await workspace.state(), "firebell")
    messages = (await workspace.channel(channel))["messages"]
    return [one["text"] for one in messages if one["user"] == bot and "subtype" not in one]


async def test_a_channel_that_it_had_before_is_emptied_and_left_too(workspace: Workspace, bell: Bell) -> None:
    """Firebell was taken out of it, and goes back in once more."""
    await workspace.declare("ana", Title="Checkout leaks card numbers")
    await bell.idle()
    (first,) = await workspace.incident_channels()
    await workspace.act("ana", "kick", channel=first["id"], member="firebell")
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(ask_for_channel, 1, by=ana)
    await bell.idle()
    opened = await workspace.slash("ana", "private inc-1", wait_ms=5000)
    assert f"<#{first['id']}>" in texts(opened["view"]["blocks"])
    await workspace.act("ana", "submit")
    await bell.idle()
    public = [one for one in await workspace.incident_channels() if not one["is_private"]]
    assert [one["is_archived"] for one in public] == [True, True]
    assert all("-1-moved" in one["name"] for one in public)
    for one in public:
        (told,) = await ours_in(workspace, one["id"])
        assert "is private now" in told
    inside = await said_in(workspace, (await the_private(workspace))["id"])
    assert all(f"<#{one['id']}>" in inside for one in public)
    assert "could not" not in inside


async def test_what_stands_in_an_archived_channel_is_told_until_somebody_unarchives_it(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare("ana", Title="Checkout leaks card numbers")
    await bell.idle()
    (public,) = await workspace.incident_channels()
    await workspace.act("ana", "archive", channel=public["id"])
    await bell.idle()
    opened = await workspace.slash("ana", "private inc-1", wait_ms=5000)
    assert "unarchive it first" in texts(opened["view"]["blocks"])
    await workspace.act("ana", "submit")
    await bell.idle()
    private = await the_private(workspace)
    failed = next(one for one in private["messages"] if "could not be emptied" in one.get("text", ""))
    assert f"#{public['name']} is archived. Unarchive it, then press Retry." in failed["text"]
    await workspace.act("ana", "unarchive", channel=public["id"])
    where = {"in": "message", "channel": private["id"], "ts": failed["ts"]}
    await workspace.act("ana", "click", **where, label="Retry")
    await bell.idle()
    (told,) = await ours_in(workspace, public["id"])
    assert "is private now" in told
    assert (await workspace.channel(public["id"]))["is_archived"]


async def test_whoever_is_let_in_sees_it_and_whoever_leaves_does_not(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare("ana", **BREACH)
    await bell.idle()
    channel = await the_private(workspace)
    asked = await workspace.slash("nadia", "allow @ben", channel=channel["id"], wait_ms=5000)
    assert "sees all of *inc-1*" in texts(asked["view"]["blocks"])
    await bell.idle()
    assert not await people(workspace, "ben") & set((await workspace.channel(channel["id"]))["members"])
    assert (await workspace.act("nadia", "submit", values={}))["ok"]
    await workspace.act("nadia", "invite", channel=channel["id"], member="chloe")
    for who in ("ben", "chloe"):
        while BREACH["Title"] not in str(await workspace.slash(who, "status inc-1")):
            await bell.idle()
    await bell.idle()
    inside = (await workspace.channel(channel["id"]))["members"]
    assert await people(workspace, "ben", "chloe") < set(inside)
    card = next(one for one in (await workspace.channel(channel["id"]))["messages"] if one.get("blocks"))
    where = {"in": "message", "channel": channel["id"], "ts": card["ts"]}
    await workspace.act("nadia", "click", **where, label="Let somebody in", wait_ms=5000)
    await workspace.act("nadia", "submit", values={"Who may see it?": ["eve"]})
    await bell.idle()
    assert await people(workspace, "eve") < set((await workspace.channel(channel["id"]))["members"])
    await workspace.act("chloe", "leave", channel=channel["id"])
    while (
        "There is no inc-1" not in (await workspace.slash("chloe", "status inc-1"))["ephemerals"][0]["text"]
    ):
        await bell.idle()


async def test_who_breaks_the_glass_is_told_to_the_people_inside(workspace: Workspace, bell: Bell) -> None:
    await bell.firebell.db.write(_let_break_glass, "leadership")
    await workspace.declare("ana", **BREACH)
    await bell.idle()
    channel = await the_private(workspace)
    assert (
        "There is no inc-1" in (await workspace.slash("eve", "look inc-1 why not"))["ephemerals"][0]["text"]
    )
    assert "There is no inc-1" in (await workspace.slash("rosa", "status inc-1"))["ephemerals"][0]["text"]
    asked = await workspace.slash("rosa", "look inc-1", wait_ms=5000)
    assert BREACH["Title"] not in texts(asked["view"]["blocks"])
    reason = {"Why must you see it?": "The board asks"}
    seen = await workspace.act("rosa", "submit", values=reason, wait_ms=5000)
    assert BREACH["Title"] in texts(seen["view"]["blocks"])
    await bell.idle()
    assert "looked inside inc-1: The board asks" in await said_in(workspace, channel["id"])


def _let_break_glass(_unit: Any, handle: str) -> None:
    from bot.store.tables import TaxonomyEntry

    TaxonomyEntry.insert(section="break_glass", key=handle, position=999, said={}).execute()


@pytest.mark.parametrize("fault", ["slow", "drop"])
async def test_a_channel_that_was_being_made_in_public_is_left_again(
    workspace: Workspace, bell: Bell, fault: str
) -> None:
    """It became private while Slack was still making the public channel."""
    more = {"ms": 800} if fault == "slow" else {}
    await workspace.fault("conversations.create", fault, **more)
    await workspace.declare("ana", Title="Checkout leaks card numbers")
    ana = workspace.user_id(await workspace.state(), "ana")
    while not await workspace.calls("conversations.create"):
        await workspace.until(lambda _: True)
    await bell.firebell.db.write(make_private, 1, (), by=ana)
    await bell.idle()
    private = await the_private(workspace)
    (public,) = [one for one in await workspace.incident_channels() if not one["is_private"]]
    assert public["is_archived"]
    assert public["name"].endswith("-1-moved")
    assert "card numbers" not in await said_in(workspace, public["id"], by_slack=False)
    assert "card numbers" not in await said_in(workspace, "tech-incidents")
    assert "card numbers" in await said_in(workspace, private["id"])


def _writes_its_card() -> bool:
    under_way = (Delivery.state == "claimed") & (Delivery.effect == "show_card")
    return bool(Delivery.select().where(under_way).exists())


async def test_what_was_on_its_way_to_the_public_channel_is_taken_away_too(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.fault("chat.postMessage", "slow", ms=1500, times=3)
    await workspace.declare("ana", Title="Checkout leaks card numbers")
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.until(_writes_its_card)
    await bell.firebell.db.write(make_private, 1, (), by=ana)
    await bell.idle()
    (public,) = [one for one in await workspace.incident_channels() if not one["is_private"]]
    assert public["is_archived"]
    assert "card numbers" not in await said_in(workspace, public["id"], by_slack=False)
    assert "card numbers" not in await said_in(workspace, "tech-incidents")


@pytest.mark.slow
async def test_what_was_merged_in_follows_and_a_public_one_merges_into_it(
    workspace: Workspace, bell: Bell
) -> None:
    """Nothing of the three stays readable outside but that they are private."""
    await workspace.declare("ana", Title="Checkout leaks card numbers")
    await workspace.declare("priya", Title="Card numbers in the log", Category="Refunds")
    await bell.idle()
    rooms = {one["name"].split("-")[1]: one["id"] for one in await workspace.incident_channels()}
    await workspace.act("eve", "join", channel=rooms["2"])
    await workspace.follow_here("ana", "inc-2", "payments")
    await workspace.slash("ana", "update inc-2 card numbers everywhere", wait_ms=2000)
    await bell.idle()
    await workspace.slash("ana", "merge inc-1", channel=rooms["2"], wait_ms=5000)
    await workspace.act("ana", "submit")
    await bell.idle()
    opened = await workspace.slash("ana", "private", channel=rooms["1"], wait_ms=5000)
    assert "inc-2, merged into it, becomes private with it" in texts(opened["view"]["blocks"])
    await workspace.act("ana", "submit")
    await bell.idle()
    await workspace.declare("deniz", Title="The log is public", Category="Refunds")
    await bell.idle()
    asked = await workspace.slash("ana", "merge inc-3 inc-1", wait_ms=5000)
    assert "inc-1 is private, so inc-3 becomes private too" in texts(asked["view"]["blocks"])
    await workspace.act("ana", "submit")
    await bell.idle()
    for number in ("1", "2", "3"):
        gone = await workspace.slash("rosa", f"status inc-{number}")
        assert f"There is no inc-{number}" in gone["ephemerals"][0]["text"]
    for place in await workspace.incident_channels():
        if not place["is_private"]:
            assert place["is_archived"]
            bot = workspace.user_id(await workspace.state(), "firebell")
            ours = [one for one in place["messages"] if one["user"] == bot and "subtype" not in one]
            assert ["is private now" in one["text"] for one in ours] == [True]
    for name in ("tech-incidents", "payments"):
        assert "ard numbers" not in await said_in(workspace, name)
    assert "The log is public" not in await said_in(workspace, "tech-incidents")
    private = await the_private(workspace)
    assert "Its people come here." in await said_in(workspace, private["id"])
    assert await people(workspace, "deniz") < set(private["members"]), "its declarer came along"
