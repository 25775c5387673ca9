"""Port as a whole, where it is configured."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import aiohttp

from bot.integrations.integration import Integration, Tools
from bot.integrations.port.checkup import look
from bot.integrations.port.client import SOURCE, Account, Port
from bot.integrations.port.effects import PortEffects
from bot.integrations.port.keeping import Keeping
from bot.ports import Poll
from bot.store.database import Database
from bot.usecases.catalog.keep_copy import compare_copy
from bot.usecases.unit import Unit

COMPARING = "port catalog"
HOURLY = timedelta(hours=1)


def connect(tools: Tools) -> list[Integration]:
    """Give it; nothing where there is no PORT_CLIENT_ID. Nothing is asked of it yet."""
    if not tools.settings["port_client_id"]:
        return []
    assert tools.http
    port = client(tools.settings, tools.patience, tools.http)
    effects = PortEffects(keeping(tools.settings, port, tools.db))

    async def compare() -> str:
        is_other = await tools.db.write_behind(compare_copy)
        return "What is different is written." if is_other else "Port has all of the catalog."

    poll = Poll(COMPARING, HOURLY, compare, at_start=True)
    return [Integration(SOURCE, (effects,), partial(look, port, tools.db), polls=(poll,))]


def client(settings: Mapping[str, str], patience: float, http: aiohttp.ClientSession) -> Port:
    """Give what calls the Port that the environment names."""
    url = settings["port_base_url"].rstrip("/").removesuffix("/v1")
    return Port(Account(url, settings["port_client_id"], settings["port_client_secret"]), patience, http)


def keeping(settings: Mapping[str, str], port: Port, db: Database[Unit]) -> Keeping:
    return Keeping(port, db, settings["port_blueprints"] == "on")
