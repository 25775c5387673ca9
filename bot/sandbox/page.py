"""The page that shows the workspace: its files, and the addresses of messages that lead to it."""

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes() -> list[web.RouteDef]:
    return [
        web.get("/", _index),
        web.get(r"/page/{file:(?:[\w-]+/)?[\w-]+(?:\.[\w-]+)+}", _file),
        web.get("/archives/{channel}", _archives),
        web.get("/archives/{channel}/{message}", _archives),
    ]


async def _index(_: web.Request) -> web.StreamResponse:
    return _serve("index.html")


async def _file(request: web.Request) -> web.StreamResponse:
    return _serve(request.match_info["file"])


def _serve(name: str) -> web.StreamResponse:
    path = FOLDER / name
    if not path.is_file():
        return web.Response(status=404, text=f"There is no {name} here.", headers=HEADERS)
    return web.FileResponse(path, headers=HEADERS)


async def _archives(request: web.Request) -> web.StreamResponse:
    """A permalink opens the page at its message."""
    place = "/".join(
        request.match_info[part] for part in ("channel", "message") if part in request.match_info
    )
    thread = request.query.get("thread_ts")
    raise web.HTTPFound(f"/#{place}?thread_ts={quote(thread)}" if thread else f"/#{place}")
