"""Unmistakable words in private incidents: they are found where the entitled look, and nowhere else."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import structlog
from asking import ask_for_more
from harness import Bell, Workspace

from bot.store.who import people
from bot.usecases.paging.page_people import page_service
from bot.usecases.unit import Unit

pytestmark = pytest.mark.pagerduty

PRIVATE, HIDDEN_LATER = "zugzwang", "quokka"
FORM = {
    PRIVATE: {"Category": "Personal Data Breach"},
    HIDDEN_LATER: {"Category": "Attack", "Customers": "Nobody or hardly anybody can order"},
}
INSIDE = ("nadia", "oscar", "chloe", "deniz", "ben")
"""Who declared it, a responder, who was named, who has a role, who was brought into the channel."""

OUTSIDE = ("eve", "ana", "rosa", "hugo", "tess", "umar", "vera")
"""A member, an admin, an owner, another category's responder, two guests, one of another organisation."""

PICKING = ("eve", "ana", "rosa", "hugo")
"""For whom there is a public incident."""

ASKED = ("", " inc-1", " inc-2 zugz", " 2", " quokk")
CURIOUS = ("eve", "ana")
"""A member and an admin ask in every way; the others are refused, or shown, by the same policy."""

DECLARES = {"critical"}
"""With words behind them these begin an incident, which is not what is asked here."""


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    """Every line that is logged while the story goes on."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
async def told(workspace: Workspace, bell: Bell, lines: list[Any]) -> dict[str, Any]:
    """Two incidents full of canaries, worked on by the people inside while the others look at App Home."""
    await bell.firebell.db.write(_is_a_stranger, *await ids(workspace, "vera"))
    for name in OUTSIDE:
        await workspace.act(name, "open_home")
    await bell.firebell.db.write(ask_for_more, "zendesk-ticket")
    channels = {}
    for number, word in enumerate(FORM, start=1):
        said = {"Title": f"The {word} title of it", "What happens?": f"Somebody wrote {word} here."}
        own = {"Zendesk ticket": f"{word} 77"}
        answer = await workspace.declare("nadia", **FORM[word], **said, **own)
        assert answer["ok"], answer
        await bell.idle()
        if word == HIDDEN_LATER:
            await workspace.follow_here("hugo", f"inc-{number}", "marketplace")
            await workspace.slash("nadia", f"update inc-{number} {word} was seen in public")
            await bell.idle()
            for place in ("tech-incidents", "it-deploy", "marketplace"):
                assert found_in(await workspace.channel(place)), place
            await bell.idle()
            await workspace.slash("nadia", f"private inc-{number} @chloe", wait_ms=5000)
            await workspace.act("nadia", "submit")
            await bell.idle()
        channels[word] = await private_channel(workspace, number)
        await work(workspace, bell, number, word, channels[word])
    await workspace.declare("ben")
    await bell.idle()
    return channels


async def work(workspace: Workspace, bell: Bell, number: int, word: str, channel: str) -> None:
    await workspace.slash("nadia", f"allow inc-{number} @chloe", wait_ms=5000)
    await workspace.act("nadia", "submit")
    await workspace.slash("nadia", f"roles inc-{number} communication-lead @deniz", wait_ms=5000)
    await workspace.act("nadia", "submit")
    await bell.idle()
    await workspace.act("nadia", "invite", channel=channel, member="ben")
    await workspace.slash("oscar", f"update inc-{number} we found {word} twice", channel=channel)
    await workspace.fault("chat.postMessage", "drop")
    await workspace.slash("oscar", f"update inc-{number} and {word} again", channel=channel)
    (nadia,) = await ids(workspace, "nadia")
    await bell.firebell.db.write(page_service, number, "Payments", by=nadia, words=f"{word} hurts")
    await bell.idle()


@pytest.mark.slow
async def test_the_words_are_found_inside_and_nowhere_else(
    workspace: Workspace, bell: Bell, told: dict[str, Any], lines: list[Any]
) -> None:
    for name in INSIDE:
        for number, word in enumerate(told, start=1):
            assert word in json.dumps(await workspace.slash(name, f"status inc-{number}")), (name, word)
    inside = set(await ids(workspace, *INSIDE))
    paged = (await workspace.get("state/pagerduty"))["incidents"]
    assert {one["title"] for one in paged if "inc-3" not in one["title"]} == {
        "inc-1, private incident",
        "inc-2, private incident",
    }
    assert PRIVATE not in json.dumps(paged)
    await check_calls(workspace, told, inside)
    since = len(await workspace.calls())
    await asyncio.gather(*(ask_everything(workspace, bell, name) for name in OUTSIDE))
    await bell.idle()
    for name in OUTSIDE:
        await pick(workspace, name)
    await bell.idle()
    assert not found_in(await workspace.calls(since=since)), "in what was opened or sent because they asked"
    await check_workspace(workspace, told, inside)
    assert not found_in(lines), "in the log"
    people_of = [line for line in lines if any(person in json.dumps(line, default=str) for person in inside)]
    assert not [line for line in people_of if line.get("subject") == "inc-1"], "people in the log"


async def ask_everything(workspace: Workspace, bell: Bell, name: str) -> None:
    """Ask for all that can be asked for: each word alone, and of each of the incidents."""
    assert not found_in(await workspace.act(name, "open_home", wait_ms=2000))
    desk, place = bell.firebell.desk, await channel_of(workspace, name)
    words = {run: word for word, run in desk.subcommands.items() if word not in DECLARES}
    for word in words.values():
        for rest in ASKED if name in CURIOUS else ASKED[:2]:
            assert not found_in(await workspace.slash(name, word + rest, place)), (name, word + rest)


async def pick(workspace: Workspace, name: str) -> None:
    """Ask for one of those that may be chosen, once all that they asked for before has been answered."""
    place = await channel_of(workspace, name)
    picker = await workspace.slash(name, "status", place, wait_ms=5000)
    assert ("Which incident?" in json.dumps(picker["view"])) == (name in PICKING), name
    if "Which incident?" in json.dumps(picker["view"]):
        for text in ("zugz", "quokk", "inc-1", "2", ""):
            where = {"in": "view", "label": "Which incident?"}
            assert not found_in(await workspace.act(name, "suggest", **where, text=text)), (name, text)


async def check_workspace(workspace: Workspace, told: dict[str, str], inside: set[str]) -> None:
    """Look at everything there is in Slack; what people and Slack itself wrote in public nobody can take."""
    state = await workspace.state()
    bot = next(user["id"] for user in state["users"] if user["is_bot"])
    for room in state["channels"]:
        if room["id"] not in told.values():
            assert not found_in({**room, "messages": []}), room["name"]
            ours = [one for one in room["messages"] if one["user"] == bot and "subtype" not in one]
            assert not found_in(ours), room["name"]
    for room in state["dms"]:
        assert not found_in(room) or set(room["members"]) <= inside | {bot}
    for surface in ("homes", "views"):
        assert not found_in({who: shown for who, shown in state[surface].items() if who not in inside})
    assert not found_in([one for one in state["ephemerals"] if one["user"] not in inside])


async def check_calls(workspace: Workspace, told: dict[str, str], inside: set[str]) -> None:
    """Look at everything that the bot sent: words of the one that was private from the start."""
    calls = [one for one in await workspace.calls() if PRIVATE in json.dumps(one["args"])]
    assert {"chat.postMessage", "views.open", "views.update"} <= {one["method"] for one in calls}
    for call in calls:
        place = call["args"].get("channel") or call["args"].get("user_id")
        assert place is None or place in {*told.values(), *inside}, call
        assert place or call["method"].startswith("views."), call


def found_in(thing: Any) -> bool:
    said = json.dumps(thing, default=str).lower()
    return any(word in said for word in FORM)


async def ids(workspace: Workspace, *names: str) -> list[str]:
    state = await workspace.state()
    return [workspace.user_id(state, name) for name in names]


async def channel_of(workspace: Workspace, name: str) -> str:
    """Give a public channel that they are in: guests see no other."""
    (person,) = await ids(workspace, name)
    rooms = (await workspace.state())["channels"]
    return next(str(one["id"]) for one in rooms if person in one["members"] and not one["is_private"])


async def private_channel(workspace: Workspace, number: int) -> str:
    (found,) = [
        one for one in await workspace.incident_channels() if one["name"].endswith(f"-{number}-private")
    ]
    return str(found["id"])


def _is_a_stranger(unit: Unit, found: str) -> None:
    people.keep([replace(people.get(found), stranger=True)], unit.now)
