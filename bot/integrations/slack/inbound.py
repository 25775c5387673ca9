"""What Slack told us about our channels, as use cases."""

from collections.abc import Callable, Mapping

from bot.domain.people import Person
from bot.domain.rules.channels import DELETED, REMOVED
from bot.domain.systems.told import Told
from bot.usecases.directory.changes import (
    follow_channel_member,
    follow_members,
    follow_profile,
    follow_usergroup,
)
from bot.usecases.finish.follow_end import follow_archive, follow_loss, follow_return, follow_unarchive
from bot.usecases.follow_channel import follow_conversion, follow_person, follow_rename, follow_sharing
from bot.usecases.unit import Unit
from bot.usecases.work.follow_messages import (
    follow_call,
    follow_deletion,
    follow_edit,
    follow_mark,
    follow_recall,
    follow_unmark,
)

Follow = Callable[[Unit, Told], None]


def _renamed(unit: Unit, told: Told) -> None:
    follow_rename(unit, told.object, told.said["channel"]["name"])


def _archived(unit: Unit, told: Told) -> None:
    follow_archive(unit, told.object, told.said.get("user", ""))


def _unarchived(unit: Unit, told: Told) -> None:
    follow_unarchive(unit, told.object, told.said.get("user", ""))


def _deleted(unit: Unit, told: Told) -> None:
    follow_loss(unit, told.object, told.said.get("actor_id", ""), DELETED)


def _left(unit: Unit, told: Told) -> None:
    follow_loss(unit, told.object, told.said.get("actor_id", ""), REMOVED)


def _returned(unit: Unit, told: Told) -> None:
    follow_return(unit, told.object, told.said.get("inviter", ""))


def _entered(unit: Unit, told: Told) -> None:
    follow_person(unit, told.object, told.said["user"], inside=True)
    follow_channel_member(unit, told.object, told.said["user"], inside=True)


def _went(unit: Unit, told: Told) -> None:
    follow_person(unit, told.object, told.said["user"], inside=False)
    follow_channel_member(unit, told.object, told.said["user"], inside=False)


def _changed(unit: Unit, told: Told) -> None:
    follow_profile(unit, Person(**told.said))


def _regrouped(unit: Unit, told: Told) -> None:
    follow_usergroup(unit, told.said)


def _remembered(unit: Unit, told: Told) -> None:
    follow_members(unit, told.said)


def _marked(unit: Unit, told: Told) -> None:
    follow = follow_call if told.said["update"] else follow_mark
    follow(unit, told.object, told.said["ts"], told.said["user"])


def _unmarked(unit: Unit, told: Told) -> None:
    follow = follow_recall if told.said["update"] else follow_unmark
    follow(unit, told.object, told.said["ts"], told.said["user"])


def _rewritten(unit: Unit, told: Told) -> None:
    follow_edit(unit, told.object, told.said["ts"], told.said["words"], told.said["user"])


def _unwritten(unit: Unit, told: Told) -> None:
    follow_deletion(unit, told.object, told.said["ts"], told.said["user"])


def _made_private(unit: Unit, told: Told) -> None:
    follow_conversion(unit, told.object, told.said["user"], private=True)


def _made_public(unit: Unit, told: Told) -> None:
    follow_conversion(unit, told.object, told.said["user"], private=False)


def _shared(unit: Unit, told: Told) -> None:
    follow_sharing(unit, told.object, told.said["connected_team_id"], shared=True)


def _unshared(unit: Unit, told: Told) -> None:
    follow_sharing(unit, told.object, told.said["previously_connected_team_id"], shared=False)


FOLLOWED: Mapping[str, Follow] = {
    "channel_rename": _renamed,
    "group_rename": _renamed,
    "channel_convert_to_private": _made_private,
    "channel_convert_to_public": _made_public,
    "channel_shared": _shared,
    "channel_unshared": _unshared,
    "reaction_added": _marked,
    "reaction_removed": _unmarked,
    "message_changed": _rewritten,
    "message_deleted": _unwritten,
    "channel_archive": _archived,
    "group_archive": _archived,
    "channel_unarchive": _unarchived,
    "group_unarchive": _unarchived,
    "channel_deleted": _deleted,
    "group_deleted": _deleted,
    "channel_left": _left,
    "group_left": _left,
    "bot_joined_channel": _returned,
    "team_join": _changed,
    "user_change": _changed,
    "subteam_created": _regrouped,
    "subteam_updated": _regrouped,
    "subteam_members_changed": _remembered,
    "member_joined_channel": _entered,
    "member_left_channel": _went,
}
"""Events of the Events API, each with what follows it. https://docs.slack.dev/reference/events"""


class SlackInbound:
    """Implements ports.Inbound."""

    source = "slack"

    def take(self, unit: Unit, told: Told) -> None:
        """Read an event; one that nothing follows any more is dropped."""
        follow = FOLLOWED.get(told.kind)
        if follow:
            follow(unit, told)
