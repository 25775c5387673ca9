"""The newest of what went over the wire, calls and envelopes side by side, as the page draws it."""

import json
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

from bot.sandbox.changes import Changes
from bot.sandbox.world import Json

NEWEST = 400
LONGEST = 80
ABOUT = ("channel", "channel_id", "user", "user_id", "users", "name", "text", "callback_id", "query")
"""The arguments that say in a line what a call is about."""
UNACKED = "no ack"


@dataclass(eq=False)
class Passage:
    """A call from its request to its answer, or an envelope from its sending to its ack.

    `by` is the kind of token, or the person who caused the envelope; times are monotonic seconds;
    status 0 means closed without an answer.
    """

    number: int
    kind: Literal["call", "envelope"]
    system: str
    name: str
    by: str
    args: Json
    started: float = field(default_factory=time.monotonic)
    ended: float | None = None
    status: int | None = None
    error: str = ""
    fault: str = ""
    changed: int = 0

    def shown(self) -> Json:
        plain = ("number", "kind", "system", "name", "by", "started", "ended", "status", "error", "fault")
        about = {key: said[:LONGEST] for key in ABOUT if isinstance(said := self.args.get(key), str) and said}
        return {**{key: getattr(self, key) for key in plain}, "about": about}


class Traffic:
    """Versions count changes from 1 on, so that a watcher can ask for what changed since one."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.emptied = 0
        """The version at which it was last emptied."""
        self._count = 0
        self._passages: deque[Passage] = deque(maxlen=NEWEST)

    @property
    def version(self) -> int:
        return self.changes.version("")

    @contextmanager
    def passing(
        self, kind: Literal["call", "envelope"], system: str, name: str, by: str, args: Json
    ) -> Iterator[Passage]:
        """Note that something goes over the wire, and when and how it ended."""
        self._count += 1
        passage = Passage(self._count, kind, system, name, by, args)
        self._passages.append(passage)
        self._touch(passage)
        try:
            yield passage
        finally:
            passage.ended = time.monotonic()
            self._touch(passage)

    def _touch(self, passage: Passage) -> None:
        self.changes.touch()
        passage.changed = self.version

    def since(self, version: int) -> list[Json]:
        """What began or ended after this version, in the order of beginning."""
        return [passage.shown() for passage in self._passages if passage.changed > version]

    def args(self, number: int) -> Json | None:
        """What was said; None where it is too long ago."""
        return next((passage.args for passage in self._passages if passage.number == number), None)

    def reset(self) -> None:
        self._passages.clear()
        self.changes.touch()
        self.emptied = self.version


def error_of(response: web.Response) -> str:
    """What an answer says went wrong, in the words of Slack's API."""
    body = response.body
    if not isinstance(body, bytes) or not body.startswith(b'{"ok": false'):
        return ""
    return str(json.loads(body).get("error", ""))
