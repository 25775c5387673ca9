"""Yesterday's backup, restored and started: what was done since then is not done a second time."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from engines import ENGINES
from harness import Bell, Workspace
from pager import WORST
from postgres import Postgres
from typed import typed

from bot.store import incidents

pytestmark = pytest.mark.slow

POST = "chat.postMessage"
MADE = ("conversations.create", POST, "POST /incidents", "POST /rest/api/2/issue")

"""What makes something elsewhere."""

HEARD = (
    "acknowledged Payments in PagerDuty",
    "PagerDuty resolved its page. Is it over?",
    "inc-1: Nobody has led it for",
)
"""What PagerDuty says of the lost time, and nobody had been told as it was Firebell's own doing; on a slow
machine also what the clock says meanwhile."""


async def started(workspace: Workspace, database: str) -> Bell:
    return await Bell(workspace, database, pagerduty=True, jira=True).start()


async def made(workspace: Workspace) -> Counter[str]:
    return Counter(call["method"] for call in await workspace.calls(*MADE))


async def firebell(*words: str, folder: Path, database: str) -> str:
    environment = {"DATABASE_URL": database}
    code, out, errors = await typed(*words, folder=folder, environment=environment)
    assert code == 0, errors
    return out


async def worked(workspace: Workspace, database: str, *acts: tuple[str, str]) -> None:
    """Let people declare and update, and Firebell do all of it."""
    bell = await started(workspace, database)
    await bell.ready()
    for person, text in acts:
        assert (await (workspace.slash(person, text) if text else workspace.declare(person, **WORST)))["ok"]
        await bell.idle()
    await bell.until(partial(_is_done, sum(not text for _, text in acts)))
    await bell.idle()
    await bell.stop()


def _is_done(count: int) -> bool:
    found = [incidents.get(number) for number in range(1, count + 1)]
    return all(one and one.pages and one.pages[0].id and one.tickets for one in found)


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give one to work on and an empty one, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db", f"sqlite:///{tmp_path}/new.db"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as old, postgres.database("template0") as new:
        yield old, new


async def test_a_restored_backup_repeats_nothing(
    workspace: Workspace, databases: tuple[str, str], tmp_path: Path
) -> None:
    """inc-1 was at rest then, inc-2 was all still owed, inc-3 was not there yet."""
    old, new = databases
    await worked(workspace, old, ("ana", ""))
    bell = await started(workspace, old)
    await bell.firebell.worker.stop()
    assert (await workspace.declare("ben", **WORST))["ok"]
    assert (await workspace.slash("ana", "update inc-1 investigating: we look"))["ok"]
    before = await made(workspace)
    await firebell("backup", "saved", folder=tmp_path, database=old)
    assert await made(workspace) == before
    await bell.stop()
    later = (("ana", "update inc-1 mitigating: db2"), ("ben", "update inc-2 mitigated: over"), ("chloe", ""))
    await worked(workspace, old, *later)
    before = await made(workspace)
    assert [before[method] for method in MADE if method != POST] == [3, 3, 3]
    said = await firebell("restore", "saved", folder=tmp_path, database=new)
    assert "The next incident is inc-1001" in said
    assert "Active then: inc-1, inc-2." in said
    bell = await started(workspace, new)
    await bell.ready()
    assert {**await made(workspace), POST: 0} == {**before, POST: 0}
    told = [str(call["args"]["text"]) for call in (await workspace.calls(POST))[before[POST] :]]
    assert told
    assert all(any(news in text for news in HEARD) for text in told), told
    assert (await workspace.declare("deniz"))["ok"]
    await bell.idle()
    numbers = {channel["name"].split("-")[1] for channel in await workspace.incident_channels()}
    assert numbers == {"1", "2", "3", "1001"}
    await bell.stop()
