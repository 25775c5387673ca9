"""The Jira that stands beside Slack: built from the workspace, served under /jira."""

from functools import partial
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.control.systems import System
from bot.sandbox.jira import seed
from bot.sandbox.jira.acting import act
from bot.sandbox.jira.hooks.sending import EVENTS, MANNER
from bot.sandbox.jira.rest import web as rest
from bot.sandbox.jira.site import NAME, PREFIX, Site
from bot.sandbox.jira.state import state
from bot.sandbox.jira.world import World
from bot.sandbox.outgoing import Outgoing
from bot.sandbox.slack.workspace import Slack


def build(slack: Slack) -> Site:
    """A site of the workspace's people, with what its seed says of Jira."""

    def grow() -> World:
        return seed.grow(slack.world.beside.get(NAME, {}), slack.world.people.values())

    return Site(slack.wire, slack.limits, Outgoing(NAME, slack.wire, slack.limits, MANNER), grow)


def system(site: Site) -> System:
    return System(
        NAME,
        "Jira",
        rest.names,
        types=EVENTS,
        state=partial(state, site),
        act=partial(act, site),
        reset=site.reset,
    )


def routes(site: Site) -> list[web.RouteDef]:
    return [
        web.get(PREFIX + "/browse/{issue}", _page),
        web.route("*", PREFIX + "/{path:.*}", partial(rest.serve, site)),
    ]


async def _page(request: web.Request) -> web.StreamResponse:
    """What people open is shown by the page's console."""
    raise web.HTTPFound(f"/#@{NAME}/{quote(request.match_info['issue'])}")
