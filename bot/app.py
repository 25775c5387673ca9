"""The composition root: builds everything once, starts it, stops it."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
import structlog
import yaml
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import listeners
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.domain.errors import TransientError, UserError
from bot.integrations.confluence.connect import connect as confluence
from bot.integrations.integration import Integration, Tools
from bot.integrations.jira.connect import connect as jira
from bot.integrations.pagerduty.connect import connect as pagerduty
from bot.integrations.rehearsal.effects import RehearsalEffects
from bot.integrations.responders import installed
from bot.integrations.responders.gather import Gather
from bot.integrations.slack.admin import AdminEffects
from bot.integrations.slack.answers import SlackAnswers
from bot.integrations.slack.checkup import SlackCheckup, look_around
from bot.integrations.slack.client import Slack
from bot.integrations.slack.directory import SlackDirectory
from bot.integrations.slack.effects import EFFECTS
from bot.integrations.slack.effects.effect import Hands
from bot.integrations.slack.inbound import SlackInbound
from bot.integrations.slack.preflight import Identity, identify, socket_url
from bot.integrations.slack.scopes import read_manifest
from bot.integrations.slack.sockets import Sockets
from bot.jobs.clock import JobClock
from bot.listeners.desk import Desk
from bot.ports import Clock, Effects, Inbound, Poll, utc_now
from bot.settings import Settings
from bot.store import schema
from bot.store.database import Database
from bot.usecases.fill_taxonomy import fill_taxonomy
from bot.usecases.index_incidents import index_incidents
from bot.usecases.unit import FILE_TICKET, SEND_PAGE, Unit
from bot.web.api.api import Api
from bot.web.health import Health
from bot.web.heartbeat import Heartbeat
from bot.web.metrics import Metrics
from bot.web.server import Web

log = structlog.get_logger()

INTEGRATIONS = (pagerduty, jira, confluence)
"""The systems besides Slack."""

HERE = Path(__file__).parent

# libyaml's is ten times as fast; not every build of PyYAML has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Firebell:
    """The bot. Nothing happens before start(); after stop() nothing of it is left."""

    def __init__(self, settings: Settings, *, clock: Clock = utc_now, pace: Pace | None = None) -> None:
        self.settings, self.clock, self.pace = settings, clock, pace or Pace()
        self.effects = Effects(self.pace.calm)
        self.db: Database[Unit] = Database(settings.database_url, lambda: Unit(clock(), self.effects))

    async def start(self) -> None:
        """Come up. Raises UserError where a token, the database or the taxonomy must be mended first."""
        async with AsyncExitStack() as opened:
            opened.callback(self.db.close)
            prepare_database(self.db)
            timeout = aiohttp.ClientTimeout(total=self.pace.call)
            self.http = await opened.enter_async_context(aiohttp.ClientSession(timeout=timeout))
            bot, apps = self._slack(self.settings.slack_bot_token), self._slack(self.settings.slack_app_token)
            identity, first_url = await self._preflight(bot, apps)
            self._build(bot, apps, identity, opened)
            await self.worker.start()
            opened.push_async_callback(self.worker.stop)
            opened.push_async_callback(self.desk.drain)
            await self.sockets.start(first_url)
            opened.push_async_callback(self.sockets.stop)
            if self.web:
                await self.web.start()
                opened.push_async_callback(self.web.stop)
            self.jobs.start()
            opened.push_async_callback(self.jobs.resign)
            opened.callback(self.jobs.stop)
            self._opened = opened.pop_all()
        log.info("started", action="start", team=identity.team, command=self.settings.slack_command)

    async def stop(self) -> None:
        """Finish what was acked, record what was done, let everything go: the last opened first."""
        await self._opened.aclose()
        log.info("stopped", action="stop")

    def _build(self, bot: Slack, apps: Slack, identity: Identity, opened: AsyncExitStack) -> None:
        db, clock, command = self.db, self.clock, self.settings.slack_command
        called = Gather(db, installed.strategies(), clock=clock)
        answers = SlackAnswers(bot, self.http)
        me, url = identity.bot_user, identity.url
        hands = Hands(bot, db, clock, me, url, command, called, answers.whisper, self._makes_tickets)
        for source in EFFECTS:
            self.effects.add(source(hands))
        admin = self.settings.slack_user_token
        if admin:
            self.effects.add(AdminEffects(hands, self._slack(admin)))
        self.effects.add(RehearsalEffects(db, clock), drill=True)
        others = self._integrations(opened)
        told = (SlackInbound(), *(source for other in others for source in other.inbound))
        inbound: dict[str, Inbound] = {source.source: source for source in told}
        self.worker = Worker(db, self.effects, inbound, clock, self.pace)
        pages = self.effects.named(SEND_PAGE) is not None
        tickets = self._makes_tickets()
        self.desk = Desk(db, answers, clock, command, unarchives=bool(admin), pages=pages, tickets=tickets)
        checkup = SlackCheckup(bot, read_manifest(manifest()), command, clock)
        looks = {"slack": checkup.look, **{other.name: other.look for other in others}}
        polls = (*SlackDirectory(bot, db, identity.team_id).polls, look_around(looks, db))
        polls += tuple(poll for other in others for poll in other.polls)
        polls += self._heartbeat()
        self.web = self._web_server(others)
        self.jobs = JobClock(db, clock, polls)
        bolt = self._bolt(identity)
        listeners.register(bolt, self.desk)
        self.sockets = Sockets(bolt, lambda: socket_url(apps), self.pace.pong, self.pace.quiet)

    def _makes_tickets(self) -> bool:
        return self.effects.named(FILE_TICKET) is not None

    def _web_server(self, others: list[Integration]) -> Web | None:
        """Listen where PORT says so; without it nobody calls in, and Firebell asks."""
        if not self.settings.port:
            return None
        hooks = {path: receive for other in others for path, receive in other.hooks.items()}
        names, token = frozenset(other.name for other in others), self.settings.metrics_token
        metrics = Metrics(self.db, self.clock, lambda: len(self.sockets.open), token, names)
        pages = {**Health(self.db, self._is_connected).pages, "/metrics": metrics.show}
        api = Api(self.db, self.clock)
        return Web(int(self.settings.port), hooks, pages, calls=api.calls)

    def _heartbeat(self) -> tuple[Poll, ...]:
        url = self.settings.heartbeat_url
        beat = Heartbeat(url, self.http, self.db, self.clock, self._is_connected)
        return (beat.poll,) if url else ()

    def _is_connected(self) -> bool:
        return bool(self.sockets.open)

    def _integrations(self, opened: AsyncExitStack) -> list[Integration]:
        """Give the systems besides Slack that are configured, and take in what is done there."""
        tools = Tools(self.settings.said, self.db, self.clock, self.pace.call, self.pace.lag, self.http)
        found = [other for connect in INTEGRATIONS for other in connect(tools)]
        for other in found:
            opened.callback(other.close)
            self.effects.add_crowd(other.effects, other.at_once)
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

    async def _preflight(self, bot: Slack, apps: Slack) -> tuple[Identity, str]:
        """A wrong token ends the start; a Slack that does not answer is waited for."""
        failures = 0
        while True:
            try:
                return await identify(bot), await socket_url(apps)
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
            token=token, base_url=self.settings.slack_api_url, session=self.http, retry_handlers=[]
        )


def prepare_database(db: Database[Unit], *, beside: bool = False) -> list[str]:
    """Open it, bring its tables to today, give it a first taxonomy; name the migrations that were applied.

    beside: for a command, which works on it also while a Firebell runs on it. Raises UserError where that
    one is of another version.
    """
    if not db.open(beside=beside):
        if not db.run(schema.is_of_today):
            db.close()
            raise UserError("A Firebell of an earlier version runs on this database. Stop it first.")
        return []
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


def defaults() -> Mapping[str, Any]:
    """Read the taxonomy that a new workspace starts with."""
    return _read("data/defaults.yml")


def manifest() -> Mapping[str, Any]:
    """Read what the app is to be in Slack."""
    return _read("manifest.yml")


@cache
def _read(name: str) -> Mapping[str, Any]:
    said: Mapping[str, Any] = yaml.load(shipped(name).read_text("utf-8"), LOADER)  # noqa: S506  # a safe one
    return said


def shipped(name: str) -> Path:
    """Find a file that comes with Firebell: inside the installed package, or in the checkout beside it."""
    return next(place for place in (HERE / name, HERE.parent / name) if place.exists())
