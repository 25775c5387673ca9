"""How our accounts elsewhere stand is the same in the settings and on the command line."""

from pathlib import Path

import pytest
from harness import Bell, Workspace, texts
from typed import typed

from bot.domain.errors import UserError
from bot.domain.systems.told import Told
from bot.store import tables, taxonomy
from bot.store.queues import inbox
from bot.store.running import jobs
from bot.store.systems import standings
from bot.usecases.systems.replay import replay_telling
from bot.usecases.unit import Unit
from bot.views.settings.health import LOOK_AROUND

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def status(workspace: Workspace, folder: Path, **more: str) -> tuple[int | None, str]:
    database = {"DATABASE_URL": f"sqlite:///{folder}/firebell.db"}
    given = {**workspace.sandbox.environment, **database, **more}
    code, out, errors = await typed("status", folder=folder, environment=given)
    assert not errors
    return code, out


def garble(unit: Unit) -> None:
    """Let something come that cannot be read."""
    inbox.keep(Told("pagerduty", "Q1", "event:E1", "noted", {"words": "It is the cache."}), unit.now)


def mend(_: Unit) -> None:
    """A later Firebell could read it."""
    tables.Telling.update(kind="changed").where(tables.Telling.key == "event:E1").execute()


def given_up() -> int:
    """Count how often it was."""
    return int(tables.Exchange.select().where(tables.Exchange.what == "noted").count())


def state() -> str:
    found: str = tables.Telling.get(tables.Telling.key == "event:E1").state
    return found


async def test_what_was_given_up_is_named_and_taken_again(
    workspace: Workspace, bell: Bell, tmp_path: Path
) -> None:
    """By a button or on the command line, by admins alone; what was carried over says that it was lost."""
    db = bell.firebell.db
    await db.write(lambda _: jobs.ask(LOOK_AROUND))
    await bell.until(standings.present)
    await db.write(garble)
    await bell.until(lambda: state() == "failed")
    code, said = await status(workspace, tmp_path)
    assert code == 1
    assert "X Given up: noted Q1" in said
    number = str(await db.read(lambda: tables.Telling.get(tables.Telling.key == "event:E1").id))
    assert f"`firebell replay {number}`" in said
    carried = texts((await workspace.slash("ana", "settings exchanges", wait_ms=5000))["view"]["blocks"])
    assert "noted Q1" in carried
    assert ":warning: refused" in carried
    await workspace.slash("ana", "settings health", wait_ms=5000)
    await workspace.act("ana", "click", **{"in": "view"}, label="Take it again", wait_ms=3000)
    await bell.until(lambda: given_up() == 2)
    await db.write(mend)
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/firebell.db"}
    refused = await typed("replay", "9" * 20, folder=tmp_path, environment=database)
    assert f"{'9' * 20} is not in the range" in refused.errors
    ended = await typed("replay", number, folder=tmp_path, environment=database)
    assert (ended.code, ended.errors) == (0, "")
    await bell.until(lambda: state() == "done")
    with pytest.raises(UserError, match="Nothing of number"):
        await db.write(replay_telling, int(number))


def name_fax(_: Unit) -> None:
    taxonomy.replace({**taxonomy.document(), "services": {"Fax": {"hidden": True}}})


async def test_what_works_and_what_does_not(workspace: Workspace, bell: Bell, tmp_path: Path) -> None:
    """Key, From, webhooks, settings, and what was heard last; a fault is seen in both, and ends with 1."""
    code, said = await status(workspace, tmp_path)
    assert code == 0, said
    assert "Jira, looked at: never\n  Last webhook: never\n  Last poll: never" in said, "no bot looks at it"

    await bell.firebell.db.write(lambda _: jobs.ask(LOOK_AROUND))
    await bell.until(lambda: len(standings.present()) == 2)
    await bell.until(lambda: (one := jobs.get("pagerduty log")) and one.last_ended)
    shown = texts((await workspace.slash("ana", "settings health", wait_ms=5000))["view"]["blocks"])
    sender = workspace.sandbox.environment["PAGERDUTY_FROM"]
    for words in (
        "PagerDuty key: It is accepted.",
        f"PagerDuty From: {sender} is a user there.",
        "PagerDuty webhooks: PagerDuty is asked every 60 s.",
        "Last webhook: never",
        "Last poll: <!date^",
        "bot token: Works in Firebell Demo.",
    ):
        assert words in shown, shown
    code, said = await status(workspace, tmp_path, JIRA_URL="")
    assert code == 0, said
    assert f"  PagerDuty From: {sender} is a user there." in said
    assert "Last poll: 20" in said

    await bell.firebell.db.write(name_fax)
    await bell.firebell.db.write(lambda _: jobs.ask(LOOK_AROUND))
    await bell.until(lambda: "Fax" in str(standings.present()))
    code, said = await status(workspace, tmp_path, JIRA_URL="")
    assert code == 1
    lacks = "It has no service called Fax, which Settings, PagerDuty services names"
    assert f"X PagerDuty: {lacks}" in said
    shown = texts((await workspace.slash("ana", "settings health", wait_ms=5000))["view"]["blocks"])
    assert f":warning: PagerDuty: {lacks}" in shown
