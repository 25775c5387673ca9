"""What was asked of a REST API, as the list of calls shows it."""

from typing import Any

from aiohttp import web

from bot.sandbox.world import Json


def query(http: web.Request) -> Json:
    """What is given again and again as a list, and `name[]` always."""
    return {
        key: http.query.getall(key) if key.endswith("[]") or len(http.query.getall(key)) > 1 else value
        for key, value in http.query.items()
    }


def body(said: Any) -> Json:
    return said if isinstance(said, dict) else {} if said is None else {"body": said}
