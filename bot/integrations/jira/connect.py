"""Jira as a whole, where it is configured."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from bot.domain.checkup import Finding
from bot.integrations.inbound import TicketInbound
from bot.integrations.integration import Integration, Tools
from bot.integrations.jira.checkup import look
from bot.integrations.jira.client import SOURCE, Account, Jira
from bot.integrations.jira.effects import EFFECTS, Hands, JiraEffects
from bot.integrations.jira.effects.postmortems import PostmortemEffects
from bot.integrations.jira.log import Log
from bot.integrations.jira.registration import Registration, derived
from bot.integrations.jira.site import Site
from bot.integrations.jira.webhooks import MOST_BYTES, PATHS, Webhooks
from bot.integrations.jira.workflow import Workflow
from bot.integrations.threads import THREADS
from bot.ports import Poll
from bot.store import taxonomy
from bot.usecases.postmortem.hear_postmortem import look_at_postmortems

EVERY = timedelta(minutes=5)
"""How often post-mortems are looked at."""


def connect(tools: Tools) -> list[Integration]:
    """Give it; nothing where there is no JIRA_URL. Nothing is asked of it yet."""
    said = tools.settings
    if not said["jira_url"]:
        return []
    jira = client(said, tools.patience)
    site = Site(jira, tools.db)
    project = said["jira_project"]
    papers = said["jira_postmortem_project"], said["jira_postmortem_type"]
    hands = Hands(jira, site, Workflow(jira), tools.db, tools.clock, project, tools.lag, *papers)
    effects: tuple[type[JiraEffects], ...] = (
        (*EFFECTS, PostmortemEffects) if hands.postmortem_project else EFFECTS
    )
    secrets = tuple(filter(None, (said["jira_webhook_secret"], derived(said["secret_key"]))))
    told = "JIRA_WEBHOOK_SECRET" if said["jira_webhook_secret"] else "the secret of SECRET_KEY"
    log, polls = Log(site, tools.db, tools.clock, project), tuple[Poll, ...]()
    if said["port"] and said["public_url"]:
        secret, is_given = secrets[0] if secrets else "", bool(said["jira_webhook_secret"])
        registration = Registration(jira, tools.db, said["public_url"], secret, is_given=is_given)
        log = Log(site, tools.db, tools.clock, project, registration.works)
        polls = (registration.poll,)
    if hands.postmortem_project:
        polls = (*polls, _postmortems(tools))
    it = Integration(
        SOURCE,
        tuple(source(hands) for source in effects),
        partial(_look, site, tools),
        inbound=(TicketInbound(SOURCE),),
        polls=(*polls, *log.polls),
        hooks=dict.fromkeys(PATHS, Webhooks(tools.db, secrets, told).receive),
        close=jira.close,
        at_once=2 * THREADS,
        largest=MOST_BYTES,
    )
    return [it]


def _postmortems(tools: Tools) -> Poll:
    """Look whether people wrote in them, or say that they are ready."""

    async def look() -> str:
        return f"{await tools.db.write_behind(look_at_postmortems)} post-mortems are being written."

    return Poll("jira post-mortems", EVERY, look)


async def _look(site: Site, tools: Tools) -> list[Finding]:
    words = await tools.db.read(taxonomy.load)
    said = tools.settings
    url = said["public_url"] if said["port"] else ""
    return await look(site.jira, site, said["jira_project"], words, url)


def client(settings: Mapping[str, str], patience: float) -> Jira:
    """Give what calls the Jira that the environment names."""
    url = settings["jira_url"].rstrip("/")
    return Jira(Account(url, settings["jira_user"], settings["jira_token"]), patience)
