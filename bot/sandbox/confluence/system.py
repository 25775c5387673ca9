"""The Confluence that stands beside Slack: built from Jira's accounts, served under /wiki."""

from functools import partial

from aiohttp import web

from bot.sandbox.confluence import seed
from bot.sandbox.confluence.acting import act
from bot.sandbox.confluence.rest import call
from bot.sandbox.confluence.rest import web as rest
from bot.sandbox.confluence.site import NAME, PREFIX, Site
from bot.sandbox.confluence.state import state
from bot.sandbox.control.systems import System
from bot.sandbox.jira.site import Site as Jira
from bot.sandbox.slack.workspace import Slack


def build(slack: Slack, jira: Jira) -> Site:
    """A site for the accounts of the workspace's Jira, with what its seed says of Confluence."""

    def furnish(site: Site) -> None:
        site.world.users = jira.world.users
        seed.furnish(site, slack.world.beside.get(NAME, {}))

    return Site(slack.wire, slack.limits, furnish)


def system(site: Site) -> System:
    """After Jira among the systems: a reset makes the accounts anew first."""
    return System(
        NAME, "Confluence", call.names, state=partial(state, site), act=partial(act, site), reset=site.reset
    )


def routes(site: Site) -> list[web.RouteDef]:
    return [
        web.get(PREFIX + "/spaces/{space}/pages/{content}", _page),
        web.get(PREFIX + "/spaces/{space}/pages/{content}/{title:.*}", _page),
        web.get(PREFIX + "/spaces/{space}/folder/{content}", _page),
        web.get(PREFIX + "/spaces/{space}", _space),
        web.route("*", PREFIX + "/{path:.*}", partial(rest.serve, site)),
    ]


async def _page(request: web.Request) -> web.StreamResponse:
    """What people open is shown by the page's console."""
    number = request.match_info["content"]
    raise web.HTTPFound(f"/#@{NAME}/{number}" if number.isdecimal() else f"/#@{NAME}")


async def _space(_: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(f"/#@{NAME}")
