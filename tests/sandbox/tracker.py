"""Jira's own client in the sandbox, in threads, as it blocks."""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from jira import JIRA, JIRAError
from rig import Space

Json = dict[str, Any]
Given = TypeVar("Given")


def basic(name: str, token: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{token}".encode()).decode()


@dataclass
class Tracker:
    """The client as anybody would set it up."""

    space: Space
    client: JIRA

    async def do(self, what: Callable[..., Given], *args: Any, **more: Any) -> Given:
        return await asyncio.to_thread(what, *args, **more)

    async def create(self, summary: str = "Checkout is down", **fields: Any) -> Any:
        """The issue as the client shows it: its fields are known to no type checker."""
        said = {"project": "INC", "issuetype": "Incident", "summary": summary, **fields}
        return await self.do(self.client.create_issue, fields=said)

    async def issue(self, key: str, **more: Any) -> Any:
        return await self.do(self.client.issue, key, **more)

    async def refused_creation(self, **fields: Any) -> tuple[int, Any]:
        said = {"project": "INC", "issuetype": "Incident", "summary": "Checkout is down", **fields}
        return await self.refused(self.client.create_issue, fields=said)

    async def refused(self, what: Callable[..., Any], *args: Any, **more: Any) -> tuple[int, Any]:
        """The status, and field errors where there are any, else the words."""
        with pytest.raises(JIRAError) as caught:
            await self.do(what, *args, **more)
        answer = caught.value.response
        assert answer is not None
        said = answer.json()
        return answer.status_code, said["errors"] or said["errorMessages"][0]

    async def raw(
        self, method: str, path: str, body: Any = None, **more: Any
    ) -> tuple[int, Any, dict[str, str]]:
        """Without the client: status, body, headers; paths begin after the site."""
        environment = self.space.sandbox.environment
        auth = more.pop("auth", basic(environment["JIRA_USER"], environment["JIRA_TOKEN"]))
        headers = {"Authorization": auth} if auth else {}
        url = environment["JIRA_URL"] + path
        async with self.space.http.request(method, url, json=body, headers=headers, **more) as answer:
            is_json = answer.content_type == "application/json"
            return (
                answer.status,
                await answer.json() if is_json else await answer.text(),
                dict(answer.headers),
            )

    async def act(self, user: str, issue: str = "", **wish: Any) -> Json:
        about = {"issue": issue} if issue else {}
        return dict((await self.space.act(user, "jira", **about, **wish))["issue"] or {})

    async def state(self) -> Json:
        return dict(await self.space.get("state/jira"))

    async def field(self, name: str) -> str:
        """The id of a custom field."""
        found = {one["name"]: one["id"] for one in await self.do(self.client.fields)}
        return str(found[name])

    async def account(self, name: str) -> str:
        """The accountId of somebody, by the name of Slack."""
        return next(str(one["accountId"]) for one in (await self.state())["users"] if one["user"] == name)
