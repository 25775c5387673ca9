"""Confluence as a whole, where it is configured."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import aiohttp

from bot.integrations.confluence.checkup import look
from bot.integrations.confluence.client import SOURCE, Account, Confluence
from bot.integrations.confluence.effects import EFFECTS, ConfluenceEffects, Hands
from bot.integrations.confluence.oncall import OnCallPage
from bot.integrations.confluence.runbooks import Runbooks
from bot.integrations.confluence.site import Site
from bot.integrations.integration import Integration, Tools
from bot.ports import Poll
from bot.usecases.postmortem.hear_postmortem import look_at_postmortems

EVERY = timedelta(minutes=5)
"""Confluence tells accounts with a token nothing by itself, so it is asked."""

HOURLY = timedelta(hours=1)
SOON = timedelta(seconds=30)
"""Until PagerDuty has been read for the first time."""


def connect(tools: Tools) -> list[Integration]:
    """Give it; nothing where there is no CONFLUENCE_URL. Nothing is asked of it yet."""
    said = tools.settings
    if not said["confluence_url"]:
        return []
    assert tools.http
    confluence = client(said, tools.patience, tools.http)
    effects, polls = _postmortems(confluence, tools) if said["confluence_space"] else ((), ())
    if said["confluence_runbooks_folder_id"]:
        runbooks = Runbooks(confluence, tools.db, said["confluence_runbooks_folder_id"])
        polls = (*polls, Poll("confluence runbooks", HOURLY, runbooks.read))
    if said["confluence_on_call_page_id"]:
        page = OnCallPage(confluence, tools.db, tools.clock, said["confluence_on_call_page_id"])
        polls = (*polls, Poll("confluence on-call page", EVERY, page.write, first=SOON))
    return [Integration(SOURCE, effects, partial(look, confluence, said), polls=polls)]


def _postmortems(
    confluence: Confluence, tools: Tools
) -> tuple[tuple[ConfluenceEffects, ...], tuple[Poll, ...]]:
    said = tools.settings
    hands = Hands(
        confluence,
        Site(confluence, said["confluence_space"]),
        tools.db,
        tools.clock,
        said["confluence_postmortem_folder_id"],
        said["confluence_postmortem_template_page_id"],
        said["confluence_space_restricted"] == "yes",
    )

    async def read() -> str:
        return f"{await tools.db.write_behind(look_at_postmortems)} post-mortems are being written."

    return tuple(source(hands) for source in EFFECTS), (Poll("confluence post-mortems", EVERY, read),)


def client(settings: Mapping[str, str], patience: float, http: aiohttp.ClientSession) -> Confluence:
    """Give what calls the Confluence that the environment names."""
    url = settings["confluence_url"].rstrip("/").removesuffix("/wiki")
    account = Account(f"{url}/wiki", settings["confluence_user"], settings["confluence_token"])
    return Confluence(account, patience, http)
