"""Whatever Jira does, declaring goes on as ever, and there is exactly one ticket when it is back."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace
from tickets import broken, issues, made, ticket

from bot.domain.events import Event, TicketDelayed, TicketMade
from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.store import incidents, tables, taxonomy, timeline
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira

WISHES = (
    Update(priority="P3"),
    Update(status=Status.INVESTIGATING, message="Looking."),
    Update(status=Status.MITIGATED, title="Checkout is slow"),
    Update(priority="P1"),
)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.mark.parametrize(
    ("fault", "args"),
    [
        ("drop", {}),
        ("drop", {"lag": 400}),
        ("500", {}),
        ("429", {"retry_after": 1}),
        ("down", {"times": 2}),
        ("timeout", {"ms": 600}),
    ],
)
async def test_one_ticket_comes_of_it(
    workspace: Workspace, bell: Bell, fault: str, args: dict[str, Any]
) -> None:
    lag = args.pop("lag", 0) if "lag" in args else 0
    if lag:
        await workspace.act("ana", "jira", set={"search_lag_ms": lag})
    await broken(workspace, "POST /rest/api/*/issue", fault, **args)
    answer = await workspace.declare("ana")
    assert answer["ok"]
    await bell.until(made)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert (await bell.firebell.db.read(ticket)).id == issue["id"]
    told: list[Event] = await bell.firebell.db.read(timeline.of, 1, TicketMade)
    assert len(told) == 1


async def test_what_people_change_there_while_we_write_is_heard(workspace: Workspace, bell: Bell) -> None:
    """Moving a ticket takes a while: its new name is not taken for one on which both agreed."""
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    await broken(workspace, "POST /rest/api/*/transitions", "slow", ms=700)
    await workspace.slash("ana", "update inc-1 investigating: we look")
    while not [one for one in await workspace.calls() if one["method"].endswith("/transitions")]:
        await workspace.state()
    issue = (await bell.firebell.db.read(ticket)).key
    assert (await workspace.act("ben", "jira", issue=issue, summary="Their own words"))["ok"]
    await bell.idle()
    (there,) = await issues(workspace)
    assert there["fields"]["summary"] == "Their own words"
    here = await bell.firebell.db.read(incidents.get, 1)
    assert here
    assert here.title == "Their own words"


async def test_what_is_said_in_a_ticket_before_it_is_found_is_told(workspace: Workspace, bell: Bell) -> None:
    await workspace.act("ana", "jira", set={"search_lag_ms": 200})
    await broken(workspace, "POST /rest/api/*/issue", "drop")
    await workspace.declare("ana")
    while not await issues(workspace):
        await workspace.state()
    await workspace.act("ben", "jira", issue="INC-1", comment="I know why!")
    await bell.until(made)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert "I know why!" in str(channel["messages"])


def let_the_ticket_win(_unit: Unit) -> None:
    document = taxonomy.document()
    flows = {**document["ticket_flows"], "status": "both, the ticket wins"}
    taxonomy.replace({**document, "ticket_flows": flows})


@pytest.mark.parametrize(
    ("fault", "how", "ends"),
    [("500", {}, "In Review"), ("drop", {}, "In Review"), ("error", {"error": "403"}, "In Progress")],
)
async def test_a_ticket_that_came_but_half_the_way_does_not_set_its_incident_back(
    workspace: Workspace, bell: Bell, fault: str, how: dict[str, str], ends: str
) -> None:
    """The way to In Review leads through In Progress, which is Investigating here."""
    await bell.firebell.db.write(let_the_ticket_win)
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    await broken(workspace, "POST /rest/api/*/transitions", "slow", ms=1)
    await broken(workspace, "POST /rest/api/*/transitions", fault, **how)
    ana = workspace.user_id(await workspace.state(), "ana")
    over = Update(status=Status.MITIGATED, message="It is over.")
    await bell.firebell.db.write(update_incident, 1, over, by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert issue["fields"]["status"]["name"] == ends
    here = await bell.firebell.db.read(incidents.get, 1)
    assert here
    assert here.status is Status.MITIGATED


async def test_a_process_that_is_dropped_after_the_call_leaves_one_ticket(
    workspace: Workspace, database_url: str
) -> None:
    bell = await Bell(workspace, database_url, jira=True).start()
    await bell.ready()
    await broken(workspace, "POST /rest/api/*/issue", "slow", ms=400)
    await workspace.declare("ana")
    await workspace.until(lambda _: True)
    while not await workspace.calls("POST /rest/api/2/issue"):
        await workspace.until(lambda _: True)
    await bell.drop()
    bell = await Bell(workspace, database_url, jira=True).start()
    await bell.until(made)
    await bell.idle()
    assert len(await issues(workspace)) == 1
    await bell.stop()


@pytest.mark.slow
async def test_jira_is_away_while_people_work_and_has_it_all_when_it_is_back(
    workspace: Workspace, bell: Bell
) -> None:
    """Each ticket is there once with its end, and many edits are one call."""
    count, ana = 4, workspace.user_id(await workspace.state(), "ana")
    for kind in ("GET", "POST", "PUT"):
        await broken(workspace, f"{kind} /rest/api/*", "down", times=1000)
    for _ in range(count):
        assert (await workspace.declare("ana"))["ok"]
    for number in range(1, count + 1):
        for wish in WISHES:
            await bell.firebell.db.write(update_incident, number, wish, by=ana)
    assert len(await bell.until(lambda: _delays(count))) == count
    await workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults")
    before = len(await workspace.calls())
    await bell.until(lambda: tables.Ticket.select().where(tables.Ticket.source_id != "").count() == count)
    await bell.idle()
    for number in range(1, count + 1):
        (issue,) = await issues(workspace, f"inc-{number}")
        fields = issue["fields"]
        assert (fields["status"]["name"], fields["priority"]["id"]) == ("In Review", "1")
        written = [one for one in await workspace.calls(since=before) if one["method"].startswith("PUT")]
        assert len([one for one in written if issue["id"] in one["method"]]) <= 1


def _delays(count: int) -> list[Any]:
    rows = list(tables.Event.select().where(tables.Event.kind == TicketDelayed.__name__))
    return rows if len(rows) == count else []


async def test_what_is_told_while_jira_refuses_the_ticket_waits_for_nothing_and_comes_with_it(
    workspace: Workspace, bell: Bell
) -> None:
    await broken(workspace, "POST /rest/api/*/issue", "error", error="403")
    await workspace.declare("ana")
    ana = workspace.user_id(await workspace.state(), "ana")
    for words in ("Looking.", "db2 serves."):
        await bell.firebell.db.write(update_incident, 1, Update(message=words), by=ana)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    (failed,) = [one for one in channel["messages"] if "The ticket could not be made" in str(one)]
    tries = await bell.firebell.db.read(_tries)
    assert tries == [1, 1], "nobody asks again and again"
    where = {"in": "message", "channel": channel["id"], "ts": failed["ts"]}
    await workspace.act("ana", "click", **where, label="Retry", wait_ms=500)
    await bell.until(made)
    await bell.firebell.db.write(update_incident, 1, Update(message="It is over."), by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    said = [one["body"].split(" ", 2)[2].split("\n")[0] for one in issue["fields"]["comment"]["comments"]]
    assert said == ["Looking.", "db2 serves.", "It is over."]


def _tries() -> list[int]:
    rows = tables.Delivery.select().where(tables.Delivery.effect == "write_comment")
    return [row.attempt for row in rows]
