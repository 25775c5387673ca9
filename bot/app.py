"""The composition root: builds everything once, starts it, stops it."""

import asyncio
import logging
from contextlib import AsyncExitStack
from functools import partial

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import USER_AGENT, listeners
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.domain.errors import TransientError, UserError
from bot.domain.ticketing.systems import FILE, SYSTEMS
from bot.integrations.confluence.connect import connect as confluence
from bot.integrations.integration import Integration, Tools
from bot.integrations.jira.connect import connect as jira
from bot.integrations.pagerduty.connect import connect as pagerduty
from bot.integrations.port.connect import connect as port
from bot.integrations.rehearsal.effects import RehearsalEffects
from bot.integrations.responders import installed
from bot.integrations.responders.gather import Gather
from bot.integrations.rt.connect import connect as request_tracker
from bot.integrations.session import session
from bot.integrations.slack.admin import AdminEffects
from bot.integrations.slack.answers import SlackAnswers
from bot.integrations.slack.checkup import SlackCheckup, look_around
from bot.integrations.slack.client import Slack
from bot.integrations.slack.directory import SlackDirectory
from bot.integrations.slack.effects import EFFECTS
from bot.integrations.slack.effects.effect import Hands
from bot.integrations.slack.inbound import SlackInbound
from bot.integrations.slack.preflight import Identity, app_of, identify, socket_url
from bot.integrations.slack.scopes import read_manifest
from bot.integrations.slack.sockets import Sockets
from bot.jobs.clock import JobClock
from bot.listeners.desk import Desk
from bot.ports import Clock, Effects, Inbound, Poll, utc_now
from bot.settings import Settings
from bot.shipped import defaults, manifest
from bot.store import schema
from bot.store.database import Database
from bot.usecases.fill_taxonomy import fill_taxonomy
from bot.usecases.index_incidents import index_incidents
from bot.usecases.read_directory import keep_workspace
from bot.usecases.unit import SEND_PAGE, Unit
from bot.web.api.api import Api
from bot.web.health import Health
from bot.web.heartbeat import Heartbeat
from bot.web.metrics import Metrics
from bot.web.server import Web

log = structlog.get_logger()

INTEGRATIONS = (pagerduty, jira, request_tracker, confluence, port)
"""The systems besides Slack."""


class Firebell:
    """The bot. Nothing happens before start(); after stop() nothing of it is left."""

    def __init__(
        self, settings: Settings, *, clock: Clock = utc_now, pace: Pace | None = None, host: str | None = None
    ) -> None:
        """host: where PORT is listened on; None is everywhere."""
        self.host = host
        self.settings, self.clock, self.pace = settings, clock, pace or Pace()
        self.effects = Effects(self.pace.calm)
        self.db: Database[Unit] = Database(settings.database_url, lambda: Unit(clock(), self.effects))
        self.sockets: Sockets | None = None
        self.web: Web | None = None

    async def start(self) -> None:
        """Come up. Raises UserError where a token, the database or the taxonomy must be mended first."""
        async with AsyncExitStack() as opened:
            opened.callback(self.db.close)
            prepare_database(self.db)
            self.http = await opened.enter_async_context(session(self.pace.call))
            self._others = self._integrations(opened)
            self._called = Gather(self.db, installed.strategies(), clock=self.clock)
            bot, apps = self._slack(self.settings.slack_bot_token), self._slack(self.settings.slack_app_token)
            await self._begin_elsewhere(bot, opened)
            identity, app, first_url = await self._preflight(bot, apps)
            await self.db.write_behind(keep_workspace, identity.team_id, app)
            sockets = self._build(bot, apps, identity)
            opened.push_async_callback(self.desk.drain)
            await sockets.start(first_url)
            opened.push_async_callback(sockets.stop)
            self.jobs.start()
            opened.push_async_callback(self.jobs.resign)
            opened.callback(self.jobs.stop)
            self._opened = opened.pop_all()
        log.info("started", action="start", team=identity.team, command=self.settings.slack_command)

    async def stop(self) -> None:
        """Finish what was acked, record what was done, let everything go: the last opened first."""
        await self._opened.aclose()
        log.info("stopped", action="stop")

    async def _begin_elsewhere(self, bot: Slack, opened: AsyncExitStack) -> None:
        """All but Slack works while Slack is away too: who is told, listens, pages and files."""
        self.effects = self._taken_in(self._hands(bot, "", ""))
        told = (SlackInbound(), *(source for other in self._others for source in other.inbound))
        inbound: dict[str, Inbound] = {source.source: source for source in told}
        db, clock, pace, waiting = self.db, self.clock, self.pace, self._waiting
        self.worker = Worker(db, self.effects, inbound, clock, pace, only_elsewhere=True, waiting=waiting)
        await self.worker.start()
        opened.push_async_callback(self.worker.stop)
        self.web = self._web_server()
        if self.web:
            await self.web.start()
            opened.push_async_callback(self.web.stop)

    def _waiting(self) -> int:
        return sum(one.waiting for one in (self.sockets, self.web) if one)

    def _hands(self, bot: Slack, me: str, url: str) -> Hands:
        db, clock, command = self.db, self.clock, self.settings.slack_command
        whisper = SlackAnswers(bot, self.http).whisper
        return Hands(bot, db, clock, me, url, command, self._called, whisper, self._makes_tickets)

    def _taken_in(self, hands: Hands) -> Effects:
        """Give all that is done elsewhere."""
        effects, admin = Effects(self.pace.calm), self.settings.slack_user_token
        for source in EFFECTS:
            effects.add(source(hands))
        if admin:
            effects.add(AdminEffects(hands, self._slack(admin)))
        effects.add(RehearsalEffects(self.db, self.clock), drill=True)
        for other in self._others:
            effects.add_crowd(other.effects, other.at_once)
        return effects

    def _build(self, bot: Slack, apps: Slack, identity: Identity) -> Sockets:
        db, clock, command = self.db, self.clock, self.settings.slack_command
        self.effects = self._taken_in(self._hands(bot, identity.bot_user, identity.url))
        self.worker.go_on(self.effects)
        others, answers = self._others, SlackAnswers(bot, self.http)
        admin = self.settings.slack_user_token
        pages = self.effects.named(SEND_PAGE) is not None
        tickets = self._makes_tickets()
        self.desk = Desk(
            db, answers, clock, command, bool(admin), pages, tickets=tickets, waiting=self._waiting
        )
        checkup = SlackCheckup(bot, read_manifest(manifest()), command, clock)
        looks = {"slack": checkup.look, **{other.name: other.look for other in others}}
        polls = (*SlackDirectory(bot, db, identity.team_id).polls, look_around(looks, db))
        polls += tuple(poll for other in others for poll in other.polls)
        polls += self._heartbeat()
        self.jobs = JobClock(db, clock, polls)
        bolt = self._bolt(identity)
        routes = listeners.register(bolt, self.desk)
        is_noise = partial(routes.is_noise, bot=identity.bot_user)
        pace = self.pace
        self.sockets = Sockets(bolt, lambda: socket_url(apps), pace.pong, pace.quiet, is_noise, pace.lately)
        return self.sockets

    def _makes_tickets(self) -> bool:
        return any(self.effects.named(one.effect(FILE)) for one in SYSTEMS)

    def _web_server(self) -> Web | None:
        """Listen where PORT says so; without it nobody calls in, and Firebell asks."""
        if not self.settings.port:
            return None
        others = self._others
        hooks = {path: receive for other in others for path, receive in other.hooks.items()}
        sizes = {path: other.largest for other in others if other.largest for path in other.hooks}
        names, token = frozenset(other.name for other in others), self.settings.metrics_token
        metrics = Metrics(self.db, self.clock, self._connections, token, names)
        pages = {**Health(self.db, self._is_connected).pages, "/metrics": metrics.show}
        api = Api(self.db, self.clock)
        return Web(int(self.settings.port), hooks, pages, self.host, calls=api.calls, sizes=sizes)

    def _heartbeat(self) -> tuple[Poll, ...]:
        url = self.settings.heartbeat_url
        beat = Heartbeat(url, self.http, self.db, self.clock, self._is_connected)
        return (beat.poll,) if url else ()

    def _connections(self) -> int:
        return len(self.sockets.open) if self.sockets else 0

    def _is_connected(self) -> bool:
        return self._connections() > 0

    def _integrations(self, opened: AsyncExitStack) -> list[Integration]:
        """Give the systems besides Slack that are configured."""
        tools = Tools(self.settings.said, self.db, self.clock, self.pace.call, self.pace.lag, self.http)
        found = [other for connect in INTEGRATIONS for other in connect(tools)]
        for other in found:
            opened.callback(other.close)
        return found

    def _bolt(self, identity: Identity) -> AsyncApp:
        """Who we are is known already: Bolt need not ask again inside the first requests."""
        token = self.settings.slack_bot_token

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None,
                team_id=identity.team_id,
                bot_token=token,
                bot_id=identity.bot_id,
                bot_user_id=identity.bot_user,
            )

        return AsyncApp(
            name="firebell",  # else Bolt reads the source of each frame on the stack to find one
            logger=logging.getLogger("slack_bolt"),
            client=self._web(token),
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,
            raise_error_for_unhandled_request=True,
        )

    async def _preflight(self, bot: Slack, apps: Slack) -> tuple[Identity, str, str]:
        """A wrong token ends the start; a Slack that does not answer is waited for."""
        failures = 0
        while True:
            try:
                identity = await identify(bot)
                return identity, *await asyncio.gather(app_of(bot, identity), socket_url(apps))
            except TransientError as error:
                wait = self.pace.wait(failures, error.retry_after).total_seconds()
                log.warning("slack_away", action="start", why=str(error), next_try_in=round(wait, 1))
                failures += 1
                await asyncio.sleep(wait)

    def _slack(self, token: str) -> Slack:
        return Slack(self._web(token), self.pace.call)

    def _web(self, token: str) -> AsyncWebClient:
        """The worker is the only one that tries again, so the client does not."""
        return AsyncWebClient(
            token=token,
            base_url=self.settings.slack_api_url,
            session=self.http,
            user_agent_prefix=USER_AGENT,
            retry_handlers=[],
        )


def prepare_database(db: Database[Unit], *, beside: bool = False) -> list[str]:
    """Open it, bring its tables to today, give it a first taxonomy; name the migrations that were applied.

    beside: for a command, also while a Firebell runs. Raises UserError where it is another version's.
    """
    may_change = db.open(beside=beside)
    try:
        db.run(schema.must_not_be_newer)
        if not may_change:
            db.run(schema.must_be_of_today)
            return []
    except UserError:
        db.close()
        raise
    applied = db.run(schema.migrate)
    db.write_now(fill_taxonomy, defaults())
    while db.write_now(index_incidents):
        pass
    if beside:
        db.share()
    return applied


def owe_only(effects: Effects, db: Database[Unit]) -> None:
    """Take in what the bot does in Slack without being able to do it: for commands that come to owe it."""
    hands = Hands(Slack(AsyncWebClient(), 0), db, utc_now, "", "", "")
    for source in EFFECTS:
        effects.add(source(hands))
    effects.add(RehearsalEffects(db, utc_now), drill=True)
