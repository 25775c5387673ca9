"""By which usergroups and channels the taxonomy calls people."""

from bot.domain.taxonomy import Taxonomy

CHANNEL = "#"
"""What a responder's name begins with where it is a channel, whose members are called."""


def handles(words: Taxonomy) -> set[str]:
    """Give the usergroups that make a difference: their members are called, or may do more than others."""
    trusted = (name for names in words.permissions.values() for name in names)
    named = (*_called(words), *words.admins, *words.break_glass, *trusted)
    return {name for name in named if name[:1] != CHANNEL}


def channels(words: Taxonomy) -> set[str]:
    """Give the names of the channels whose members are called."""
    return {name.removeprefix(CHANNEL) for name in _called(words) if name[:1] == CHANNEL}


def places(words: Taxonomy) -> set[str]:
    """Give the names of all channels that are known by their ids: those, and the ones of categories."""
    of_categories = {name for category in words.categories.values() for name in category.channels}
    return channels(words) | of_categories


def _called(words: Taxonomy) -> set[str]:
    of_categories = {name for category in words.categories.values() for name in category.responders}
    in_a_hurry = {words.major.get("usergroup") or ""} - {""}
    return of_categories | set(words.invited) | in_a_hurry
