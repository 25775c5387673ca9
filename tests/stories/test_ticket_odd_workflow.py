"""A workflow that lacks what the settings name: the nearest status of its kind is as good, for both sides."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from aiohttp import web
from between import between
from harness import DEADLINE, ROOT, Bell, Workspace
from judge import JUDGE
from tickets import broken, first, issues, made

from bot.domain.events import Event, TicketMoved, TicketStuck
from bot.domain.incident import Status
from bot.domain.rules.closing import Ending
from bot.domain.rules.updating import Update
from bot.integrations.differences import differences
from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.log import Log
from bot.integrations.jira.looking import looker
from bot.integrations.jira.site import Site
from bot.integrations.jira.workflow import GOES_ON
from bot.ports import utc_now
from bot.sandbox import Sandbox
from bot.store import taxonomy, timeline
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira

SEED = ROOT / "bot" / "sandbox" / "seed" / "default.yml"
DOING, NOTHING = ("To Do", "Doing", "Testing", "Done"), ("To Do", "Done")
OVER = ("To Do", "Doing", "Over")
STEP = "POST /rest/api/2/issue/*/transitions"
WRITES = ("POST", "PUT", "DELETE")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture(params=[DOING], ids="-".join)
async def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Workspace]:
    """The usual one, but that the issues of INC go through other statuses."""
    seed = yaml.safe_load(SEED.read_text())
    flow = [{"status": one, "by": f"Make it {one}"} for one in request.param]
    next(one for one in seed["jira"]["projects"] if one["key"] == "INC")["flow"] = flow
    file = tmp_path / "seed.yml"
    file.write_text(yaml.safe_dump(seed))
    sandbox = await Sandbox.start(manifest=ROOT / "manifest.yml", seed_file=file, heard=JUDGE.of_firebell)
    async with aiohttp.ClientSession() as http:
        space = Workspace(sandbox, http)
        await space.post("limits", {"deadline": DEADLINE})
        yield space
    await sandbox.stop()


@pytest.fixture
def jira(workspace: Workspace) -> Jira:
    given = workspace.sandbox.environment
    return Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)


async def declared(workspace: Workspace, bell: Bell) -> str:
    """Declare inc-1, wait for its ticket, and give who declared it."""
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    return workspace.user_id(await workspace.state(), "ana")


async def become(bell: Bell, status: Status, by: str) -> None:
    await bell.firebell.db.write(update_incident, 1, Update(status=status), by=by)
    await bell.idle()


async def standing(workspace: Workspace) -> str:
    (issue,) = await issues(workspace)
    return str(issue["fields"]["status"]["name"])


def told() -> list[Event]:
    return timeline.of(1)


async def is_at_rest(workspace: Workspace, bell: Bell, jira: Jira) -> None:
    """Ask for what is new and compare both sides, again and again: neither moves, and nothing is written."""
    db = bell.firebell.db
    before, here = await db.read(told), (await db.read(first)).status
    there, since = await standing(workspace), len(await workspace.calls())
    for _ in range(3):
        await Log(Site(jira, db), db, utc_now, "INC").read()
        await bell.idle()
        await db.write(reconcile, "jira")
        await bell.idle()
    assert await differences("jira", looker(jira), db, utc_now()) == []
    calls = [one for one in await workspace.calls(since=since) if one["system"] == "jira"]
    assert [one for one in calls if one["method"].startswith(WRITES)] == []
    assert calls, "it was asked"
    assert (await db.read(told), (await db.read(first)).status) == (before, here)
    assert await standing(workspace) == there


async def test_the_nearest_status_of_its_kind_is_taken_and_nothing_goes_to_and_fro(
    workspace: Workspace, bell: Bell, jira: Jira
) -> None:
    ana = await declared(workspace, bell)
    await become(bell, Status.INVESTIGATING, ana)
    assert await standing(workspace) == "Doing"
    await is_at_rest(workspace, bell, jira)
    await become(bell, Status.MITIGATED, ana)
    assert await standing(workspace) == "Doing", "it goes on there as it does here"
    await is_at_rest(workspace, bell, jira)
    kinds = {type(one) for one in await bell.firebell.db.read(told)}
    assert not kinds & {TicketMoved, TicketStuck}
    await bell.firebell.db.write(close_incident, 1, Ending(waiver="It is only a test."), by=ana)
    await bell.idle()
    assert await standing(workspace) == "Done"


async def test_what_somebody_moved_there_is_not_taken_back(
    workspace: Workspace, bell: Bell, jira: Jira
) -> None:
    ana = await declared(workspace, bell)
    await become(bell, Status.INVESTIGATING, ana)
    await workspace.act("deniz", "jira", issue="INC-1", transition="Testing")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    moves = [one.status for one in await bell.firebell.db.read(told) if isinstance(one, TicketMoved)]
    assert moves == ["Testing"]
    await become(bell, Status.MITIGATING, ana)
    assert await standing(workspace) == "Testing"
    await is_at_rest(workspace, bell, jira)
    await workspace.act("deniz", "jira", issue="INC-1", transition="To Do")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    assert (await bell.firebell.db.read(first)).status is Status.OPEN, "what means one of ours still counts"
    await is_at_rest(workspace, bell, jira)


async def test_a_lost_answer_takes_no_second_step(workspace: Workspace, bell: Bell, jira: Jira) -> None:
    ana = await declared(workspace, bell)
    await broken(workspace, STEP, "drop")
    await become(bell, Status.INVESTIGATING, ana)
    assert await standing(workspace) == "Doing"
    assert len(await workspace.calls("POST /rest/api/2/issue/INC-1/transitions")) == 1
    await is_at_rest(workspace, bell, jira)
    assert TicketMoved not in {type(one) for one in await bell.firebell.db.read(told)}


@pytest.mark.parametrize("ends", ["its answer is lost", "the process is killed"])
@pytest.mark.parametrize("workspace", [("To Do", "In Review", "Done")], indirect=True, ids="-".join)
async def test_what_we_made_of_it_is_nobodys_even_where_the_ticket_wins(
    workspace: Workspace, database_url: str, jira: Jira, ends: str
) -> None:
    """Nobody tells what became of the step, and where it leads means another status of ours."""
    bell = await Bell(workspace, database_url, jira=True).start()
    await bell.ready()
    await bell.firebell.db.write(_let_the_ticket_win)
    ana = await declared(workspace, bell)
    if ends == "its answer is lost":
        await broken(workspace, STEP, "drop")
        await bell.firebell.db.write(update_incident, 1, Update(status=Status.MITIGATING), by=ana)
    else:
        await workspace.post("latency", {"jira": 500})
        await bell.firebell.db.write(update_incident, 1, Update(status=Status.MITIGATING), by=ana)
        while not await workspace.calls(STEP.replace("*", "INC-1")):
            await bell.until(made)
        await bell.drop()
        await workspace.post("latency", {"jira": 0})
        bell = await Bell(workspace, database_url, jira=True).start()
    await bell.idle()
    await is_at_rest(workspace, bell, jira)
    assert (await bell.firebell.db.read(first)).status is Status.MITIGATING
    assert TicketMoved not in {type(one) for one in await bell.firebell.db.read(told)}
    await bell.stop()


def _let_the_ticket_win(_unit: Unit) -> None:
    document = taxonomy.document()
    flows = {**document["ticket_flows"], "status": "both, the ticket wins"}
    taxonomy.replace({**document, "ticket_flows": flows})


def _say(_unit: Unit, status: Status, name: str) -> None:
    """Say what one of our statuses becomes there."""
    document = taxonomy.document()
    said = {**document["ticket_statuses"], str(status): {"sets": [name]}}
    taxonomy.replace({**document, "ticket_statuses": said})


@pytest.mark.parametrize("workspace", [OVER], indirect=True, ids="-".join)
async def test_of_which_kind_a_status_is_that_any_project_has_says_jira(
    workspace: Workspace, bell: Bell
) -> None:
    """Done ends what is written in PM."""
    await bell.firebell.db.write(_say, Status.MITIGATED, "Done")
    await become(bell, Status.MITIGATED, await declared(workspace, bell))
    assert await standing(workspace) == "Over"


@pytest.mark.parametrize("workspace", [OVER], indirect=True, ids="-".join)
async def test_what_is_closed_here_ends_there_by_whatever_status_does(
    workspace: Workspace, bell: Bell
) -> None:
    await bell.firebell.db.write(_say, Status.CLOSED, "Buried")
    ana = await declared(workspace, bell)
    await bell.firebell.db.write(close_incident, 1, Ending(waiver="It is only a test."), by=ana)
    await bell.idle()
    assert await standing(workspace) == "Over"


async def test_what_other_types_of_issues_go_through_is_not_looked_for(
    workspace: Workspace, database_url: str
) -> None:
    address = workspace.sandbox.environment["JIRA_URL"].removesuffix("/jira")
    async with between(address) as proxy:
        bell = await Bell(
            workspace, database_url, jira=True, settings={"JIRA_URL": f"{proxy.url}/jira"}
        ).start()
        await bell.ready()
        ana = await declared(workspace, bell)
        (issue,) = await issues(workspace)
        kinds = [
            {"id": "99", "statuses": [{"name": "In Progress", "statusCategory": {"key": GOES_ON}}]},
            {
                "id": issue["fields"]["issuetype"]["id"],
                "statuses": [{"name": one, "statusCategory": {"key": GOES_ON}} for one in DOING[1:3]],
            },
        ]
        statuses = "/project/INC/statuses"
        proxy.answer = lambda _, path, __: web.json_response(kinds) if path.endswith(statuses) else None
        await become(bell, Status.INVESTIGATING, ana)
        assert await standing(workspace) == "Doing"
        await bell.stop()


@pytest.mark.parametrize("workspace", [NOTHING], indirect=True, ids="-".join)
async def test_nothing_is_ended_to_find_a_way(workspace: Workspace, bell: Bell, jira: Jira) -> None:
    ana = await declared(workspace, bell)
    await become(bell, Status.INVESTIGATING, ana)
    assert await standing(workspace) == "To Do"
    stuck = [one for one in await bell.firebell.db.read(told) if isinstance(one, TicketStuck)]
    assert ["No way leads from To Do to In Progress" in one.reason for one in stuck] == [True]
    await is_at_rest(workspace, bell, jira)


@pytest.mark.parametrize(
    "workspace", [("To Do", "In Progress", "In Review", "Done")], indirect=True, ids="-".join
)
async def test_where_nobody_may_go_on_it_stays(workspace: Workspace, database_url: str, jira: Jira) -> None:
    address = workspace.sandbox.environment["JIRA_URL"].removesuffix("/jira")
    async with between(address) as proxy:
        bell = await Bell(
            workspace, database_url, jira=True, settings={"JIRA_URL": f"{proxy.url}/jira"}
        ).start()
        await bell.ready()
        ana = await declared(workspace, bell)
        await become(bell, Status.INVESTIGATING, ana)
        assert await standing(workspace) == "In Progress"
        proxy.answer = _nowhere
        await become(bell, Status.MITIGATED, ana)
        assert await standing(workspace) == "In Progress"
        assert TicketStuck not in {type(one) for one in await bell.firebell.db.read(told)}
        await is_at_rest(workspace, bell, jira)
        await bell.stop()


def _nowhere(verb: str, path: str, _sent: Any) -> web.Response | None:
    is_asked = verb == "GET" and path.endswith("/transitions")
    return web.json_response({"expand": "transitions", "transitions": []}) if is_asked else None
