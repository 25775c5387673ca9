"""The Port that stands beside Slack: an organisation without blueprints, served under /port."""

from dataclasses import asdict
from functools import partial

from aiohttp import web

from bot.sandbox.control.systems import System
from bot.sandbox.port import methods, rest, shapes
from bot.sandbox.port.acting import act
from bot.sandbox.port.site import NAME, PREFIX, Site
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json


def build(slack: Slack) -> Site:
    return Site(slack.wire, slack.limits)


def system(site: Site) -> System:
    return System(
        NAME, "Port", methods.names, state=partial(state, site), act=partial(act, site), reset=site.reset
    )


def routes(site: Site) -> list[web.RouteDef]:
    return [web.route("*", PREFIX + "/{path:.*}", partial(rest.serve, site))]


def state(site: Site) -> Json:
    """All as its API shows it, and how often each entity was written."""
    world = site.world
    return {
        "settings": asdict(site.switches),
        "blueprints": [*map(shapes.blueprint, world.blueprints.values())],
        "entities": [{**shapes.entity(one), "writes": one.writes} for one in world.entities.values()],
    }
