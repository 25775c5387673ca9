"""What must be there once, is there once."""

from typing import Any

from harness import Workspace


async def all_there_once(workspace: Workspace, count: int) -> None:
    """Assert that each of so many incidents has one channel with one card, pinned, and one announcement.

    Their numbers may have gaps: a PostgreSQL that was killed goes on a few further on.
    """
    channels = await workspace.incident_channels()
    numbers = sorted(int(channel["name"].split("-")[1]) for channel in channels)
    assert len(set(numbers)) == len(numbers) == count, numbers
    for channel in channels:
        ref = f"inc-{channel['name'].split('-')[1]}"
        assert len([one for one in channel["messages"] if _is_ours(one, ref)]) == 1, ref
        assert len(channel["pins"]) == 1, ref
        assert ref in str(channel["topic"])
    told = (await workspace.channel("tech-incidents"))["messages"]
    for number in numbers:
        assert len([one for one in told if _is_ours(one, f"inc-{number} ")]) == 1, number


def _is_ours(message: dict[str, Any], ref: str) -> bool:
    return ref in f"{message.get('text', '')} " and bool(message.get("blocks"))
