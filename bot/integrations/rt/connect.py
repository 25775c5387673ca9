"""Request Tracker as a whole, where it is configured."""

from collections.abc import Mapping
from functools import partial

import aiohttp

from bot.domain.checkup import Finding
from bot.integrations.inbound import TicketInbound
from bot.integrations.integration import Integration, Tools
from bot.integrations.rt.checkup import look
from bot.integrations.rt.client import SOURCE, Account, RequestTracker
from bot.integrations.rt.effects import EFFECTS, Hands
from bot.integrations.rt.log import Log
from bot.integrations.rt.site import Site
from bot.integrations.rt.webhooks import PATH, Webhooks
from bot.store import taxonomy

AT_ONCE = 4
"""Effects that run side by side: each asks for a process of RT's of its own."""


def connect(tools: Tools) -> list[Integration]:
    """Give it; nothing where there is no RT_URL. Nothing is asked of it yet."""
    said = tools.settings
    if not said["rt_url"]:
        return []
    assert tools.http
    rt = client(said, tools.patience, tools.http)
    hands = Hands(rt, Site(rt, tools.db), tools.db, tools.clock, said["rt_queue"])
    it = Integration(
        SOURCE,
        tuple(source(hands) for source in EFFECTS),
        partial(_look, rt, tools),
        inbound=(TicketInbound(SOURCE),),
        polls=Log(rt, tools.db, tools.clock).polls,
        hooks={PATH: Webhooks(tools.db, said["rt_webhook_secret"]).receive},
        at_once=AT_ONCE,
    )
    return [it]


def client(settings: Mapping[str, str], patience: float, http: aiohttp.ClientSession) -> RequestTracker:
    """Give what calls the RT that the environment names."""
    url = settings["rt_url"].rstrip("/").removesuffix("/REST/2.0")
    return RequestTracker(Account(url, settings["rt_token"]), patience, http)


async def _look(rt: RequestTracker, tools: Tools) -> list[Finding]:
    return await look(rt, await tools.db.read(taxonomy.load), tools.settings)
