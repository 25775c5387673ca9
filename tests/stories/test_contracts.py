"""Whatever goes over the wire is as the vendor's own contracts say, both ways."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from contracts import checker
from harness import PAYMENT, Bell, Workspace
from tap import Heard, Tap

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of the checkers' files

NEWER = ("/event/view/blocks",)
"""What Slack sends and the samples, made of an SDK's classes, do not have yet."""


async def test_a_whole_day_over_the_wire(
    workspace: Workspace, database: str, record_property: Callable[[str, object], None]
) -> None:
    """Everything that people can do today, with a refusal and a retry, heard by a tap."""
    problems_of = (checker("slack_contract"), checker("shape_check"), checker("blockkit_check"))
    tap = Tap(workspace.sandbox.url)
    bell = Bell(workspace, database)
    address = f"{await tap.start()}/api/"
    bell.firebell.settings = dataclasses.replace(bell.firebell.settings, slack_api_url=address)
    await bell.start()
    await bell.ready()
    await _a_day(workspace, bell)
    await bell.stop()
    await tap.stop()
    checked = list(_judged(tap, *problems_of))
    wrong = [f"{name} {problem}" for name, problems in checked for problem in problems]
    record_property("contracts", len(checked))
    assert wrong == []
    assert len(tap.requests) > 25
    assert {"command", "interactive:block_actions", "interactive:view_submission"} <= _names(tap.envelopes)
    assert {"event:app_home_opened", "event:channel_rename"} <= _names(tap.envelopes)


async def _a_day(workspace: Workspace, bell: Bell) -> None:
    await workspace.act("ben", "open_home", wait_ms=5000)
    for text in ("help", "opne", "list", "status"):
        await workspace.slash("ana", text)
    await workspace.slash("ana", "open", wait_ms=5000)
    await workspace.act("ana", "click", **{"in": "view"}, label="Set it", wait_ms=5000)
    await workspace.act("ana", "submit", values={**PAYMENT, "Title": "foo"})
    await workspace.fault("pins.add", "error", error="restricted_action")
    await workspace.act("ana", "submit", values=PAYMENT)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    failure = next(one for one in channel["messages"] if "could not" in one.get("text", ""))
    place = {"in": "message", "channel": channel["id"]}
    await workspace.act("ana", "click", **place, ts=failure["ts"], label="Retry", wait_ms=2000)
    await workspace.act("ana", "click", **place, ts=failure["ts"], label="Retry", wait_ms=2000)
    card = next(one for one in channel["messages"] if one["text"].startswith("P2"))
    await workspace.act("ana", "click", **place, ts=card["ts"], label="Details", wait_ms=5000)
    told = next(
        one for one in (await workspace.channel("tech-incidents"))["messages"] if "inc-1" in one["text"]
    )
    where = {"in": "message", "channel": "tech-incidents", "ts": told["ts"]}
    await workspace.act("eve", "click", **where, label="Join", wait_ms=1000)
    await workspace.act("ana", "rename", channel=channel["id"], name="checkout-down")
    await workspace.slash("ana", "status", channel="checkout-down")
    await bell.idle()


def _judged(tap: Tap, contract: Any, shape: Any, blocks: Any) -> Iterator[tuple[str, list[str]]]:
    for heard in tap.requests:
        yield heard.name, contract.check_request(heard.name, heard.said, heard.kind)
        if "view" in heard.said:
            yield f"{heard.name} view", blocks.check(heard.said["view"])
        if "blocks" in heard.said:
            yield f"{heard.name} blocks", blocks.check({"text": "x", "blocks": heard.said["blocks"]})
    for heard in tap.answers:
        if heard.said["ok"]:
            yield heard.name, _new(shape.check(heard.name, heard.said))
        else:
            known = contract.error_known(heard.name, heard.said["error"])
            yield heard.name, [] if known else [f"unknown error {heard.said['error']}"]
    for heard in tap.envelopes:
        yield heard.name, _new(shape.check(heard.name, heard.said))
    for heard in tap.acks:
        if "view" in heard.said:
            yield "ack view", blocks.check(heard.said["view"])
        if "blocks" in heard.said:
            yield "ack blocks", blocks.check({"text": "x", "blocks": heard.said["blocks"]})


def _new(problems: list[str]) -> list[str]:
    return [problem for problem in problems if not problem.split(":")[0].endswith(NEWER)]


def _names(heard: list[Heard]) -> set[str]:
    return {one.name for one in heard}
