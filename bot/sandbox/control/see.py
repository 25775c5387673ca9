"""GET /sandbox/see: what one person sees, for the page."""

from dataclasses import asdict

from bot.sandbox.control import papers
from bot.sandbox.control.conversations import Look, conversations
from bot.sandbox.control.directory import directory
from bot.sandbox.slack import shapes, views
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Person

HOME = "home"


def see(slack: Slack, who: Person, look: Look) -> Json:
    return {
        **_workspace(slack, who),
        **directory(slack, look.directory),
        **conversations(slack, who, look),
        "canvases": papers.seen(slack, who, look.canvas if look.channel is not None else None),
        **_views(slack, who, look),
        "connections": len(slack.sockets.connections),
        "version": slack.changes.version(who.id),
    }


def _views(slack: Slack, who: Person, look: Look) -> Json:
    """The open modals, and the Home tab where the page shows it."""
    stack, home = slack.world.stacks.get(who.id, []), slack.world.homes.get(who.id)
    top = views.top(slack, who.id)
    is_wanted = look.channel in {None, HOME}
    return {
        "home": shapes.view(slack, home) if home and is_wanted else None,
        "views": [shapes.view(slack, view) for view in stack],
        "errors": top.errors if top else {},
    }


def _workspace(slack: Slack, who: Person) -> Json:
    world, app = slack.world, slack.app
    return {
        "team": {"id": world.team_id, "name": world.team_name},
        "app": {
            "id": slack.app_id,
            "name": app.name,
            "bot_user_id": slack.bot_user,
            "home_tab": app.home_tab,
            "messages_tab": app.messages_tab,
            "messages_tab_read_only": not app.can_write_to_messages_tab,
        },
        "me": {"id": who.id, "name": who.name, "real_name": who.real_name, "is_admin": who.is_admin},
        "commands": [
            {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
            for each in app.commands
        ],
        "shortcuts": [asdict(each) for each in app.shortcuts],
    }
