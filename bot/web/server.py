"""The HTTP server: webhooks come in, and whoever watches Firebell learns whether it is well."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from http import HTTPStatus

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Middleware

from bot.domain.errors import UserError
from bot.integrations.integration import Receive

MOST_BYTES = 1024 * 1024
PATIENCE = 10.0
"""Seconds in which a body must have come."""

IDLE = 75.0
"""Seconds without a whole request until a connection is closed: proxies let theirs rest for sixty."""

LAST = 2.0
"""Seconds for who is still being heard when Firebell is stopped: what is ours has come by then."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

EMPTY: Mapping[str, Handler] = {}
NO_LARGER: Mapping[str, int] = {}


class Web:
    """`hooks`: who takes what is posted to which path. `pages`: what can be read where.

    `calls`: who answers whatever is asked there. `sizes`: how many bytes may be posted to which path, where
    that is more than anywhere else.

    `host`: None listens everywhere. `patience`, `idle`: seconds.
    """

    def __init__(
        self,
        port: int,
        hooks: Mapping[str, Receive],
        pages: Mapping[str, Handler],
        host: str | None = None,
        calls: Mapping[str, Handler] = EMPTY,
        patience: float = PATIENCE,
        idle: float = IDLE,
        sizes: Mapping[str, int] = NO_LARGER,
    ) -> None:
        self._port, self._host = port, host
        self.waiting = 0
        """How many requests have come whole and have no answer yet."""
        middlewares = [_plainly, _whole(patience, sizes), self._counted()]
        app = web.Application(middlewares=middlewares, client_max_size=MOST_BYTES)
        for path, show in pages.items():
            app.router.add_get(path, show)
        for path, handle in calls.items():
            app.router.add_route("*", path, handle)
        for path, receive in hooks.items():
            app.router.add_post(path, _handler(receive))
        self._runner = web.AppRunner(
            app,
            access_log=None,
            logger=_LOG,
            shutdown_timeout=LAST,
            keepalive_timeout=idle,
            lingering_time=patience,
            auto_decompress=False,  # what is signed is what came, and nothing small becomes large
        )

    @property
    def port(self) -> int:
        """The one it listens on, also where any was asked for."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Raises UserError where the port cannot be had."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise UserError(
                f"Port {self._port} cannot be listened on ({error.strerror}). Give another one as PORT."
            ) from error

    def _counted(self) -> Middleware:
        @web.middleware
        async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
            self.waiting += 1
            try:
                return await handler(request)
            finally:
                self.waiting -= 1

        return count

    async def stop(self) -> None:
        """Answer what has come in, then take nothing more."""
        await self._runner.cleanup()


def _handler(receive: Receive) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        return web.Response(status=await receive(headers, await request.read()))

    return handle


def _whole(patience: float, sizes: Mapping[str, int]) -> Middleware:
    """Have what comes whole, soon, and no larger than anybody needs, before anybody looks at it.

    What may be larger is held one at a time: whoever posts it may be a stranger.
    """
    turn = asyncio.Lock()

    @web.middleware
    async def read(request: web.Request, handler: Handler) -> web.StreamResponse:
        most = sizes.get(request.path, MOST_BYTES)
        size = most if request.content_length is None else request.content_length
        if size > most:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(patience):
                    if size > MOST_BYTES:
                        await held.enter_async_context(turn)
                        request = request.clone(client_max_size=most)
                    await request.read()
            except TimeoutError:
                return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
            except web.RequestPayloadError:
                return web.Response(status=HTTPStatus.BAD_REQUEST)
            return await handler(request)

    return read


class _NoStrangers(logging.Filter):
    """Who sends what is no HTTP writes no traceback into the log: anybody can knock."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, HttpProcessingError)


_LOG = logging.getLogger("bot.web.server")
_LOG.addFilter(_NoStrangers())


@web.middleware
async def _plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell strangers the status and nothing else, neither of which make we are nor what broke."""
    (answer,) = await asyncio.gather(handler(request), return_exceptions=True)
    if isinstance(answer, web.HTTPException):
        answer = web.Response(status=answer.status)
    elif isinstance(answer, BaseException):
        _LOG.error("request_broke", exc_info=answer)
        answer = web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)
    answer.headers["Server"] = "firebell"
    return answer
