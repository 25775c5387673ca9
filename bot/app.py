"""The composition root: builds everything once, starts it, stops it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
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
from bot.domain.errors import TransientError
from bot.integrations.responders import installed
from bot.integrations.responders.gather import Gather
from bot.integrations.slack.answers import SlackAnswers
from bot.integrations.slack.client import Slack
from bot.integrations.slack.directory import SlackDirectory
from bot.integrations.slack.effects import EFFECTS
from bot.integrations.slack.effects.effect import Hands
from bot.integrations.slack.inbound import SlackInbound
from bot.integrations.slack.preflight import Identity, identify, socket_url
from bot.integrations.slack.sockets import Sockets
from bot.jobs.clock import JobClock
from bot.jobs.once import run_once
from bot.listeners.desk import Desk
from bot.ports import Clock, Effects, Poll, Progress, utc_now
from bot.settings import Settings
from bot.store import schema
from bot.store.database import Database
from bot.usecases.fill_taxonomy import fill_taxonomy
from bot.usecases.index_incidents import index_incidents
from bot.usecases.unit import Unit

log = structlog.get_logger()

SYNCS = {"users": "slack people", "usergroups": "slack usergroups", "channels": "slack channels"}
"""What the command line can read, each with its poll."""

HERE = Path(__file__).parent


class Firebell:
    """The bot. Nothing happens before start(); after stop() nothing of it is left."""

    def __init__(self, settings: Settings, *, clock: Clock = utc_now, pace: Pace | None = None) -> None:
        self.settings, self.clock, self.pace = settings, clock, pace or Pace()
        self.effects = Effects()
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
            self._build(bot, apps, identity)
            await self.worker.start()
            opened.push_async_callback(self.worker.stop)
            opened.push_async_callback(self.desk.drain)
            await self.sockets.start(first_url)
            opened.push_async_callback(self.sockets.stop)
            self.jobs.start()
            opened.push_async_callback(self.jobs.resign)
            opened.callback(self.jobs.stop)
            self._opened = opened.pop_all()
        log.info("started", action="start", team=identity.team, command=self.settings.slack_command)

    async def stop(self) -> None:
        """Finish what was acked, record what was done, let everything go: the last opened first."""
        await self._opened.aclose()
        log.info("stopped", action="stop")

    def _build(self, bot: Slack, apps: Slack, identity: Identity) -> None:
        db, clock, command = self.db, self.clock, self.settings.slack_command
        called = Gather(db, installed.strategies())
        hands = Hands(bot, db, clock, identity.bot_user, identity.url, command, called)
        for source in EFFECTS:
            self.effects.add(source(hands))
        inbound = {"slack": SlackInbound()}
        self.worker = Worker(db, self.effects, inbound, clock, self.pace)
        self.desk = Desk(db, SlackAnswers(bot, self.http), clock, command)
        self.jobs = JobClock(db, clock, SlackDirectory(bot, db, identity.team_id).polls)
        bolt = self._bolt(identity)
        listeners.register(bolt, self.desk)
        self.sockets = Sockets(bolt, lambda: socket_url(apps), self.pace.pong, self.pace.quiet)

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


def prepare_database(db: Database[Unit]) -> list[str]:
    """Open it, bring its tables to today, give it a first taxonomy; name the migrations that were applied."""
    db.open()
    applied = db.run(schema.migrate)
    db.write_now(fill_taxonomy, defaults())
    while db.write_now(index_incidents):
        pass
    return applied


def owe_only(effects: Effects, db: Database[Unit]) -> None:
    """Take in what the bot does in Slack without being able to do it: for commands that come to owe it."""
    hands = Hands(Slack(AsyncWebClient(), 0), db, utc_now, "", "", "")
    for source in EFFECTS:
        effects.add(source(hands))


async def sync(settings: Settings, name: str, progress: Progress, tell: Callable[[str], None]) -> str:
    """Read one of SYNCS now, and give what was found, in words. Raises UserError where it cannot be read."""
    effects = Effects()
    db: Database[Unit] = Database(settings.database_url, lambda: Unit(utc_now(), effects))
    owe_only(effects, db)
    prepare_database(db)
    timeout = aiohttp.ClientTimeout(total=Pace().call)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as http:
            web = AsyncWebClient(
                settings.slack_bot_token, settings.slack_api_url, session=http, retry_handlers=[]
            )
            slack = Slack(web, Pace().call)
            team = (await _patiently(slack, tell)).team_id
            polls = {poll.name: poll for poll in SlackDirectory(slack, db, team, progress).polls}
            return await run_once(polls[SYNCS[name]], tell)
    finally:
        db.close()


async def _patiently(slack: Slack, tell: Callable[[str], None]) -> Identity:
    """Ask who we are, as often as it takes."""
    found: list[Identity] = []

    async def ask() -> str:
        found.append(await identify(slack))
        return ""

    await run_once(Poll("Slack", timedelta(0), ask), tell)
    return found[0]


def defaults() -> Mapping[str, Any]:
    """Read the taxonomy that a new workspace starts with."""
    document: Mapping[str, Any] = yaml.safe_load(shipped("data/defaults.yml").read_text("utf-8"))
    return document


def shipped(name: str) -> Path:
    """Find a file that comes with Firebell: inside the installed package, or in the checkout beside it."""
    return next(place for place in (HERE / name, HERE.parent / name) if place.exists())
