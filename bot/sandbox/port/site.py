"""One organisation in Port: its world, who may call it, and for how long a token is good."""

import hashlib
import secrets
import time
from dataclasses import dataclass, fields

from bot.sandbox.errors import Refusal
from bot.sandbox.limits import Limits
from bot.sandbox.port.world import World
from bot.sandbox.wire import Wire
from bot.sandbox.world import Json

NAME = "port"
PREFIX = "/port"
CLIENT = "firebellSandboxClient"
TOKEN_LASTS = 3 * 60 * 60
"""Seconds: https://docs.port.io/api-reference/port-api."""


def _secret() -> str:
    """The same at every start, so that an environment stays valid."""
    return hashlib.sha256(b"port/client").hexdigest()[:60]


@dataclass
class Switches:
    """What the organisation can be like; `act` with "set" changes it."""

    is_revoked: bool = False
    """The credentials are good no more, and so are their tokens."""
    token_lasts: int = TOKEN_LASTS
    """Seconds for which the next token is good."""

    def change(self, said: Json) -> None:
        kinds = {one.name: type(getattr(self, one.name)) for one in fields(self)}
        if not isinstance(said, dict) or not said or set(said) - set(kinds):
            raise Refusal(f'"set" takes {", ".join(sorted(kinds))}.')
        for name, value in said.items():
            wish = "true or false" if kinds[name] is bool else "a number of seconds"
            if type(value) is not kinds[name] or value < 0:
                raise Refusal(f'"{name}" must be {wish}, not {value!r}.')
            setattr(self, name, value)


class Site:
    def __init__(self, wire: Wire, limits: Limits) -> None:
        self.wire = wire
        self.limits = limits
        self.url = ""
        self._token, self._until = "", 0.0
        self.reset()

    @property
    def environment(self) -> dict[str, str]:
        base = f"{self.url}{PREFIX}"
        return {"PORT_CLIENT_ID": CLIENT, "PORT_CLIENT_SECRET": _secret(), "PORT_BASE_URL": base}

    def knows(self, client: object, secret: object) -> bool:
        return (client, secret) == (CLIENT, _secret()) and not self.switches.is_revoked

    def token(self) -> tuple[str, int]:
        """Give the token and the seconds that it is good for: the same one until it is not."""
        left = int(self._until - time.monotonic())
        if left <= 0:
            left = self.switches.token_lasts
            self._token, self._until = secrets.token_urlsafe(40), time.monotonic() + left
        return self._token, left

    def is_good(self, authorization: str) -> bool:
        is_ours = bool(self._token) and authorization == f"Bearer {self._token}"
        return is_ours and time.monotonic() < self._until and not self.switches.is_revoked

    def expire(self) -> None:
        """No token is good any more."""
        self._token, self._until = "", 0.0

    def touch(self) -> None:
        """Something changed: whoever looks is told."""
        self.wire.turned.touch()

    def reset(self) -> None:
        self.world, self.switches = World(), Switches()
        self.expire()
