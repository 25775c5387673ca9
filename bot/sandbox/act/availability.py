"""Whether somebody is there, and wants to be disturbed.

{"do": "presence", "presence": "away"}, or "active"
{"do": "do_not_disturb", "minutes": 60}, from now on; 0 ends it
"""

from bot.sandbox.act.actor import Act
from bot.sandbox.clock import seconds
from bot.sandbox.errors import Refusal

WORDS = ("active", "away")
MINUTE = 60
DAY = 24 * 60


async def presence(act: Act) -> None:
    if (word := act.text("presence")) not in WORDS:
        raise Refusal(f'"presence" must be active or away, not {word!r}.')
    act.person.is_away = word == "away"
    act.slack.changes.touch()


async def do_not_disturb(act: Act) -> None:
    minutes = act.body.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= DAY:
        raise Refusal(f'"minutes" must be a whole number from 0 to {DAY}, not {minutes!r}.')
    now = seconds()
    act.person.undisturbed = (now, now + minutes * MINUTE) if minutes else None
    act.slack.changes.touch()
