"""What Slack tells of people and usergroups: kept where it is news, dropped where not."""

from typing import Any

from bot.domain.systems.told import Told
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.usecases.directory.changes import keep_person, keep_usergroup
from bot.views.profile import person_of

SUBCOMMANDS: tuple[Subcommand, ...] = ()

OURS = {"id", "handle", "name", "date_update", "date_delete", "user_count", "users"}
"""What of a usergroup is of use."""


def register(app: Routes, desk: Desk) -> None:
    async def person(body: Body) -> None:
        """Slack tells the whole profile, also when somebody only changes their status."""
        event = body["event"]
        said = vars(person_of(event["user"], body["team_id"]))
        await desk.db.write(keep_person, _told(body, said["id"], said))

    async def usergroup(body: Body) -> None:
        said = {name: value for name, value in body["event"]["subteam"].items() if name in OURS}
        await desk.db.write(keep_usergroup, _told(body, said["id"], said))

    async def members(body: Body) -> None:
        event = body["event"]
        await desk.db.write(keep_usergroup, _told(body, event["subteam_id"], event))

    app.event("team_join")(person)
    app.event("user_change")(person)
    app.event("subteam_created")(usergroup)
    app.event("subteam_updated")(usergroup)
    app.event("subteam_members_changed")(members)


def _told(body: Body, about: str, said: dict[str, Any]) -> Told:
    return Told("slack", about, body["event_id"], body["event"]["type"], said)
