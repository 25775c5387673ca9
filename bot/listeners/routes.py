"""Who is called for what people do in Slack, looked up by its name.

Bolt asks each listener in turn whether it is meant, at every press: with all of ours, most of an ack's work.
So Bolt has one listener of each kind, and which of ours is meant is one look into a table. What is nobody's
does not even get there: of what Slack tells while an incident begins, nine tenths are what we did ourselves.
"""

import inspect
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.listeners.desk import Body

Handler = Callable[..., Awaitable[None]]
"""Is given what it names: ack, body, context. https://docs.slack.dev/tools/bolt-python/concepts/listeners/"""
Name = str | re.Pattern[str]
EVERY = re.compile("")

Noise = Callable[[Body, str], bool]
"""Says of an event whether it is nobody's, given it and our bot's id."""


@dataclass(frozen=True)
class _Listener:
    handler: Handler
    wants: tuple[str, ...]
    """What it names."""


@dataclass
class _Kind:
    """One kind of request, and whom each name of it calls."""

    name_in: Callable[[Body], str]
    by_name: dict[str, _Listener] = field(default_factory=dict)
    by_pattern: list[tuple[re.Pattern[str], _Listener]] = field(default_factory=list)

    def __call__(self, name: Name) -> Callable[[Handler], None]:
        return lambda handler: self._add(
            name, _Listener(handler, tuple(inspect.signature(handler).parameters))
        )

    def _add(self, name: Name, listener: _Listener) -> None:
        if isinstance(name, re.Pattern):
            self.by_pattern.append((name, listener))
        else:
            assert name not in self.by_name, f"two listeners for {name}"
            self.by_name[name] = listener

    def _find(self, body: Body) -> _Listener | None:
        name = self.name_in(body)
        fitting = (listener for pattern, listener in self.by_pattern if pattern.search(name))
        return self.by_name.get(name) or next(fitting, None)

    async def knows(self, body: Body) -> bool:
        return self._find(body) is not None

    async def call(self, args: AsyncArgs) -> None:
        found = self._find(args.body)
        assert found, "Bolt asks first whether there is one"
        await found.handler(**{name: getattr(args, name) for name in found.wants})


class Routes:
    """Where listeners say in Bolt's words what they listen to: `action(name)(handler)`."""

    def __init__(self) -> None:
        self.command = _Kind(lambda body: str(body["command"]))
        self.action = _Kind(lambda body: str(body["actions"][0]["action_id"]))
        self.options = _Kind(lambda body: str(body["action_id"]))
        self.view = _Kind(lambda body: str(body["view"]["callback_id"]))
        self.view_closed = _Kind(lambda body: str(body["view"]["callback_id"]))
        self.shortcut = _Kind(lambda body: str(body["callback_id"]))
        self.event = _Kind(lambda body: str(body["event"]["type"]))
        self._noise: dict[str, Noise] = {}

    def passes_by(self, event: str, noise: Noise) -> None:
        """Of events of this type, those are nobody's for which that holds."""
        self._noise[event] = noise

    def is_noise(self, body: Body, bot: str) -> bool:
        """Tell whether what Slack sent is an event that is nobody's, and needs only its ack."""
        event = body.get("event")
        noise = self._noise.get(str(event.get("type"))) if isinstance(event, dict) else None
        return noise is not None and noise(body["event"], bot)

    def attach(self, app: AsyncApp) -> None:
        """Give Bolt one listener of each kind; what none of ours is for, it refuses as ever."""
        app.command(EVERY, matchers=[self.command.knows])(self.command.call)
        app.block_action(EVERY, matchers=[self.action.knows])(self.action.call)
        app.block_suggestion(EVERY, matchers=[self.options.knows])(self.options.call)
        app.view_submission(EVERY, matchers=[self.view.knows])(self.view.call)
        app.view_closed(EVERY, matchers=[self.view_closed.knows])(self.view_closed.call)
        app.shortcut(EVERY, matchers=[self.shortcut.knows])(self.shortcut.call)
        app.event(EVERY, matchers=[self.event.knows])(self.event.call)
