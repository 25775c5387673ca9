"""What is not well: in a line each for App Home, and in full in the settings."""

from collections.abc import Sequence

from bot.domain.board import Trouble
from bot.domain.systems.standing import Standing
from bot.views import blocks as b
from bot.views.systems import standings
from bot.views.words import fit, moment

NAME = "health"
TITLE = "What is not well"
OPEN = "open_settings:health"
LOOK = "look_around"
LOOK_AROUND = "look around"
"""The job that looks."""

IN_HOME = 3
MOST = 40


def in_home(troubles: Sequence[Trouble]) -> list[b.Block]:
    """Nothing where all is well."""
    if not troubles:
        return []
    lines = [f":warning: {_said(one, 200)}" for one in troubles[:IN_HOME]]
    if len(troubles) > IN_HOME:
        lines.append(f"and {len(troubles) - IN_HOME} more")
    button = b.button("What to do", OPEN, NAME, says="What to do about what is not well")
    return [b.section("\n".join(lines), button)]


def blocks(troubles: Sequence[Trouble], accounts: Sequence[Standing]) -> list[b.Block]:
    again = b.actions(b.button("Look again", LOOK, says="Look at tokens, scopes and settings now"))
    stand = [b.divider(), *standings.blocks(accounts)] if accounts else []
    if not troubles:
        nothing = f"*{TITLE}*\nNothing: all jobs run, and whoever is to be asked answers."
        return [b.section(nothing), again, *stand]
    return [
        b.section(f"*{TITLE}*"),
        again,
        *(b.section(f":warning: {_said(one, 1000)}\n{_cure(one)}") for one in troubles[:MOST]),
        *stand,
    ]


def _said(one: Trouble, most: int) -> str:
    name, why = f"*{fit(one.name, 100)}*", fit(one.why, most)
    if one.since:
        return f"{name}, since {moment(one.since)}: {why}"
    return f"The job {name} failed {one.failures} times in a row, last {moment(one.last_at)}: {why}"


def _cure(one: Trouble) -> str:
    """Only a job is run by hand; the rest is looked at again by itself."""
    if one.since is None:
        return "What it read before is kept. Mend what it says, then choose Run now under Jobs."
    return f"Last seen {moment(one.last_at)}. Once it is mended, this line goes; press Look again to see."
