"""Who changed what in the settings, the newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.settings.difference import Difference
from bot.views import blocks as b
from bot.views.words import bold, fit, moment, person

REDACTED = "redacted"
"""No settings: words that were taken out of an incident, whose name is the key."""

FORGOTTEN = "forgotten"
"""No settings either: a person, and what is their id now."""

EXPORTED = "exported"
"""What was taken out of the database as a file, with what only a few may see."""

OTHERS = {"": "The command line", "slack": "Slack"}
"""Who is no person: the settings follow a usergroup that was renamed there."""


class Entry(Protocol):
    """A change as it was written down; `by` is empty where it came from the command line, or `slack`."""

    @property
    def at(self) -> datetime: ...

    @property
    def by(self) -> str: ...

    @property
    def difference(self) -> Difference: ...


def blocks(changes: Sequence[Entry]) -> list[b.Block]:
    if not changes:
        return [b.section("Nothing was changed yet. Every change will stand here, with who made it.")]
    return [b.section(line(one)) for one in changes]


def line(one: Entry) -> str:
    who = OTHERS.get(one.by) or person(one.by)
    return f"{moment(one.at)}  {who} {_did(one.difference)}"


def _did(one: Difference) -> str:
    if one.section == REDACTED:
        return f"took words out of {bold(fit(one.key, 40))}"
    if one.section == FORGOTTEN:
        return f"forgot {bold(fit(one.key, 40))}, a person who left"
    if one.section == EXPORTED:
        return f"exported {bold(fit(one.key, 40))}, private ones too"
    place = bold(fit(one.place, 120))
    if one.key and one.is_new:
        return f"added {place}"
    if one.key and one.is_gone:
        return f"deleted {place}"
    return f"changed {place}: {fit('; '.join(one.words()), 600)}"
