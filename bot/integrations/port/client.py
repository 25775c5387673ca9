"""Port's REST API: one call, one try, its faults in our words; an old token is fetched anew.

https://docs.port.io/api-reference/port-api
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.domain.errors import PermanentError
from bot.integrations import faults
from bot.integrations.rest import Dialect, Rest, Said

SOURCE, TITLE = "port", "Port"
NOT_ACCEPTED, TAKEN = "401", "409"
EARLY = 60.0
"""Seconds before its end at which a token is fetched anew."""

WRONG = (
    "Port does not accept PORT_CLIENT_ID and PORT_CLIENT_SECRET. In Port, its menu, Credentials, shows those "
    "that are good."
)


@dataclass(frozen=True)
class Account:
    """`url`: where its API is, without /v1."""

    url: str
    client: str
    secret: str


@dataclass(frozen=True)
class Refused:
    """Why one of several entities was not taken, by its place among them."""

    place: int
    why: str


class Port:
    """`patience`: seconds after which a call is given up."""

    def __init__(self, account: Account, patience: float, http: aiohttp.ClientSession) -> None:
        self._account, self._rest = account, Rest(DIALECT, patience, http)
        self._token, self._until = "", 0.0

    async def get(self, *path: str) -> Said:
        return await self._call("GET", path)

    async def make_blueprint(self, said: Mapping[str, Any]) -> None:
        await self._call("POST", ("blueprints",), body=said)

    async def write_entities(
        self, blueprint: str, found: Sequence[Mapping[str, Any]], *, creates_missing: bool
    ) -> list[Refused]:
        """Write up to 20 of them; give what was not taken.

        https://docs.port.io/api-reference/create-multiple-entities
        """
        how = {"upsert": "true", "merge": "true", "create_missing_related_entities": _flag(creates_missing)}
        path = ("blueprints", blueprint, "entities", "bulk")
        said = await self._call("POST", path, how, {"entities": list(found)})
        return [
            Refused(int(one["index"]), str(one.get("message") or one.get("error") or "It does not say why."))
            for one in said.get("errors") or ()
        ]

    async def remove_entity(self, blueprint: str, identifier: str, *, with_dependents: bool) -> None:
        """It is done where it was not there.

        https://docs.port.io/build-your-software-catalog/custom-integration/api/advanced
        """
        how = {"delete_dependents": _flag(with_dependents)}
        with faults.if_there():
            await self._call("DELETE", ("blueprints", blueprint, "entities", identifier), how)

    async def _call(
        self, verb: str, path: Sequence[str], params: Mapping[str, str] | None = None, body: Any = None
    ) -> Said:
        """Give what the answer says. Raises TransientError or PermanentError (code: the status)."""
        for is_last in (False, True):
            token = await self._bearer()
            try:
                return await self._once(verb, path, params or {}, body, {"Authorization": token})
            except PermanentError as error:
                if error.code != NOT_ACCEPTED or is_last:
                    raise
                self._token = ""
        raise AssertionError

    async def _bearer(self) -> str:
        if not self._token or time.monotonic() > self._until:
            said = {"clientId": self._account.client, "clientSecret": self._account.secret}
            try:
                found = await self._once("POST", ("auth", "access_token"), {}, said, {})
                lasts = float(found["expiresIn"])
                self._token = f"{found.get('tokenType') or 'Bearer'} {found['accessToken']}"
            except PermanentError as error:
                raise PermanentError(WRONG, code=NOT_ACCEPTED) from error
            except (KeyError, ValueError) as error:
                raise faults.unreadable(TITLE) from error
            self._until = time.monotonic() + max(lasts - EARLY, lasts / 2)
        return self._token

    async def _once(
        self, verb: str, path: Sequence[str], params: Mapping[str, str], body: Any, headers: Mapping[str, str]
    ) -> Said:
        address = "/".join(quote(part, safe="") for part in ("v1", *path))
        url = URL(f"{self._account.url}/{address}", encoded=True)
        return faults.an_object(await self._rest.call(verb, url, headers, params, body), TITLE)


def _flag(value: bool) -> str:  # noqa: FBT001 - it says what it is
    return "true" if value else "false"


def _words(said: Any) -> str:
    return str(said.get("message") or "") if isinstance(said, dict) else ""


DIALECT = Dialect(SOURCE, TITLE, _words)
"""How long we are told to wait: https://docs.port.io/api-reference/rate-limits"""
