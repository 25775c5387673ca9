"""Whatever shape Jira's answers have, what is wrong with them is said in words and tried again."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from incidents import WORDS

from bot.domain.errors import PermanentError, TransientError
from bot.domain.ticketing import Opening
from bot.integrations.jira import reading
from bot.integrations.jira.checkup import look
from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.furnishing import furnish
from bot.integrations.jira.registration import Registration
from bot.integrations.jira.site import Site
from bot.integrations.jira.workflow import Aim, Workflow
from bot.store.database import Database
from bot.usecases.unit import Unit

ODD: list[Any] = [None, 7, "x", [], ["x"], [[]], {}, {"fields": None}, {"issues": 3}, {"issueTypes": [3]}]
ODD += [{"transitions": [{"to": "x"}]}, {"transitions": "x"}, {"fields": [1], "total": "x"}]

SOUND = {"id": "1", "key": "INC-1", "fields": {"summary": "x", "created": "2026-11-21T14:00:00.000+0000"}}
WRONG: list[dict[str, Any]] = [
    {"id": "1", "fields": {}},
    {**SOUND, "fields": {"summary": "x", "status": "open"}},
    {**SOUND, "fields": {"summary": "x", "comment": {"comments": [{}]}}},
    {**SOUND, "changelog": {"histories": [{"id": "x", "items": []}]}},
    {**SOUND, "fields": [1]},
]


@pytest.mark.parametrize("said", WRONG)
def test_an_issue_that_cannot_be_read_is_no_fault_of_ours(said: dict[str, Any]) -> None:
    with pytest.raises(TransientError, match="cannot be read"):
        reading.seen_of(said, "https://x", "m")


@pytest.mark.parametrize("created", ["", "yesterday", None, 7])
def test_nor_is_one_of_which_nobody_knows_when_it_was_made(created: Any) -> None:
    with pytest.raises(TransientError, match="cannot be read"):
        reading.stranger_of({**SOUND, "fields": {"summary": "x", "created": created}}, "https://x")


def test_what_is_merely_left_out_is_empty() -> None:
    found = reading.stranger_of(SOUND, "https://x")
    assert (found.kind, found.words, found.who, found.seen.values["status"]) == ("", "", "", "")
    assert reading.comments_of(SOUND, "m") == []
    assert reading.linked_of(SOUND) == []
    assert reading.reporter_of(SOUND) == ("", "")


def test_a_comment_that_only_some_may_read_there_is_told_to_nobody() -> None:
    role = {"type": "role", "value": "Administrators", "identifier": "Administrators"}
    said = [{"id": "1", "body": "For all."}, {"id": "2", "body": "The key is 7.", "visibility": role}]
    found = reading.comments_of({**SOUND, "fields": {"comment": {"comments": said}}}, "m")
    assert [one.words for one in found] == ["For all."]


def test_a_person_is_who_is_called_exactly_so() -> None:
    titles = ["Eve Adams Junior", " eve  ADAMS", "Eve Adams"]
    found = [{"key": f"P-{number}", "fields": {"summary": title}} for number, title in enumerate(titles)]
    assert reading.called(found, "Eve Adams") == "P-1"
    assert reading.called(found, "Eve") == ""
    with pytest.raises(TransientError, match="cannot be read"):
        reading.called([{"fields": {}}], "Eve")


class _Cloud(Site):
    """One of which it is known what it is."""

    async def is_cloud(self) -> bool:
        return True


@pytest.fixture
async def odd() -> AsyncIterator[tuple[Jira, list[Any]]]:
    """A Jira that answers everything with the last of a list."""
    says: list[Any] = []

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(says[-1])

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    jira = Jira(Account(f"http://127.0.0.1:{runner.addresses[0][1]}", "me", "t"), 5)
    yield jira, says
    jira.close()
    await runner.cleanup()


async def test_every_question_has_an_answer_or_a_sentence(
    odd: tuple[Jira, list[Any]], db: Database[Unit]
) -> None:
    jira, says = odd
    words = replace(WORDS, ticket_openings={"OPS": Opening("OPS", "payment", opens="P1")})
    questions: list[Callable[[], Awaitable[Any]]] = [
        lambda: _Cloud(jira, None).search("x"),  # type: ignore[arg-type]  # nothing is read of the database
        lambda: _Cloud(jira, None).form("INC", "Incident"),  # type: ignore[arg-type]
        lambda: Workflow(jira).walk("INC-1", "To Do", Aim(["Done"]), "Done"),
        lambda: furnish(jira, words),
        lambda: Registration(jira, db, "https://me.example", "secret").look(),
        lambda: look(jira, _Cloud(jira, None), "INC", words),  # type: ignore[arg-type]
    ]
    heard = []
    for body in ODD:
        says.append(body)
        heard += [await _heard(ask) for ask in questions]
    assert heard.count("Jira's answer cannot be read.") > len(ODD)


async def _heard(ask: Callable[[], Awaitable[Any]]) -> str:
    """Give the sentence with which it is refused; any other fault fails the test."""
    try:
        await ask()
    except (TransientError, PermanentError) as error:
        return str(error)
    return ""
