"""Our webhook in Jira is made once, and made to sign with another secret once that is another one."""

from collections.abc import AsyncIterator

import pytest
from harness import Workspace
from tickets import broken

from bot.domain.errors import PermanentError
from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.registration import HOOK, LIST, Registration, derived, urls_of
from bot.store.database import Database
from bot.usecases.unit import Unit

URL = "http://127.0.0.1:9"


@pytest.fixture
async def jira(workspace: Workspace) -> AsyncIterator[Jira]:
    given = workspace.sandbox.environment
    jira = Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)
    yield jira
    jira.close()


async def writes(workspace: Workspace) -> list[str]:
    return [one["method"].split(" ")[0] for one in await workspace.calls() if LIST in one["method"]]


async def test_it_signs_with_the_secret_that_is_set(
    workspace: Workspace, db: Database[Unit], jira: Jira
) -> None:
    for key in ("a key", "a key", "another key", "another key"):
        registration = Registration(jira, db, URL, derived(key))
        await registration.look()
        assert await registration.works()
    assert await writes(workspace) == ["GET", "POST", "GET", "GET", "PUT", "GET"]


async def test_it_follows_our_address_and_leaves_that_of_another_firebell_alone(
    db: Database[Unit], jira: Jira
) -> None:
    theirs = {"name": HOOK, "url": "http://127.0.0.1:10/webhooks/jira", "events": ["jira:issue_updated"]}
    await jira.write("POST", LIST, theirs)
    for port in (9, 11):
        await Registration(jira, db, f"http://127.0.0.1:{port}", "secret").look()
        there = {one["url"] for one in await jira.get_list(LIST)}
        assert there == {theirs["url"], urls_of(f"http://127.0.0.1:{port}")[0]}


@pytest.mark.parametrize("is_given", [True, False])
async def test_who_may_not_make_it_hears_what_is_to_be_set(
    workspace: Workspace, db: Database[Unit], jira: Jira, *, is_given: bool
) -> None:
    await broken(workspace, f"GET {LIST}", "error", error="403")
    with pytest.raises(PermanentError, match="An admin of Jira can make one") as told:
        await Registration(jira, db, URL, "secret", is_given=is_given).look()
    assert ("Set JIRA_WEBHOOK_SECRET first." in str(told.value)) is not is_given
