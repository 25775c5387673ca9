"""Which incident is meant: the one that was chosen or named, else the channel's, else one from a picker."""

import re
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import hidden
from bot.listeners.desk import Desk
from bot.listeners.subcommand import Typed
from bot.store import visible
from bot.views.work import picker

_NAMED = re.compile(r"inc-(\d{1,9})\b\s*", re.IGNORECASE)


async def incident_for(desk: Desk, typed: Typed, word: str) -> tuple[Incident, Typed] | None:
    """Give the incident, and what was typed without its name.

    None where nobody can tell: then a picker opens after the ack, and runs the subcommand `word` again.
    Raises UserError where it does not exist, or not for them.
    """
    found = await incident_here(desk, typed)
    if found:
        return found
    if not await desk.db.read(visible.any_for, typed.person):
        raise UserError(f"There is no incident yet. `{desk.command} open` declares one.")
    if len(typed.words) > picker.MOST:
        raise UserError(f"So many words need their incident first: `{desk.command} {word} inc-7 …`.")
    asked = picker.render(word, typed.words, typed.channel, command=desk.command)
    desk.after_ack(typed.body, lambda: desk.show(typed.body, asked))
    return None


async def incident_here(desk: Desk, typed: Typed) -> tuple[Incident, Typed] | None:
    """Give the one that was chosen or named, else the channel's, and what was typed without its name.

    Raises UserError where what was named does not exist, or not for them.
    """
    named = _NAMED.match(typed.words)
    number = typed.incident or (int(named[1]) if named else 0)
    if number:
        found = await desk.db.read(visible.incident, number, typed.person)
        if found is None:
            raise UserError(hidden(number))
        return found, replace(typed, words=typed.words[named.end() :] if named else typed.words)
    found = await desk.db.read(visible.in_channel, typed.channel, typed.person) if typed.channel else None
    return (found, typed) if found else None
