"""The version stands in one place; the command line, the changelog and other systems say the same."""

import re
from collections.abc import Awaitable
from contextlib import closing

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from click.testing import CliRunner
from harness import ROOT

from bot import USER_AGENT, __version__
from bot.__main__ import main
from bot.domain.errors import FirebellError
from bot.integrations.confluence import client as confluence
from bot.integrations.jira import client as jira
from bot.integrations.pagerduty import client as pagerduty
from bot.integrations.session import session
from bot.integrations.slack.client import connect

PATIENCE = 60.0


def test_the_command_line_says_it() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"firebell {__version__}\n"


def test_the_changelog_tells_what_is_in_it_and_what_was_before() -> None:
    told = re.findall(r"^## \[?([\w.]+)\]?(?: - (\d{4}-\d\d-\d\d))?$", _changelog(), re.MULTILINE)
    assert [name for name, _ in told][:2] == ["Unreleased", __version__]
    dates = [date for _, date in told[1:]]
    assert all(dates)
    assert dates == sorted(dates, reverse=True)


def _changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text()


async def test_every_system_hears_who_calls() -> None:
    heard: list[str] = []

    async def note(request: web.Request) -> web.Response:
        heard.append(request.headers["User-Agent"])
        return web.json_response({})

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", note)
    async with TestServer(app) as server, session(PATIENCE) as http:
        url = str(server.make_url("/")).rstrip("/")
        await _refused(connect("xoxb-1", f"{url}/api/", http, PATIENCE).call("auth.test"))
        with closing(pagerduty.PagerDuty(pagerduty.Account("key", "a@b.example", url), PATIENCE)) as pages:
            await pages.get("/users/me")
            await pages.write("PUT", "/incidents", {})
        with closing(jira.Jira(jira.Account(url, "", "token"), PATIENCE)) as tickets:
            await tickets.get("myself")
        papers = confluence.Confluence(confluence.Account(url, "a@b.example", "token"), PATIENCE, http)
        await papers.get("/rest/api/space")
    assert len(heard) == 5
    assert all(one.split()[0] == USER_AGENT for one in heard), heard


async def _refused(call: Awaitable[object]) -> None:
    with pytest.raises(FirebellError):
        await call
