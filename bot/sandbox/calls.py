"""The log of every request that a client sent to the sandbox's systems, in the order of arrival."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.world import Json

HOOK = "webhook"
"""In whose method a client tells what it is to be known by later."""

SECRETS = {"secret", "value"}
"""What is called so there: what signs a webhook, and a header that it carries."""


@dataclass
class Call:
    """One request; times are monotonic seconds, status 0 means closed without an answer."""

    system: str
    method: str
    args: Json
    status: int | None = None
    started: float = field(default_factory=time.monotonic)
    ended: float | None = None


class Calls:
    def __init__(self) -> None:
        self._calls: list[Call] = []

    def begin(self, system: str, method: str, args: Json) -> Call:
        call = Call(system, method, _without_secrets(args) if HOOK in method else args)
        self._calls.append(call)
        return call

    def note(self, system: str, method: str, status: int) -> None:
        """A request that was answered as it came."""
        call = self.begin(system, method, {})
        call.status, call.ended = status, call.started

    def since(self, count: int) -> list[Json]:
        return [dict(vars(call)) for call in self._calls[count:]]

    def under_way(self, chosen: Callable[[Call], bool]) -> bool:
        """Whether such a request is waiting for its answer; the newest 100 are looked at."""
        return any(call.ended is None and chosen(call) for call in self._calls[-100:])

    def reset(self) -> None:
        self._calls.clear()


def _without_secrets(said: Json) -> Json:
    """Who looks at the list may be anybody who looks at a demo."""

    def hidden(name: str, value: object) -> object:
        match value:
            case dict():
                return {key: hidden(key, one) for key, one in value.items()}
            case list():
                return [hidden(name, one) for one in value]
        return "…" if name in SECRETS and value else value

    return {name: hidden(name, value) for name, value in said.items()}
