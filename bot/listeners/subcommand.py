"""A word that can be typed after the slash command, or chosen from a menu: both are the same."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.listeners.desk import Body, Desk


@dataclass(frozen=True)
class Typed:
    """What somebody typed: the words after the subcommand, who, where, and Slack's own body.

    `incident`: the one that they chose already, in a menu or a picker; 0 where it follows from the rest.
    """

    words: str
    person: str
    channel: str
    body: Body
    incident: int = 0


def first_word(words: str) -> tuple[str, str]:
    """Give the first word, and the rest: a line may end between them."""
    word, *rest = words.split(maxsplit=1) or ("",)
    return word, "".join(rest).strip()


@dataclass(frozen=True)
class Subcommand:
    """`run` gives the message that answers, or None where it answers by itself after the ack."""

    name: str
    usage: str
    does: str
    run: Callable[[Desk, Typed], Awaitable[dict[str, Any] | None]]
    synonyms: tuple[str, ...] = ()
