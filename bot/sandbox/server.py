"""The sandbox as one HTTP server on loopback: Slack, what stands beside it, the page, the control API."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from aiohttp import web

from bot.sandbox import manifest as manifests
from bot.sandbox import page
from bot.sandbox.confluence import system as confluence
from bot.sandbox.control.looking import Looking
from bot.sandbox.control.routes import Control, refusals
from bot.sandbox.control.state import state
from bot.sandbox.control.systems import System
from bot.sandbox.heard import Listener
from bot.sandbox.jira import system as jira
from bot.sandbox.pagerduty import system as pagerduty
from bot.sandbox.port import system as portal
from bot.sandbox.slack import methods
from bot.sandbox.slack.api import respond
from bot.sandbox.slack.api import web as slack_web
from bot.sandbox.slack.api.method import METHODS
from bot.sandbox.slack.files import serve as files
from bot.sandbox.slack.socket.envelope import TYPES
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.wire import Wire

HOST = "127.0.0.1"
BACKLOG = 1024
"""Connections that may wait to be accepted: whoever finds no place tries again only after a second."""
MOST_BYTES = 4 * 1024 * 1024
MOST_IN_LINE = 256 * 1024
"""Clients put whole lists of people into the query."""
assert methods  # importing them is what registers them


class Beside(Protocol):
    """A system that stands beside Slack, and what points a client at it."""

    url: str

    @property
    def environment(self) -> dict[str, str]: ...


class Sandbox:
    """A whole workspace in the caller's event loop; several can run side by side."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._duties = pagerduty.build(slack)
        self._jira = jira.build(slack)
        self._confluence = confluence.build(slack, self._jira)
        self._port = portal.build(slack)
        self._beside: tuple[Beside, ...] = (*self._duties, self._jira, self._confluence, self._port)
        self.systems = (
            System("slack", "Slack", METHODS.keys, state=partial(state, slack), types=TYPES),
            *map(pagerduty.system, self._duties),
            jira.system(self._jira),
            confluence.system(self._confluence),
            portal.system(self._port),
        )
        """Whom latency and faults may name; later ones stand beside Slack in the page's rail."""
        self._runner = web.AppRunner(
            self._app(), access_log=None, shutdown_timeout=0.2, max_line_size=MOST_IN_LINE
        )

    @classmethod
    async def start(
        cls,
        port: int = 0,
        manifest: Path = Path("manifest.yml"),
        seed_file: Path | None = None,
        heard: Listener | None = None,
    ) -> Self:
        """Listen on the port, or on any free one where it is 0; OSError where it is taken.

        `heard` is told of everything that goes over the wire, as it goes.
        """
        sandbox = cls(Slack(manifests.read(manifest), Wire(heard), seed_file))
        await sandbox._listen(port)
        return sandbox

    @property
    def url(self) -> str:
        return self._slack.url

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point any client at this sandbox.

        `PAGERDUTY_EU_...` lead to the second account, for whoever sets PAGERDUTY_ACCOUNTS=eu.
        """
        beside = [one.environment for one in self._beside]
        said = [{"SANDBOX_URL": self.url}, self._slack.environment, *beside]
        return {name: value for one in said for name, value in one.items()}

    @property
    def unacked(self) -> list[str]:
        """Give of which kinds the envelopes are that wait for the app's ack now."""
        return self._slack.sockets.unacked

    @property
    def is_answering(self) -> bool:
        """Whether the app, in this process, says that it still answers what people did."""
        return self._slack.is_answering

    def believe(self, is_answering: Callable[[], bool]) -> None:
        """Let `wait_ms`, and filling in a form, last while the app, in this process, still answers."""
        self._slack.believed.append(is_answering)

    async def stop(self) -> None:
        self._slack.cancel()
        await self._slack.sockets.close()
        for account in self._duties:
            await account.close()
        await self._jira.close()
        await self._runner.cleanup()

    async def _listen(self, port: int) -> None:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, port, backlog=BACKLOG).start()
        except OSError:
            await self._runner.cleanup()
            raise
        url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        for system in (self._slack, *self._beside):
            system.url = url

    def _app(self) -> web.Application:
        slack = self._slack
        app = web.Application(middlewares=[refusals], client_max_size=MOST_BYTES)
        app.add_routes(page.routes())
        app.add_routes(Control(slack, self.systems).routes())
        looking = Looking(slack, self.systems)
        app.add_routes(looking.routes())
        app.on_shutdown.append(looking.streams.close)
        app.router.add_route("*", "/api/{method}", partial(slack_web.serve, slack))
        app.router.add_post("/respond/{key}", partial(respond.serve, slack))
        app.add_routes(files.routes(slack))
        app.router.add_get("/link/", slack.sockets.serve)
        for account in self._duties:
            app.add_routes(pagerduty.routes(account))
        app.add_routes(jira.routes(self._jira))
        app.add_routes(confluence.routes(self._confluence))
        app.add_routes(portal.routes(self._port))
        return app
