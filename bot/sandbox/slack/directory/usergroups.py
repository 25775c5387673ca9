"""What happens to usergroups, whoever does it: the change and its Slack events.

https://docs.slack.dev/reference/events/subteam_updated
"""

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.slack import events, shapes
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Usergroup

MOST_TOLD = 500
"""An event names so many members and no more; its user_count counts all."""


def create(
    slack: Slack, handle: str, name: str, by: str, *, description: str = "", channels: tuple[str, ...] = ()
) -> Usergroup:
    """A new usergroup; nobody is in it yet."""
    now = seconds()
    group = Usergroup(fresh("S"), handle, name, [], now, description, channels=list(channels))
    group.updated, group.created_by, group.updated_by = now, by, by
    slack.world.usergroups[group.id] = group
    slack.changes.touch()
    _tell(slack, "subteam_created", group, by)
    return group


def change(
    slack: Slack,
    group: Usergroup,
    by: str,
    *,
    handle: str | None = None,
    name: str | None = None,
    description: str | None = None,
    channels: list[str] | None = None,
) -> None:
    """Change what is given."""
    group.handle = group.handle if handle is None else handle
    group.name = group.name if name is None else name
    group.description = group.description if description is None else description
    group.channels = group.channels if channels is None else channels
    _changed(slack, group, by)


def set_users(slack: Slack, group: Usergroup, users: list[str], by: str) -> None:
    """These people and no others."""
    before, group.users = group.users, list(dict.fromkeys(users))
    added = [user for user in group.users if user not in before]
    removed = [user for user in before if user not in group.users]
    previous = group.updated
    _changed(slack, group, by)
    about: Json = {"type": "subteam_members_changed", "subteam_id": group.id, "team_id": slack.world.team_id}
    when = {"date_previous_update": previous, "date_update": group.updated}
    came = {"added_users": added, "added_users_count": len(added)}
    went = {"removed_users": removed, "removed_users_count": len(removed)}
    events.of_workspace(slack, {**about, **when, **came, **went}, by)


def disable(slack: Slack, group: Usergroup, by: str) -> None:
    """It stays in the workspace, but mentioning it reaches nobody."""
    group.deleted, group.deleted_by = seconds(), by
    _changed(slack, group, by)


def enable(slack: Slack, group: Usergroup, by: str) -> None:
    group.deleted, group.deleted_by = 0, ""
    _changed(slack, group, by)


def _changed(slack: Slack, group: Usergroup, by: str) -> None:
    group.updated, group.updated_by = seconds(), by
    slack.changes.touch()
    _tell(slack, "subteam_updated", group, by)


def _tell(slack: Slack, name: str, group: Usergroup, by: str) -> None:
    shown = shapes.usergroup(slack, group, with_users=True)
    shown["users"] = shown["users"][:MOST_TOLD]
    events.of_workspace(slack, {"type": name, "subteam": shown}, by)
