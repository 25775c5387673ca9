"""What the stories of drills look at and do."""

from typing import Any

from harness import Bell, Workspace

FAILS = {"What fails?": "Checkout fails for one order in three", "Category": "Payment"}
"""What a person enters to rehearse a P1 of the category Payment."""


async def drilled(workspace: Workspace, bell: Bell, user: str = "ana", **values: Any) -> dict[str, Any]:
    """Begin a drill through its form, and give its channel."""
    opened = await workspace.slash(user, "drill", wait_ms=5000)
    assert opened["view"], opened
    begun = await workspace.act(user, "submit", values={**FAILS, **values})
    assert begun["ok"], begun
    assert not begun["errors"], begun
    await bell.idle()
    return await room(workspace)


async def room(workspace: Workspace) -> dict[str, Any]:
    """Give the channel of the only drill."""
    (found,) = [one for one in (await workspace.state())["channels"] if one["name"].startswith("drill-")]
    return dict(found)


async def said(workspace: Workspace, words: str) -> dict[str, Any]:
    """Give the last message of the drill's channel that says this on a lock screen."""
    found = [one for one in (await room(workspace))["messages"] if words in one["text"]]
    assert found, words
    return max(found, key=lambda one: float(one["ts"]))


async def pressed(
    workspace: Workspace, bell: Bell, user: str, words: str, label: str, wait_ms: int = 0
) -> dict[str, Any]:
    """Press a button of that message. wait_ms: for who is answered."""
    channel, message = await room(workspace), await said(workspace, words)
    where = {"in": "message", "channel": channel["id"], "ts": message["ts"]}
    answer = await workspace.act(user, "click", **where, label=label, wait_ms=wait_ms)
    assert answer["ok"], answer
    await bell.idle()
    return answer


async def outside(workspace: Workspace, since: int = 0) -> list[dict[str, Any]]:
    """Give what other systems than Slack were asked, but for what is read by the clock."""
    calls = await workspace.calls(since=since)
    return [one for one in calls if one["system"] != "slack" and not _is_routine(one)]


def _is_routine(call: dict[str, Any]) -> bool:
    """Lists are read whatever happens; nothing in them names a drill."""
    told = f"{call['method']} {call['args']}".lower()
    return call["method"].startswith("GET ") and "inc-1" not in told and "drill" not in told
