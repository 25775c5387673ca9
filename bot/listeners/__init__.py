"""What people do in Slack: each listener parses, asks one use case, answers."""

from collections.abc import Sequence
from typing import Protocol

from slack_bolt.async_app import AsyncApp

from bot.listeners import command, refusals, strangers
from bot.listeners.alerts import storm
from bot.listeners.close import close, merge, reopen
from bot.listeners.declare import categories, critical, drill, look, shortcuts
from bot.listeners.declare import open as declare
from bot.listeners.desk import Desk
from bot.listeners.directory import changes
from bot.listeners.find import listing, runbook, search, service
from bot.listeners.home import opened
from bot.listeners.insight import stats
from bot.listeners.paging import adopting, calling, oncall, questions
from bot.listeners.postmortem import postmortem
from bot.listeners.private import look as look_inside
from bot.listeners.private import private
from bot.listeners.remind import following, reminders
from bot.listeners.routes import EVERY, Routes
from bot.listeners.settings import accounts, exchanges, replaying, sos, tokens
from bot.listeners.settings import jobs as steer_jobs
from bot.listeners.settings import save as save_settings
from bot.listeners.settings import show as settings
from bot.listeners.subcommand import Subcommand
from bot.listeners.tasks import filing as task_filing
from bot.listeners.tasks import from_message as task_from_message
from bot.listeners.tasks import tasks, turning
from bot.listeners.ticketing import questions as ticket_questions
from bot.listeners.ticketing import ticket
from bot.listeners.timeline import messages, reactions, redact, show
from bot.listeners.work import (
    catchup,
    channel,
    edit,
    incident,
    key_events,
    own_fields,
    picking,
    roles,
    update,
)


class Feature(Protocol):
    """One file: its subcommands, and what else it listens to."""

    @property
    def SUBCOMMANDS(self) -> Sequence[Subcommand]: ...  # noqa: N802 - a module's constant

    def register(self, app: Routes, desk: Desk) -> None: ...


FEATURES: tuple[Feature, ...] = (
    declare,
    critical,
    shortcuts,
    look,
    categories,
    drill,
    incident,
    listing,
    search,
    stats,
    tasks,
    task_from_message,
    task_filing,
    turning,
    catchup,
    opened,
    channel,
    changes,
    picking,
    update,
    roles,
    edit,
    own_fields,
    key_events,
    show,
    reactions,
    messages,
    redact,
    close,
    reopen,
    merge,
    private,
    look_inside,
    reminders,
    following,
    settings,
    save_settings,
    steer_jobs,
    accounts,
    exchanges,
    replaying,
    sos,
    oncall,
    calling,
    adopting,
    questions,
    ticket,
    ticket_questions,
    postmortem,
    runbook,
    service,
    storm,
    tokens,
)


def register(app: AsyncApp, desk: Desk) -> Routes:
    """Make `app` listen to everything that Firebell listens to; give who is called for what."""
    strangers.register(app)
    refusals.register(app, desk)
    routes = Routes()
    for feature in FEATURES:
        feature.register(routes, desk)
    command.register(routes, desk, [one for feature in FEATURES for one in feature.SUBCOMMANDS])
    routes.event(EVERY)(_ignore)
    routes.attach(app)
    return routes


async def _ignore() -> None:
    """A subscribed event that nobody wants is acked, or Slack would send it again."""
