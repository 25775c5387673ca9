"""Messages for later: they really come, and can be taken back."""

import time
from typing import Any

import pytest
from rig import Space
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]

HOUR = 3600


def later(after: float = HOUR) -> int:
    return int(time.time() + after)


async def general(space: Space) -> str:
    return str((await space.channel("general"))["id"])


async def test_a_scheduled_message_is_posted_at_its_time(space: Space, web: AsyncWebClient) -> None:
    room, due = await general(space), later(2)
    kept = await web.chat_scheduleMessage(channel=room, post_at=due, text="it is time")
    assert (kept["post_at"], kept["message"]["text"]) == (due, "it is time")
    assert "it is time" not in [each["text"] for each in (await space.channel(room))["messages"]]

    def posted(state: dict[str, Any]) -> Any:
        (found,) = [each for each in state["channels"] if each["id"] == room]
        return [each for each in found["messages"] if each["text"] == "it is time"]

    (message,) = await space.until(posted)
    assert round(float(message["ts"])) >= due
    assert (await web.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_scheduled_messages_are_listed_by_pages_and_taken_back(
    space: Space, web: AsyncWebClient
) -> None:
    room = await general(space)
    kept = [
        (await web.chat_scheduleMessage(channel=room, post_at=later(HOUR * n), text=f"n{n}"))[
            "scheduled_message_id"
        ]
        for n in (2, 1, 3)
    ]
    listed: list[str] = []
    async for answer in await web.chat_scheduledMessages_list(channel=room, limit=2):
        listed += [each["text"] for each in answer["scheduled_messages"]]
    assert listed == ["n1", "n2", "n3"]
    await web.chat_deleteScheduledMessage(channel=room, scheduled_message_id=kept[0])
    left = (await web.chat_scheduledMessages_list(oldest=str(later(HOUR * 2.5))))["scheduled_messages"]
    assert [each["id"] for each in left] == [kept[2]]
    with pytest.raises(SlackApiError, match="invalid_scheduled_message_id"):
        await web.chat_deleteScheduledMessage(channel=room, scheduled_message_id=kept[0])


async def test_in_its_last_minute_a_message_cannot_be_taken_back(space: Space, web: AsyncWebClient) -> None:
    room = await general(space)
    kept = await web.chat_scheduleMessage(channel=room, post_at=later(50), text="soon")
    with pytest.raises(SlackApiError, match="invalid_scheduled_message_id"):
        await web.chat_deleteScheduledMessage(channel=room, scheduled_message_id=kept["scheduled_message_id"])


@pytest.mark.parametrize(
    ("after", "error"), [(-1, "time_in_past"), (HOUR * 24 * 121, "time_too_far"), (None, "invalid_arguments")]
)
async def test_a_wrong_time_is_refused(
    space: Space, web: AsyncWebClient, after: int | None, error: str
) -> None:
    post_at = "tomorrow" if after is None else later(after)
    with pytest.raises(SlackApiError, match=error):
        await web.chat_scheduleMessage(channel=await general(space), post_at=post_at, text="x")


async def test_a_channel_takes_thirty_messages_in_five_minutes(space: Space, web: AsyncWebClient) -> None:
    room = await general(space)
    for _ in range(30):
        await web.chat_scheduleMessage(channel=room, post_at=later(), text="x")
    with pytest.raises(SlackApiError, match="restricted_too_many"):
        await web.chat_scheduleMessage(channel=room, post_at=later(HOUR + 60), text="x")
    await web.chat_scheduleMessage(channel=room, post_at=later(HOUR * 2), text="x")


async def test_a_reset_forgets_what_was_to_come(space: Space, web: AsyncWebClient) -> None:
    await web.chat_scheduleMessage(channel=await general(space), post_at=later(), text="x")
    assert len((await space.state())["scheduled"]) == 1
    await space.post("reset", {})
    assert (await space.state())["scheduled"] == []


async def test_what_the_app_does_is_shown_as_done(space: Space, web: AsyncWebClient) -> None:
    room = await general(space)
    done = await web.chat_meMessage(channel=room, text="waves")
    message = (await space.channel(room))["messages"][-1]
    assert (message["ts"], message["subtype"], message["text"]) == (done["ts"], "me_message", "waves")
