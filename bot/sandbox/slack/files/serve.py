"""HTTP for the bytes of files: the address an upload goes to, and those that a file is read from.

https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.act import names
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.web import DIALECT
from bot.sandbox.slack.files import canvases, html, shapes, uploads
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.wire import Request
from bot.sandbox.world.files import Canvas, File

MOST_BYTES = 64 * 1024 * 1024
# What was uploaded may be a page with scripts: it never runs as part of ours.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
}


def routes(slack: Slack) -> list[web.RouteDef]:
    return [
        web.post("/upload/v1/{file}", partial(_upload, slack)),
        web.get(r"/files/{key:T\w+-F\w+}/{name}", partial(_read, slack)),
        web.get(r"/files/{key:T\w+-F\w+}/{download:download}/{name}", partial(_read, slack)),
        web.get(r"/files/{user:[UW]\w+}/{file}/{name}", partial(_link, slack)),
        web.get("/docs/{team}/{canvas}", partial(_canvas, slack)),
    ]


async def _upload(slack: Slack, http: web.Request) -> web.Response:
    """The bytes, raw or as the one part of a multipart form."""
    file = slack.world.files.get(http.match_info["file"])
    try:
        content = await _content(http)
    except ValueError:
        return web.Response(status=400, text="The form could not be read")
    request = Request("slack", "POST /upload/v1", {"file": http.match_info["file"], "length": len(content)})
    return await slack.wire.answer(http, request, DIALECT, partial(_keep, file, content))


async def _content(http: web.Request) -> bytes:
    sized = http.clone(client_max_size=MOST_BYTES)
    if http.content_type != "multipart/form-data":
        return await sized.read()
    part = next(iter((await sized.post()).values()), b"")
    if isinstance(part, web.FileField):
        with part.file as opened:
            return opened.read()
    return part.encode() if isinstance(part, str) else bytes(part)


def _keep(file: File | None, content: bytes) -> web.Response:
    if file is None or file.is_complete:
        return web.Response(status=404, text="Not found")
    if len(content) != file.size:
        return web.Response(status=400, text=f"Expected {file.size} bytes, got {len(content)}")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


async def _read(slack: Slack, http: web.Request) -> web.StreamResponse:
    """For a token that may read files; the page names its person instead: `?user=ana`."""
    file = slack.world.files.get(http.match_info["key"].rpartition("-")[2])
    work = partial(_answer, slack, http, file)
    if "user" in http.query:
        return work(names.person(slack, http.query["user"]).id)
    request = Request("slack", "GET /files", {"file": file.id if file else None})
    return await slack.wire.answer(http, request, DIALECT, partial(_for_token, slack, http, work))


def _for_token(slack: Slack, http: web.Request, work: Callable[[str], web.Response]) -> web.Response:
    """Without a token that suffices Slack shows the page to sign in, with HTTP 200."""
    scheme, _, token = http.headers.get("Authorization", "").partition(" ")
    caller = slack.callers.get(token.strip()) if scheme.lower() == "bearer" else None
    try:
        if caller:
            caller.need(("files:read",))
    except SlackError:
        caller = None
    if caller is None:
        return web.Response(status=302, headers={"Location": f"/?redir={quote(http.path, safe='')}"})
    return work(caller.user)


def _answer(slack: Slack, http: web.Request, file: File | None, user: str) -> web.Response:
    if file is None or file.content is None or not uploads.visible(slack, file, user):
        return web.Response(status=404, text="Not found")
    name = quote(file.name)
    way = "attachment" if "download" in http.match_info else "inline"
    disposition = {"Content-Disposition": f"{way}; filename*=UTF-8''{name}"}
    charset = "utf-8" if file.kind.is_text else None
    return web.Response(
        body=file.content,
        content_type=file.kind.mimetype,
        charset=charset,
        headers={**HEADERS, **disposition},
    )


def _canvas_content(slack: Slack, canvas: Canvas | None, user: str) -> web.Response:
    if canvas is None or not canvases.may(slack, canvas, user, "read"):
        return web.Response(status=404, text="Not found")
    return web.Response(text=html.shown(canvas.sections), content_type="text/html", headers=HEADERS)


async def _link(slack: Slack, http: web.Request) -> web.StreamResponse:
    """The permalink of a file leads to the message that shares it."""
    file = slack.world.files.get(http.match_info["file"])
    shared = shapes.shares(slack, file) if file else []
    if not shared:
        return web.Response(status=404, text="Not found")
    room, sent = shared[0]
    raise web.HTTPFound(f"/#{room.id}/{sent[0]}")


async def _canvas(slack: Slack, http: web.Request) -> web.StreamResponse:
    """To an app its content as HTML; people it leads to its channel, else to the page."""
    canvas = slack.world.canvases.get(http.match_info["canvas"])
    if "Authorization" in http.headers:
        request = Request("slack", "GET /docs", {"canvas": canvas.id if canvas else None})
        work = partial(_canvas_content, slack, canvas)
        return await slack.wire.answer(http, request, DIALECT, partial(_for_token, slack, http, work))
    raise web.HTTPFound(f"/#{canvas.channel}" if canvas and canvas.channel else "/")
