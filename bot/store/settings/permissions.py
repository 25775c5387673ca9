"""What the settings keep for usergroups, and in which of these nobody is who could do it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.policy import RESERVABLE, Deed
from bot.domain.taxonomy import Taxonomy
from bot.store.tables import Person, Usergroup, UsergroupMember
from bot.store.who import directory
from bot.store.who.rows import tuples


@dataclass(frozen=True)
class Gap:
    """`gone`: the usergroups of it that Slack has not. `empty`: those in which no full member is.

    `deserted`: there is no other, so that only admins may.
    """

    deed: Deed
    gone: tuple[str, ...]
    empty: tuple[str, ...]
    deserted: bool


def gaps(words: Taxonomy) -> list[Gap]:
    """Give what is kept for usergroups that are not as they were meant, once these were read."""
    named = {handle for handles in words.permissions.values() for handle in handles}
    if not named or directory.is_unread():
        return []
    there, staffed = _there(named), _staffed(named)
    found = [
        Gap(
            deed,
            tuple(one for one in handles if one not in there),
            tuple(one for one in handles if one in there - staffed),
            not staffed & set(handles),
        )
        for name, deed in RESERVABLE.items()
        if (handles := words.permissions.get(name))
    ]
    return [gap for gap in found if gap.gone or gap.empty]


def _there(handles: Iterable[str]) -> set[str]:
    rows = Usergroup.select(Usergroup.handle).where(~Usergroup.gone & Usergroup.handle.in_(list(handles)))
    return {handle for (handle,) in tuples(rows)}


def _staffed(handles: Iterable[str]) -> set[str]:
    """Somebody who was not read yet counts as a full member, as everywhere."""
    others = Person.select(Person.id).where(Person.deleted | Person.bot | Person.stranger | Person.guest)
    rows = (
        UsergroupMember.select(Usergroup.handle)
        .join(Usergroup)
        .where(~Usergroup.gone & Usergroup.handle.in_(list(handles)) & UsergroupMember.person.not_in(others))
        .distinct()
    )
    return {handle for (handle,) in tuples(rows)}
