"""The PagerDuty that stands beside Slack: built from the workspace, served under /pagerduty."""

from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.control.systems import System
from bot.sandbox.outgoing import Outgoing
from bot.sandbox.pagerduty import seed
from bot.sandbox.pagerduty.account import NAME, PREFIX, Account
from bot.sandbox.pagerduty.acting import act
from bot.sandbox.pagerduty.hooks.sending import MANNER
from bot.sandbox.pagerduty.methods.subscriptions import EVENTS
from bot.sandbox.pagerduty.rest import web as rest
from bot.sandbox.pagerduty.rules.passing import due
from bot.sandbox.pagerduty.state import state
from bot.sandbox.pagerduty.world import World
from bot.sandbox.slack.workspace import Slack


def build(slack: Slack) -> Account:
    """An account of the workspace's people, with what its seed says of PagerDuty."""

    def grow() -> World:
        return seed.grow(slack.world.beside.get(NAME, {}), slack.world.people.values(), datetime.now(UTC))

    return Account(slack.wire, slack.limits, Outgoing(NAME, slack.wire, slack.limits, MANNER), grow, due)


def system(account: Account) -> System:
    return System(
        NAME,
        "PagerDuty",
        rest.names,
        types=(*sorted(EVENTS), "pagey.ping"),
        state=partial(state, account),
        act=partial(act, account),
        reset=account.reset,
    )


def routes(account: Account) -> list[web.RouteDef]:
    return [
        web.get(PREFIX + "/web/{path:.*}", _page),
        web.route("*", PREFIX + "/{path:.*}", partial(rest.serve, account)),
    ]


async def _page(request: web.Request) -> web.StreamResponse:
    """What an html_url names is shown by the page's console."""
    kind, _, rest = request.match_info["path"].partition("/")
    incident = rest.split("/")[0] if kind == "incidents" else ""
    raise web.HTTPFound(f"/#@{NAME}/{quote(incident)}" if incident else f"/#@{NAME}")
