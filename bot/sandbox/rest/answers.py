"""What a REST API answers, and how that goes over the wire."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Answer:
    """`body`: None: there is none; a text goes out as it is, all else as JSON."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def response(answer: Answer) -> web.Response:
    if isinstance(answer.body, str):
        return web.Response(status=answer.status, text=answer.body, headers=answer.headers)
    if answer.body is None or answer.status == 204:
        return web.Response(status=answer.status, headers=answer.headers)
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)


def limits(wait: int, reason: str, limit: int) -> dict[str, str]:
    """How Atlassian's systems say that a rate limit is used up.

    https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
    """
    until = datetime.fromtimestamp(time.time() + wait, UTC)
    return {
        "Retry-After": str(wait),
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": until.strftime("%Y-%m-%dT%H:%MZ"),
        "RateLimit-Reason": reason,
    }
