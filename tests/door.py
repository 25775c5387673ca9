"""A program at the door of the API: asks, and holds each answer against the document."""

from dataclasses import dataclass
from typing import Any

import aiohttp
from openapi_schema_validator import OAS31Validator

from bot.store.database import Database
from bot.usecases.api.tokens import make_token
from bot.usecases.unit import Unit
from bot.web.api.limits import Limits
from bot.web.server import Web

ALL = ("declare", "read", "update", "alerts")


@dataclass
class Door:
    """Asks as a program does, and holds each answer against the document."""

    db: Database[Unit]
    web: Web
    http: aiohttp.ClientSession
    described: dict[str, Any]
    limits: Limits

    def token(self, name: str, *rights: str) -> str:
        return self.db.write_now(make_token, name, rights or ALL, by="U1", press=f"made {name}")

    async def ask(
        self, method: str, path: str, said: Any = None, *, secret: str = "", **headers: str
    ) -> tuple[int, dict[str, Any]]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        auth = {"Authorization": f"Bearer {secret}"} if secret else {}
        async with self.http.request(method, self.url(path), json=said, headers={**auth, **named}) as answer:
            body: dict[str, Any] = await answer.json(content_type=None)
            self._holds(method, path, answer, body)
            return answer.status, body

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.web.port}{path}"

    def _holds(self, method: str, path: str, answer: aiohttp.ClientResponse, body: Any) -> None:
        parts = path.partition("?")[0].split("/")
        for known, operations in self.described["paths"].items():
            same = [b in {a, "{ref}"} for a, b in zip(parts, known.split("/"), strict=False)]
            if len(parts) == len(known.split("/")) and all(same) and method.lower() in operations:
                said = operations[method.lower()]["responses"][str(answer.status)]["content"]
                schema = said[answer.content_type]["schema"]
                OAS31Validator({**schema, "components": self.described["components"]}).validate(body)
