"""Slack is away: people declare and page on the command line, and Slack gets it all when it is back."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from first_start import begin
from harness import Bell, Workspace
from pager import first, known, there
from tickets import issues
from typed import Ended, typed

from bot.__main__ import main
from bot.commands.database import database
from bot.domain.incident import Incident
from bot.domain.people import Person
from bot.store import incidents
from bot.store.who import people

ANA = "ana@acme.example"
DECLARED = ("open", "Search is slow", "--by", ANA, "--category", "payment", "--priority", "P1")
PAGED = ("page", "inc-1", "Platform", "--by", ANA)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A database that knows Ana, and no Firebell that works on it."""
    url = f"sqlite:///{tmp_path}/firebell.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    begin(url)
    with database(url) as db:
        db.write_now(lambda unit: people.keep([Person("U1", "ana", email=ANA)], unit.now))
    return url


@pytest.mark.parametrize(
    ("words", "category", "environments", "priority"),
    [
        (("--environment", "STG", "--environment", "prd"), "payment", ("PRD", "STG"), "P1"),
        (("--environment", "Staging", "--priority", "minor"), "payment", ("STG",), "P3"),
        (("--category", "Payment", "--priority", "p2"), "payment", ("PRD",), "P2"),
    ],
)
def test_a_declaration_takes_keys_and_names_and_else_the_usual_environment(
    alone: str, words: tuple[str, ...], category: str, environments: tuple[str, ...], priority: str
) -> None:
    ended = CliRunner().invoke(main, [*DECLARED, *words])
    assert ended.exit_code == 0, ended.output
    found = _declared(alone)
    assert found
    assert (found.category, found.environments, found.priority) == (category, environments, priority)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--environment", "PRD", "--environment", "STAGNIG"), "no STAGNIG. There are: PRD, STG, INT."),
        (("--priority", "P9"), "There is no P9. There are: P1, P2, P3, P4, P5."),
        (("--category", "pay"), "There is no pay. There are: "),
    ],
)
def test_a_declaration_drops_nothing_that_it_does_not_know(
    alone: str, words: tuple[str, ...], said: str
) -> None:
    ended = CliRunner().invoke(main, [*DECLARED, *words])
    assert (ended.exit_code, said in ended.output) == (1, True), ended.output
    assert _declared(alone) is None


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_a_service_that_nobody_could_compare_is_paged_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits a while for a PagerDuty that is away."""
    assert CliRunner().invoke(main, DECLARED).exit_code == 0
    pagerduty = {"API_KEY": "k", "FROM": ANA, "API_URL": "http://127.0.0.1:9"}
    for name, value in pagerduty.items():
        monkeypatch.setenv(f"PAGERDUTY_{name}", value)
    ended = CliRunner().invoke(main, ["page", "inc-1", "Platfrom", "--by", ANA])
    assert ended.exit_code == 0, ended.output
    assert "services were not read yet: see that one is called Platfrom." in ended.output


@pytest.mark.parametrize(("words", "deed"), [(DECLARED, "declare incidents"), (PAGED, "page people")])
def test_what_is_kept_for_others_is_refused_here_too(
    alone: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], deed: str
) -> None:
    assert CliRunner().invoke(main, DECLARED).exit_code == 0
    Path("ours.yml").write_text("permissions: {declare: [sre], page: [sre]}")
    assert CliRunner().invoke(main, ["config", "apply", "ours.yml"]).exit_code == 0
    for name, value in {"API_KEY": "k", "FROM": ANA, "API_URL": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(f"PAGERDUTY_{name}", value)
    ended = CliRunner().invoke(main, words)
    assert (ended.exit_code, f"Only @sre and admins can {deed}. Ask one" in ended.output) == (1, True)


def _declared(url: str) -> Incident | None:
    with database(url) as db:
        return db.read_now(incidents.get, 1)


@pytest.mark.slow
@pytest.mark.pagerduty
@pytest.mark.jira
async def test_who_is_needed_is_paged_without_slack(workspace: Workspace, tmp_path: Path) -> None:
    database = tmp_path / "firebell.db"
    bell = await Bell(workspace, database, pagerduty=True, jira=True).start()
    await bell.ready()
    await known(bell)
    await bell.stop()
    wrong = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "DATABASE_URL": f"sqlite:///{database}"}
    environment = {**workspace.sandbox.environment, **wrong}
    ana = next(one for one in (await workspace.state())["users"] if one["name"] == "ana")
    by = ("--by", ana["profile"]["email"])

    async def firebell(*words: str) -> Ended:
        return await typed(*words, folder=tmp_path, environment=environment)

    since = len(await workspace.calls())
    words = ("open", "Checkout is down", "--category", "payment", "--priority", "p1", "--environment", "PRD")
    refused = await firebell(*words, "--by", "nobody@demo.example")
    assert (refused.code, "Nobody in Slack has the address" in refused.errors) == (1, True)
    code, out, errors = await firebell(*words, *by)
    assert code == 0, errors
    assert "Deniz Kaya" in out
    (made,) = await there(workspace)
    assert made["title"].startswith("inc-1")
    (issue,) = await issues(workspace)
    assert issue["key"] in out
    assert (await firebell("update", "inc-1", "mitigating:", "db2 takes over", *by)).code == 0
    listed = await firebell("list", *by)
    assert "inc-1  P1  mitigating     Checkout is down" in listed.out
    assert "Deniz Kaya" in (await firebell("oncall")).out
    mistyped = await firebell("page", "inc-1", "Platfrom", "we need a DBA", *by)
    assert (mistyped.code, "There are: Checkout, Data" in mistyped.errors) == (1, True), mistyped
    for nothing in ("inc-7", "9" * 20, "inc-²"):
        assert f"There is no incident {nothing}" in (await firebell("update", nothing, "x", *by)).errors
    assert not [call for call in await workspace.calls(since=since) if call["system"] == "slack"]
    bell = await Bell(workspace, database, pagerduty=True, jira=True).start()
    await bell.until(lambda: first().links)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert any("db2 takes over" in message["text"] for message in channel["messages"])
    assert (len(await there(workspace)), len(await issues(workspace))) == (1, 1)
    await bell.stop()
