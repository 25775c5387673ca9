"""PagerDuty as a whole, where it is configured."""

from collections.abc import Mapping
from functools import partial

from bot.domain.checkup import Finding
from bot.integrations.integration import Integration, Tools
from bot.integrations.pagerduty.checkup import look
from bot.integrations.pagerduty.client import THREADS, Account, PagerDuty
from bot.integrations.pagerduty.directory import PagerDutyDirectory
from bot.integrations.pagerduty.effects import EFFECTS, Hands
from bot.integrations.pagerduty.hearing import hear
from bot.integrations.pagerduty.inbound import PagerDutyInbound
from bot.store import taxonomy
from bot.usecases.paging.hear_pages import SOURCE


def connect(tools: Tools) -> Integration | None:
    """Give it; None where there is no PAGERDUTY_API_KEY. Nothing is asked of it yet."""
    if not tools.settings["pagerduty_api_key"]:
        return None
    calls = client(tools.settings, tools.patience)
    hands = Hands(calls, tools.db, tools.clock)
    effects = tuple(source(hands) for source in EFFECTS)
    directory, heard = PagerDutyDirectory(calls, tools.db, tools.clock), hear(tools, calls)
    return Integration(
        SOURCE,
        effects,
        partial(_look, calls, tools),
        inbound=(PagerDutyInbound(),),
        polls=(*directory.polls, *heard.polls),
        hooks=heard.hooks,
        close=calls.close,
        at_once=2 * THREADS,
    )


async def _look(calls: PagerDuty, tools: Tools) -> list[Finding]:
    return await look(calls, await tools.db.read(taxonomy.load), tools.settings)


def client(settings: Mapping[str, str], patience: float) -> PagerDuty:
    """Give what calls the account that the environment names."""
    url = settings["pagerduty_api_url"].rstrip("/")
    return PagerDuty(Account(settings["pagerduty_api_key"], settings["pagerduty_from"], url), patience)
