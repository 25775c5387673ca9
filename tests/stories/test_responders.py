"""Who is called: strategies of installed packages beside our own, and none that fails costs anybody else."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from harness import Bell, Workspace, texts
from installing import PACKAGES, install, wheel_of, written
from structlog.testing import capture_logs

from bot.integrations.responders.installed import GROUP
from bot.store.running import health

BROKEN = """
import threading

from bot.ports import Facts


def fail(facts):
    raise RuntimeError("no such team")


END = threading.Event()


def hang(facts):
    END.wait()


def lie(facts):
    return 42


def use_database(facts):
    return facts.usergroup("oncall-it")
"""
POINTS = {name: f"broken_responders:{name}" for name in ("fail", "hang", "lie", "use_database", "missing")}


@pytest.fixture
def loaded() -> list[str]:
    """The names of those that were loaded at the start, as often as that was done."""
    return []


@pytest.fixture
async def bell(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loaded: list[str]
) -> AsyncIterator[Bell]:
    """A Firebell beside which two packages are installed: the example, and one that does all wrong."""
    target = tmp_path / "site"
    install(wheel_of(PACKAGES / "example_responders", tmp_path), target)
    sources = {"broken_responders/__init__.py": BROKEN}
    install(written(tmp_path, "broken-responders", sources, {GROUP: POINTS}), target)
    monkeypatch.syspath_prepend(str(target))
    with capture_logs() as said:
        bell = await Bell(workspace, tmp_path / "firebell.db").start()
    loaded += [line["strategy"] for line in said if line["event"] == "strategy_loaded"]
    await bell.ready()
    yield bell
    sys.modules.pop("broken_responders").END.set()
    await bell.stop()


async def members(workspace: Workspace) -> set[str]:
    (channel,) = await workspace.incident_channels()
    users = {user["id"]: user["name"] for user in (await workspace.state())["users"]}
    return {users[one] for one in channel["members"]} - {"firebell"}


async def card(workspace: Workspace) -> str:
    (channel,) = await workspace.incident_channels()
    (pin,) = channel["pins"]
    return texts(next(one for one in channel["messages"] if one["ts"] in str(pin))["blocks"])


async def test_an_installed_package_calls_people_and_broken_ones_cost_themselves_only(
    workspace: Workspace, bell: Bell, loaded: list[str]
) -> None:
    assert {"fail", "hang", "lie"} < set(loaded)
    assert len(loaded) == len(set(loaded))
    await workspace.declare("ana")
    await bell.idle()
    assert await members(workspace) >= {"ana", "ben", "deniz", "eve", "lea", "marco"}
    assert "hotline@lawyers.example" in await card(workspace)
    asked = await workspace.slash("ana", "status inc-1", wait_ms=3000)
    assert "hotline@lawyers.example" in str(asked)
    ill = {one.name: one for one in await bell.firebell.db.read(health.ill)}
    assert set(ill) == {"responders: fail", "responders: hang", "responders: lie"}
    assert "no such team" in ill["responders: fail"].why
    assert "did not answer within 1 s" in ill["responders: hang"].why


@pytest.mark.slow
async def test_one_that_still_hangs_is_not_waited_for_again(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.idle()
    await workspace.declare("ben", Title="Refunds hang")
    await bell.idle()
    ill = {one.name: one for one in await bell.firebell.db.read(health.ill)}
    assert "still has not answered" in ill["responders: hang"].why
    assert ill["responders: hang"].failures > 1


@pytest.mark.slow
async def test_to_a_private_one_a_strategy_brings_nobody_who_may_not_see_it(
    workspace: Workspace, bell: Bell
) -> None:
    answer = await workspace.declare("ana", Category="Personal Data Breach")
    assert answer["ok"], answer
    await bell.idle()
    assert await members(workspace) == {"ana", "nadia", "oscar"}
    assert "lawyers" not in await card(workspace)
