"""The HTTP server: webhooks come in, and whoever watches Firebell learns whether it is well."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from aiohttp import web

from bot.domain.errors import UserError
from bot.integrations.integration import Receive

MOST_BYTES = 1024 * 1024
PATIENCE = 10.0
"""Seconds in which a body must have come."""

LAST = 2.0
"""Seconds for who is still being heard when Firebell is stopped: what is ours has come by then."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

EMPTY: Mapping[str, Handler] = {}


class Web:
    """`hooks`: who takes what is posted to which path. `pages`: what can be read where.

    `calls`: who answers whatever is asked there.

    `host`: None listens everywhere.
    """

    def __init__(
        self,
        port: int,
        hooks: Mapping[str, Receive],
        pages: Mapping[str, Handler],
        host: str | None = None,
        calls: Mapping[str, Handler] = EMPTY,
    ) -> None:
        self._port, self._host = port, host
        app = web.Application(middlewares=[_plainly], client_max_size=MOST_BYTES)
        for path, show in pages.items():
            app.router.add_get(path, show)
        for path, handle in calls.items():
            app.router.add_route("*", path, handle)
        for path, receive in hooks.items():
            app.router.add_post(path, _handler(receive))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST)

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

    async def stop(self) -> None:
        """Answer what has come in, then take nothing more."""
        await self._runner.cleanup()


def _handler(receive: Receive) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(PATIENCE):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        headers = {name.lower(): value for name, value in request.headers.items()}
        return web.Response(status=await receive(headers, body))

    return handle


@web.middleware
async def _plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell strangers the status and nothing else."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        return web.Response(status=refusal.status)
