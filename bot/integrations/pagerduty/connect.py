"""PagerDuty as a whole, where it is configured."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.domain.checkup import Finding
from bot.domain.paging.source import FIRST, OWN, Source, names_in
from bot.integrations.integration import Integration, Tools
from bot.integrations.pagerduty.catalog.polls import polls as catalog
from bot.integrations.pagerduty.checkup import look
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.integrations.pagerduty.directory import PagerDutyDirectory
from bot.integrations.pagerduty.effects import EFFECTS, Hands
from bot.integrations.pagerduty.hearing import hear
from bot.integrations.pagerduty.inbound import PagerDutyInbound
from bot.integrations.threads import THREADS
from bot.store import taxonomy


@dataclass(frozen=True)
class Connected:
    """An account that the environment names, with the settings as if it were the only one."""

    source: Source
    settings: Mapping[str, str]


def connect(tools: Tools) -> list[Integration]:
    """Give one for each account that the environment names. Nothing is asked of them yet."""
    return [
        _connect(replace(tools, settings=account.settings), account.source)
        for account in accounts(tools.settings)
    ]


def _connect(tools: Tools, source: Source) -> Integration:
    calls = client(tools.settings, tools.patience, source)
    hands = Hands(calls, tools.db, tools.clock)
    effects = tuple(kind(hands) for kind in EFFECTS)
    directory, heard = PagerDutyDirectory(calls, tools.db, tools.clock), hear(tools, calls)
    return Integration(
        source.system,
        effects,
        partial(_look, calls, tools),
        inbound=(PagerDutyInbound(source.system),),
        polls=(*directory.polls, *heard.polls, *catalog(tools, calls)),
        hooks=heard.hooks,
        close=calls.close,
        at_once=2 * THREADS,
    )


async def _look(calls: PagerDuty, tools: Tools) -> list[Finding]:
    return await look(calls, await tools.db.read(taxonomy.load), tools.settings)


def accounts(said: Mapping[str, str]) -> list[Connected]:
    """Give the first, which is there whenever any is, and the others. said: all of the environment's."""
    if not said["pagerduty_api_key"]:
        return []
    others = [one for one in names_in(said["pagerduty_accounts"]) if said[f"pagerduty_{one}_api_key"]]
    return [
        Connected(Source(others=frozenset(others)), said),
        *(Connected(Source(name), _of(name, said)) for name in others),
    ]


def _of(name: str, said: Mapping[str, str]) -> dict[str, str]:
    return {**said, **{f"pagerduty_{one}": said[f"pagerduty_{name}_{one}"] for one in OWN}}


def client(settings: Mapping[str, str], patience: float, source: Source = FIRST) -> PagerDuty:
    """Give what calls an account. settings: its own."""
    url = settings["pagerduty_api_url"].rstrip("/")
    access = Account(settings["pagerduty_api_key"], settings["pagerduty_from"], url)
    return PagerDuty(access, patience, source)
