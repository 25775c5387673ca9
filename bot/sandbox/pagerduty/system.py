"""The PagerDuty that stands beside Slack, with two accounts: served under /pagerduty and /pagerduty-eu."""

from datetime import UTC, datetime
from functools import partial
from secrets import token_hex
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.control.systems import System
from bot.sandbox.outgoing import Outgoing
from bot.sandbox.pagerduty import seed
from bot.sandbox.pagerduty.account import NAME, Account, Sign
from bot.sandbox.pagerduty.acting import act
from bot.sandbox.pagerduty.hooks.sending import MANNER
from bot.sandbox.pagerduty.methods.subscriptions import EVENTS
from bot.sandbox.pagerduty.rest import web as rest
from bot.sandbox.pagerduty.rules.passing import due
from bot.sandbox.pagerduty.state import state
from bot.sandbox.pagerduty.world import World
from bot.sandbox.slack.workspace import Slack


def build(slack: Slack) -> tuple[Account, Account]:
    """The accounts of the workspace's people, with what its seed says of each."""
    lot = token_hex()
    return _build(slack, Sign(lot)), _build(slack, Sign(lot, f"{NAME}-eu", "PagerDuty EU", "eu"))


def _build(slack: Slack, sign: Sign) -> Account:
    def grow() -> World:
        said = slack.world.beside.get(sign.name, {})
        return seed.grow(said, slack.world.people.values(), datetime.now(UTC))

    outgoing = Outgoing(sign.name, slack.wire, slack.limits, MANNER)
    return Account(sign, slack.wire, slack.limits, outgoing, grow, due)


def system(account: Account) -> System:
    return System(
        account.name,
        account.sign.title,
        rest.names,
        types=(*sorted(EVENTS), "pagey.ping"),
        state=partial(state, account),
        act=partial(act, account),
        reset=account.reset,
    )


def routes(account: Account) -> list[web.RouteDef]:
    return [
        web.get(f"/{account.name}" + "/web/{path:.*}", partial(_page, account)),
        web.route("*", f"/{account.name}" + "/{path:.*}", partial(rest.serve, account)),
    ]


async def _page(account: Account, request: web.Request) -> web.StreamResponse:
    """What an html_url names is shown by the page's console."""
    kind, _, rest = request.match_info["path"].partition("/")
    incident = rest.split("/")[0] if kind == "incidents" else ""
    incident = f"{account.name}:{incident}" if incident and account.sign.of else incident
    raise web.HTTPFound(f"/#@{NAME}/{quote(incident)}" if incident else f"/#@{NAME}")
