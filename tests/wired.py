"""How a workspace is reached: over the wire alone, as from anywhere."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox import Sandbox


@dataclass
class Wired:
    """A sandbox, and what is asked of it."""

    sandbox: Sandbox
    http: aiohttp.ClientSession

    async def post(self, path: str, body: Any) -> tuple[int, Any]:
        async with self.http.post(f"{self.sandbox.url}/sandbox/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(f"{self.sandbox.url}/sandbox/{path}", params=query) as answer:
            return await answer.json()

    async def as_bot(self, method: str, **args: str) -> dict[str, Any]:
        """Call Slack with the bot's own token, behind Firebell's back."""
        environment = self.sandbox.environment
        headers = {"Authorization": f"Bearer {environment['SLACK_BOT_TOKEN']}"}
        url = environment["SLACK_API_URL"] + method
        async with self.http.post(url, data=args, headers=headers) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    async def fault(self, method: str, fault: str, **args: Any) -> None:
        body = {"match": {"system": "slack", "method": method}, "fault": fault, **args}
        status, answer = await self.post("faults", body)
        assert status == 200, answer

    async def state(self, of: str = "slack") -> dict[str, Any]:
        found: dict[str, Any] = await self.get(f"state/{of}")
        return found

    async def calls(self, *methods: str, since: int = 0) -> list[dict[str, Any]]:
        """Give the calls of these methods (of all, where none is named) from the since-th call on."""
        received: list[dict[str, Any]] = await self.get("calls", since=since)
        return [call for call in received if not methods or call["method"] in methods]
