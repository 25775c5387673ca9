"""Everything by which Firebell hears of PagerDuty, as the environment says: webhooks, the log, or both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.integrations.integration import Receive, Tools
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.keyring import Keyring
from bot.integrations.pagerduty.log import Log
from bot.integrations.pagerduty.subscription import Subscription
from bot.integrations.pagerduty.webhooks import Webhooks, paths
from bot.ports import Poll

log = structlog.get_logger()

OFF = "off"


@dataclass(frozen=True)
class Hearing:
    polls: tuple[Poll, ...]
    hooks: Mapping[str, Receive]


def hear(tools: Tools, client: PagerDuty) -> Hearing:
    """Webhooks come where PORT is listened on; at PUBLIC_URL they are subscribed to as well.

    Open pages are compared for all accounts at once.
    """
    said = tools.settings
    keyring = Keyring(tools.db, said["secret_key"], said["pagerduty_webhook_secret"], client.source)
    header = _header(said.get("pagerduty_webhook_header", ""))
    has_catalog = said["catalog_file"] != OFF
    webhooks = Webhooks(tools.db, keyring, header, has_catalog=has_catalog)
    entries = Log(
        client,
        tools.db,
        tools.clock,
        interval=timedelta(seconds=int(said["pagerduty_poll_interval"].replace(OFF, "0"))),
        past=timedelta(hours=int(said["log_entries_poll_past_hours"])),
        has_catalog=has_catalog,
    )
    if deaf(said):
        log.warning("no_webhooks", action="start", why=deaf(said))
    polls: tuple[Poll, ...] = ()
    if said["port"] and said["public_url"]:
        subscription = Subscription(client, tools.db, tools.clock, keyring, said["public_url"], header=header)
        entries = entries.beside(subscription.works)
        polls = (subscription.poll,)
    if entries.interval:
        polls += (entries.poll,)
    if not client.source.name:
        polls += (entries.comparison,)
    return Hearing(polls, dict.fromkeys(paths(client.source), webhooks.receive))


def deaf(said: Mapping[str, str]) -> str:
    """Say why no webhooks come although they are wanted; empty where they may."""
    if not said["public_url"] or said["port"]:
        return ""
    rest = "nothing is heard of PagerDuty" if said["pagerduty_poll_interval"] == OFF else "PagerDuty is asked"
    return f"PUBLIC_URL is set and PORT is not, so no webhooks come and {rest}. Set PORT too."


def _header(said: str) -> tuple[str, str] | None:
    """Read `Name: value`; None where there is none."""
    name, _, value = said.partition(":")
    return (name.strip(), value.strip()) if value.strip() else None
