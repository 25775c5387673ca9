"""What can be asked for: one table, by which requests are answered and from which the document is made."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from bot.domain.incident import ClosingReason, Status
from bot.domain.rules.opening import DESCRIPTION, TITLE
from bot.domain.rules.updating import MESSAGE
from bot.domain.timeline.notes import LONGEST
from bot.domain.tokens import Right, Token
from bot.usecases.api.requests import ANYTIME, Once
from bot.web.api.shapes import Field, Kind, Schema, Shape

LARGEST, SMALL = 1024 * 1024, 64 * 1024
"""Most bytes of a body."""

KEY = 128
"""Most characters of an Idempotency-Key."""

STANDINGS = ("active", "to-finish", "not-over", *map(str, Status))
"""What incidents can be asked for by: statuses, and some of them together."""

DECLARATION = Shape(
    (
        Field("title", Kind.TEXT, "What is broken, in a line.", TITLE[1], TITLE[0], required=True),
        Field("description", Kind.TEXT, "What happens.", DESCRIPTION[1]),
        Field("category", Kind.TEXT, "The key of a category; as of a critical incident without one.", 60),
        Field("environments", Kind.TEXTS, "Keys of environments; else the usual ones.", 60),
        Field(
            "priority", Kind.TEXT, "The key of a priority, such as P1; needed where no impact is given.", 60
        ),
        Field("impacts", Kind.PAIRS, "Keys of levels, by the keys of impacts.", 60),
        Field("private", Kind.FLAG, "Only the entitled see it; needs the right “private”."),
        Field(
            "dedup_key", Kind.TEXT, "While an incident of this key goes on, it is given instead of a new one."
        ),
    )
)
CHANGE = Shape(
    (
        Field("message", Kind.TEXT, "What is new, or how it ended.", MESSAGE),
        Field("status", Kind.TEXT, "Where it stands now.", options=tuple(map(str, Status))),
        Field("priority", Kind.TEXT, "The key of another priority.", 60),
        Field("reason", Kind.TEXT, "Why it goes back to an earlier status.", MESSAGE),
        Field(
            "closing_reason",
            Kind.TEXT,
            "Why it is closed, with the status closed; else resolved.",
            options=tuple(str(one) for one in ClosingReason if one is not ClosingReason.FALSE_ALARM),
        ),
        Field("reference", Kind.TEXT, "What it is a duplicate of.", 100),
    )
)
NOTE = Shape(
    (
        Field("words", Kind.TEXT, "What happened.", LONGEST, 1, required=True),
        Field("at", Kind.MOMENT, "When that was; else now."),
    )
)
LISTING = Shape(
    (
        Field("status", Kind.TEXT, "Only these; else all.", options=STANDINGS),
        Field("cursor", Kind.NUMBER, "What the page before gave as next.", 2**31 - 1),
        Field("limit", Kind.NUMBER, "How many on a page; else 50.", 100),
    )
)
NOTHING = Shape(())


@dataclass(frozen=True)
class Asked:
    """A request that was read. `number`: of the incident in its path; 0 where there is none."""

    token: Token
    said: Mapping[str, Any]
    number: int = 0
    once: Once = ANYTIME


@dataclass(frozen=True)
class Answer:
    status: HTTPStatus
    said: dict[str, Any]


Handle = Callable[[Asked], Awaitable[Answer]]


@dataclass(frozen=True)
class Route:
    """`answers`: the schema of what comes with each status. `body`: what must be sent.

    `query`: what may be asked. `repeats`: who asks does so again by itself, but only after a fault of ours.
    """

    method: str
    path: str
    name: str
    says: str
    right: Right
    answers: Mapping[HTTPStatus, Schema]
    body: Shape | None = None
    query: Shape = NOTHING
    largest: int = SMALL
    repeats: bool = False
    read: Callable[[Any], dict[str, Any]] | None = None
    """Reads a body that others have shaped."""
    foreign: Schema = field(default_factory=dict)
    """What such a body is."""
