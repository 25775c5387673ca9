"""The sandbox's Confluence as its clients see it: bare HTTP, as there is no client of the vendor's."""

from dataclasses import dataclass
from typing import Any

from rig import Space
from tracker import basic

Json = dict[str, Any]


@dataclass
class Wiki:
    space: Space

    async def ask(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """Status and answer; paths begin after the site, underscores in names of the query are hyphens."""
        status, said, _ = await self.raw(method, path, body, **query)
        return status, said

    async def raw(
        self, method: str, path: str, body: Any = None, auth: str | None = None, **query: Any
    ) -> tuple[int, Any, dict[str, str]]:
        """With the headers; with other credentials where they are given, with none where they are empty."""
        environment = self.space.sandbox.environment
        if auth is None:
            auth = basic(environment["CONFLUENCE_USER"], environment["CONFLUENCE_TOKEN"])
        headers = {"Authorization": auth} if auth else {}
        url = environment["CONFLUENCE_URL"] + path
        asked = {name.replace("_", "-"): value for name, value in query.items()}
        async with self.space.http.request(method, url, json=body, headers=headers, params=asked) as answer:
            is_json = answer.content_type == "application/json"
            return (
                answer.status,
                await answer.json() if is_json else await answer.text(),
                dict(answer.headers),
            )

    async def get(self, path: str, **query: Any) -> Json:
        status, said = await self.ask("GET", path, **query)
        assert status == 200, said
        return dict(said)

    async def refused(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, str]:
        """The status and the words of the refusal."""
        status, said = await self.ask(method, path, body, **query)
        assert status >= 400, said
        return status, str(said["errors"][0]["title"] if "errors" in said else said["message"])

    async def create(self, title: str = "inc-7", text: str = "<p>One</p>", **more: Any) -> Json:
        said = {"spaceId": await self.home(), "title": title, "body": stored(text), **more}
        status, made = await self.ask("POST", "/api/v2/pages", said)
        assert status == 200, made
        return dict(made)

    async def update(self, page: Json, text: str, **more: Any) -> tuple[int, Any]:
        said = {"id": page["id"], "status": "current", "title": page["title"], "body": stored(text)}
        version = {"number": page["version"]["number"] + 1, "message": "anew"}
        return await self.ask("PUT", f"/api/v2/pages/{page['id']}", {**said, "version": version, **more})

    async def home(self) -> str:
        """The id of the space."""
        return str((await self.get("/api/v2/spaces", keys="OPS"))["results"][0]["id"])

    def place(self, name: str) -> str:
        """The id of something that the seed has prepared."""
        return self.space.sandbox.environment[f"CONFLUENCE_{name}_ID"]

    async def act(self, user: str, page: str = "", **wish: Any) -> Json:
        about = {"page": page} if page else {}
        return dict((await self.space.act(user, "confluence", **about, **wish))["page"] or {})

    async def state(self) -> Json:
        return dict(await self.space.get("state/confluence"))

    async def found(self, cql: str, **query: Any) -> list[str]:
        """The titles of what a search finds."""
        return [one["title"] for one in (await self.get("/rest/api/search", cql=cql, **query))["results"]]


def stored(text: str) -> Json:
    return {"representation": "storage", "value": text}
