"""Windows on windows: Slack stacks three, and whoever presses in the third is answered all the same."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts

VIEW = {"in": "view"}
REFUSED = {"error": "expired_trigger_id"}


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """What windows show is held on both databases elsewhere."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def begun(workspace: Workspace, bell: Bell) -> str:
    """Declare an incident, and give the id of its channel."""
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    return str(channel["id"])


async def press(workspace: Workspace, *labels: str, user: str = "ben") -> dict[str, Any]:
    """Let somebody search, press one after the other, and give what they have before them then."""
    answer = await workspace.slash(user, "search", wait_ms=5000)
    for label in labels:
        answer = await workspace.act(user, "click", **VIEW, label=label, wait_ms=5000)
    view: dict[str, Any] = answer["view"]
    return view


async def enter(workspace: Workspace, **values: Any) -> str:
    """Let ben submit the form, and give all that he reads then."""
    answer = await workspace.act("ben", "submit", values=values, wait_ms=5000)
    assert not answer["errors"], answer
    return read(answer["view"])


async def stack(workspace: Workspace, user: str = "ben") -> list[str]:
    """Give the titles of their windows, the lowest first."""
    views = (await workspace.get("see", user=user))["views"]
    return [str(one["title"]["text"]) for one in views]


def read(view: dict[str, Any]) -> str:
    return f"{view['title']['text']}\n{texts(view['blocks'])}"


async def test_a_note_is_added_corrected_and_redacted_from_the_search_on(
    workspace: Workspace, bell: Bell
) -> None:
    await begun(workspace, bell)
    assert read(await press(workspace, "Details", "Older", "Add a note")).startswith("Add a note")
    assert await stack(workspace) == ["Search", "Timeline of inc-1", "Add a note"]
    assert "The switch broke" in await enter(workspace, **{"What happened?": "The switch broke"})
    where = {"action_id": "note_menu"}
    await workspace.act("ben", "select", **VIEW, **where, option="Correct", wait_ms=5000)
    assert "Rack 12 broke" in await enter(workspace, **{"What happened?": "Rack 12 broke"})
    await press(workspace, "Details", "Older", user="ana")
    asked = await workspace.act("ana", "select", **VIEW, **where, option="Redact", wait_ms=5000)
    assert read(asked["view"]).startswith("Redact inc-1")


async def test_a_task_is_added_and_changed_from_the_search_on(workspace: Workspace, bell: Bell) -> None:
    await begun(workspace, bell)
    assert read(await press(workspace, "Details", "Tasks", "Add a task")).startswith("Task of inc-1")
    assert await stack(workspace) == ["Search", "Tasks of inc-1", "Task of inc-1"]
    assert "Write to them" in await enter(workspace, **{"What is to be done?": "Write to them"})
    await workspace.act("ben", "click", **VIEW, label="Edit", wait_ms=5000)
    assert "Call them" in await enter(workspace, **{"What is to be done?": "Call them"})
    assert await stack(workspace) == ["Search", "Tasks of inc-1"]


async def test_what_closing_asks_for_is_filled_in_from_the_search_on(
    workspace: Workspace, bell: Bell
) -> None:
    """What was typed in the closing form is there again once the key events are saved."""
    await begun(workspace, bell)
    await press(workspace, "Details", "More", "Close incident")
    typed = {"label": "What ended it?", "value": "Rolled back 2.41"}
    await workspace.act("ben", "select", **VIEW, **typed)
    asked = await workspace.act("ben", "click", **VIEW, label="Fill in", wait_ms=5000)
    assert asked["view"]["title"]["text"] == "Key events"
    assert await stack(workspace) == ["Search", "Close inc-1", "Key events"]
    back = await workspace.act("ben", "submit", values={"Nobody can know": "Detected"}, wait_ms=5000)
    assert back["view"]["title"]["text"] == "Close inc-1"
    assert "Rolled back 2.41" in str(back["view"]["state"])


async def test_tasks_in_the_way_of_a_role_are_changed_in_their_own_window(
    workspace: Workspace, bell: Bell
) -> None:
    """The roles below keep what was entered; the third window gives back what it took the place of."""
    room = await begun(workspace, bell)
    await workspace.slash("ana", "roles commander me", channel=room)
    await workspace.slash("ana", "tasks add Write to the sellers @ana", channel=room)
    await bell.idle()
    await press(workspace, "Details", "Roles")
    await workspace.act("ben", "select", **VIEW, label="Hand-over", value="Ask the carrier")
    await workspace.act("ben", "click", **VIEW, label="Tasks", wait_ms=5000)
    assert await stack(workspace) == ["Search", "Roles of inc-1", "Tasks of inc-1"]
    await workspace.act("ben", "click", **VIEW, label="Edit", wait_ms=5000)
    assert await stack(workspace) == ["Search", "Roles of inc-1", "Task of inc-1"]
    assert "Call the sellers" in await enter(workspace, **{"What is to be done?": "Call the sellers"})
    assert await stack(workspace) == ["Search", "Roles of inc-1", "Tasks of inc-1"]
    below = await workspace.act("ben", "close")
    assert "Ask the carrier" in str(below["view"]["state"])


@pytest.mark.pagerduty
async def test_a_service_leads_as_far_as_the_search(workspace: Workspace, bell: Bell) -> None:
    await begun(workspace, bell)
    await workspace.slash("ben", "service", wait_ms=5000)
    chosen = {"action_id": "search_catalog", "option": "Payments"}
    await workspace.act("ben", "select", **VIEW, **chosen, wait_ms=5000)
    for label in ("Details", "Older", "Add a note"):
        answer = await workspace.act("ben", "click", **VIEW, label=label, wait_ms=5000)
        assert answer["view"], label
    assert await stack(workspace) == ["Services", "Timeline of inc-1", "Add a note"]


async def test_a_refusal_in_the_third_window_stands_on_top_of_it(workspace: Workspace, bell: Bell) -> None:
    """And what was entered stays."""
    room = await begun(workspace, bell)
    await press(workspace, "Details", "Update", user="eve")
    assert await stack(workspace, "eve") == ["Search", "inc-1", "Update inc-1"]
    await workspace.act("eve", "select", **VIEW, label="Message", value="Rolled back 2.41")
    await workspace.slash("ana", "private", channel=room, wait_ms=5000)
    await workspace.act("ana", "submit", wait_ms=1500)
    await bell.idle()
    for status in ("Mitigating", "Mitigated"):
        chosen = {"label": "Status", "option": status}
        refused = (await workspace.act("eve", "select", **VIEW, **chosen, wait_ms=5000))["view"]
        assert texts(refused["blocks"][:1]) == ":warning: There is no inc-1. App Home lists the active ones."
        assert read(refused).count("There is no inc-1") == 1
        assert read(refused).count("Questions about Firebell: <#") == 1
        assert "Rolled back 2.41" in str(refused["state"])


async def test_a_lost_answer_is_told_where_no_window_opens_any_more(workspace: Workspace, bell: Bell) -> None:
    """On top of the window that is open; from Home in a message."""
    await begun(workspace, bell)
    await press(workspace)
    await workspace.fault("views.push", "error", **REFUSED, times=2)
    told = await workspace.act("ben", "click", **VIEW, label="Details", wait_ms=5000)
    assert "Nothing has changed; please try again." in texts(told["view"]["blocks"][:1])
    again = await workspace.act("ben", "click", **VIEW, label="Details", wait_ms=5000)
    assert again["view"]["title"]["text"] == "inc-1"
    await workspace.act("ben", "open_home", wait_ms=5000)
    await workspace.fault("views.open", "error", **REFUSED, times=2)
    await workspace.act("ben", "click", **{"in": "home"}, label="Search", wait_ms=1500)
    await bell.idle()
    said = [texts([one]) for room in (await workspace.state())["dms"] for one in room["messages"]]
    assert any("Nothing has changed; please try again." in one for one in said), said


Way = tuple[str, str]
"""What is pressed: its action, and the option of a menu."""


def ways(view: dict[str, Any]) -> list[Way]:
    """Give what can be pressed in a window; of many alike one."""
    found: dict[Way, None] = {}
    for block in view["blocks"]:
        for one in block.get("elements", [block.get("accessory") or {}]):
            if one.get("type") == "button" and "url" not in one:
                found[one["action_id"], ""] = None
            if one.get("type") == "overflow":
                found |= dict.fromkeys(
                    (one["action_id"], option["text"]["text"]) for option in one["options"]
                )
    return list(found)


class Walk:
    """Somebody who presses all that there is to press, in every window to which that leads."""

    def __init__(self, workspace: Workspace, bell: Bell) -> None:
        self.workspace, self.bell = workspace, bell
        self.known = set[tuple[str, ...]]()
        self.silent = list[tuple[tuple[str, ...], Way]]()

    async def on(self, path: tuple[Way, ...] = ()) -> None:
        """Press each button of the window to which the path has led, and go on in what comes of it."""
        titles = tuple(await stack(self.workspace, "ana"))
        if titles in self.known:
            return
        self.known.add(titles)
        for way in ways(await self.top()):
            await self.back(path, titles)
            if way in ways(await self.top()):
                before = await self.seen()
                await self.press(way)
                if await self.seen() == before:
                    self.silent.append((titles, way))
                await self.on((*path, way))

    async def back(self, path: tuple[Way, ...], titles: tuple[str, ...]) -> None:
        """Close what stands above; where the window is gone, take the path again, as far as it goes."""
        while len(now := tuple(await stack(self.workspace, "ana"))) > len(titles):
            await self.workspace.act("ana", "close")
        if now == titles:
            return
        await self.workspace.slash("ana", "search", wait_ms=1000)
        for way in path:
            if way in ways(await self.top()):
                await self.press(way)

    async def press(self, way: Way) -> None:
        action, option = way
        chosen = {"option": option} if option else {}
        await self.workspace.act("ana", "click", **VIEW, action_id=action, **chosen)
        await self.bell.idle()

    async def top(self) -> dict[str, Any]:
        views = (await self.workspace.get("see", user="ana"))["views"]
        return views[-1] if views else {"blocks": []}

    async def seen(self) -> tuple[Any, ...]:
        state = await self.workspace.state()
        windows = state["views"].get(self.workspace.user_id(state, "ana"))
        return windows, state["ephemerals"], [room["messages"] for room in state["dms"]]


@pytest.mark.pagerduty
@pytest.mark.jira
async def test_each_button_in_each_window_answers(workspace: Workspace, bell: Bell) -> None:
    """By a new window, another one in its place, a message or a sentence."""
    room = await begun(workspace, bell)
    for typed in ("roles commander me", "tasks add Write to the sellers @ana", "timeline rack 12 broke"):
        await workspace.slash("ana", typed, channel=room)
    await workspace.slash("ana", "search", wait_ms=5000)
    walk = Walk(workspace, bell)
    await walk.on()
    assert walk.silent == []
    assert walk.known >= {
        ("Search", "Timeline of inc-1", "Redact inc-1"),
        ("Search", "Close inc-1", "Key events"),
        ("Search", "Roles of inc-1", "Task of inc-1"),
        ("Search", "Tasks of inc-1", "Task of inc-1"),
        ("Search", "inc-1", "Firebell"),
        ("Search", "inc-1: ticket"),
    }
