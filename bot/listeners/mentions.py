"""People whom somebody typed: as Slack writes a mention, or as they are called."""

import re

from bot.domain.errors import UserError
from bot.listeners.desk import Desk
from bot.store.who import people

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>|(?<!\w)@((?>[\w.-]*\w))(?!/\w)")
"""No name begins in the middle of an e-mail address, and none is the scope of a package: @types/node."""

FROM_LIST = "Leave the name out, and choose from the list."


async def mentioned(desk: Desk, words: str, instead: str = FROM_LIST) -> tuple[tuple[str, ...], str]:
    """Give the people, and the words without them.

    Raises UserError for a name that is not one person's, saying what to do `instead`.
    """
    found = [
        await known_person(desk, one[1], instead) if one[1] else await _called(desk, one[2], instead)
        for one in _MENTION.finditer(words)
    ]
    return tuple(dict.fromkeys(found)), " ".join(_MENTION.sub(" ", words).split())


async def known_person(desk: Desk, person: str, instead: str = FROM_LIST) -> str:
    """Slack's mention of somebody; as anybody can type one, it may be nobody's."""
    if not await desk.db.read(people.several, [person]):
        raise UserError(f"Nobody here has that id. {instead}")
    return person


async def _called(desk: Desk, name: str, instead: str) -> str:
    known = await desk.db.read(people.called, name)
    if len(known) != 1:
        who = "Several people are" if known else "Nobody here is"
        raise UserError(f"{who} called @{name[:40]}. {instead}")
    return known[0].id
