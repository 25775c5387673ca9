"""What the stories of post-mortems have in common."""

from typing import Any

from harness import Bell, Workspace, texts

from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.store import incidents
from bot.usecases.work.update_incident import update_incident


async def mitigated(workspace: Workspace, bell: Bell) -> dict[str, Any]:
    """Declare a P2 that ben leads, and end the suffering; give its channel."""
    await workspace.declare("ana")
    await bell.idle()
    channel = (await workspace.incident_channels())[-1]
    await say(workspace, "ben", channel, "update Rolled back <2.41>, error rate *falling*")
    ben = workspace.user_id(await workspace.state(), "ben")
    over = Update(message="It answers again", status=Status.MITIGATED)
    await bell.firebell.db.write(update_incident, 1, over, by=ben)
    await bell.idle()
    return channel


async def begun(workspace: Workspace, bell: Bell) -> str:
    """Declare, tell and mitigate; give who did, as soon as its home is asked for the post-mortem."""
    await workspace.declare("ana")
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(message="The canary sings."), by=ana)
    await bell.idle()
    over = Update(message="It answers again", status=Status.MITIGATED)
    await bell.firebell.db.write(update_incident, 1, over, by=ana)
    await bell.until(tried)
    return ana


def tried() -> bool:
    """Tell whether its home was asked for inc-1's post-mortem, be there an answer or not."""
    incident = incidents.get(1)
    there = incident.postmortem if incident else None
    return bool(there and (there.tried_at or there.id))


async def say(
    workspace: Workspace, user: str, channel: dict[str, Any], text: str, wait_ms: int = 0
) -> dict[str, Any]:
    answer = await workspace.slash(user, text, channel=channel["id"], wait_ms=wait_ms)
    assert answer["ok"], answer
    return answer


async def press(workspace: Workspace, user: str, label: str, **where: str) -> dict[str, Any]:
    at = {"in": "message", **where} if where else {"in": "view"}
    answer = await workspace.act(user, "click", **at, label=label, wait_ms=0 if where else 5000)
    assert answer["ok"], answer
    return answer


async def canvases(workspace: Workspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        one for one in (await workspace.state())["canvases"] if not one.get("is_deleted")
    ]
    return found


async def messages(workspace: Workspace, channel: dict[str, Any], words: str) -> list[dict[str, Any]]:
    there = (await workspace.channel(channel["id"]))["messages"]
    return [one for one in there if words in texts(one.get("blocks", ())) + one["text"]]


async def broken_page(workspace: Workspace, method: str, fault: str, **args: Any) -> None:
    """Break Confluence; `method`: the path below its address."""
    verb, _, path = method.partition(" ")
    match = {"system": "confluence", "method": f"{verb} /wiki{path}"}
    status, answer = await workspace.post("faults", {"match": match, "fault": fault, **args})
    assert status == 200, answer


async def must_be_broken(workspace: Workspace) -> None:
    """Every fault that was asked for has happened."""
    waiting = (await workspace.get("faults"))["faults"]
    assert not waiting, waiting


async def redacted(workspace: Workspace, bell: Bell, channel: dict[str, Any], words: str) -> None:
    """Let ana take words out: she is shown where they stand first."""
    await workspace.slash("ana", "redact", channel["id"], wait_ms=5000)
    shown = await workspace.act("ana", "submit", values={"Which words must go?": words})
    assert "the post-mortem" in texts([shown["view"]])
    assert (await workspace.act("ana", "submit"))["ok"]
    await bell.idle()
