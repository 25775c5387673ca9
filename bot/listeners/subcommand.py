"""A word that can be typed after the slash command."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.listeners.desk import Body, Desk


@dataclass(frozen=True)
class Typed:
    """What somebody typed: the words after the subcommand, who, where, and Slack's own body."""

    words: str
    person: str
    channel: str
    body: Body


@dataclass(frozen=True)
class Subcommand:
    """`run` gives the message that answers, or None where it answers by itself after the ack."""

    name: str
    usage: str
    does: str
    run: Callable[[Desk, Typed], Awaitable[dict[str, Any] | None]]
    synonyms: tuple[str, ...] = ()
