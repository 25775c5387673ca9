"""The people and usergroups that everybody knows, with a version: a page gets them again when it changed."""

from operator import attrgetter

from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json

PERSON = ("id", "name", "real_name", "title", "is_bot", "deleted")
GROUP = ("id", "handle", "name")
_of_person, _of_group = attrgetter(*PERSON), attrgetter(*GROUP)


def directory(slack: Slack, known: str) -> Json:
    """Empty but for the version where the page knows this one."""
    people = [*map(_of_person, slack.world.people.values())]
    groups = [_of_group(group) for group in slack.world.usergroups.values() if not group.deleted]
    version = f"{hash((*people, *groups)):x}"
    if version == known:
        return {"directory": version}
    return {
        "directory": version,
        "people": [dict(zip(PERSON, one, strict=True)) for one in people],
        "usergroups": [dict(zip(GROUP, one, strict=True)) for one in groups],
    }
