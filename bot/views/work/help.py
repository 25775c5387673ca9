"""What can be typed after the command: the few that matter first, then all."""

from collections.abc import Collection, Sequence

from bot.domain.errors import with_command
from bot.views import blocks as b
from bot.views import support as asking
from bot.views.declare.origin import plain
from bot.views.home.board import DECLARE
from bot.views.words import fit

ALL = "show_all_commands"
FIRST = ("open", "critical", "update", "status", "roles", "timeline", "close", "list")
"""What somebody needs in the worst hour."""

THREADS = (
    "In threads Slack runs no command: *Work on the incident* in the menu of a message does the same there."
)

Line = tuple[str, str]
"""How it is typed, and what it does."""


def message(command: str, lines: Sequence[Line], support: str | None) -> b.Block:
    """Show those that matter first. support: the id of the channel that helps."""
    by_name = {usage.split()[0]: (usage, does) for usage, does in lines}
    first = [by_name[name] for name in FIRST if name in by_name]
    rows = [
        b.section("*Firebell* gathers the right people when something breaks."),
        *_listed(command, first),
        b.context(THREADS),
        b.actions(b.button(f"All {len(lines)} commands", ALL)),
        *asking.line(support),
    ]
    return b.message(f"{command}: what you can type", rows)


def everything(command: str, lines: Sequence[Line], support: str | None) -> b.Block:
    return b.message(
        f"{command}: all that you can type", [*_listed(command, sorted(lines)), *asking.line(support)]
    )


def direct(command: str, typed: str, known: Collection[str]) -> b.Block:
    """Answer somebody who wrote to Firebell itself. known: the words that are commands."""
    words = " ".join(plain(typed, {}).removeprefix(command).replace("`", "'").split())
    if words.partition(" ")[0].lower() in known:
        said = f"Firebell does nothing on a message. Type it as a command: `{command} {fit(words, 1000)}`"
    else:
        said = (
            f"Firebell listens to commands: `{command} open` declares an incident, "
            f"`{command} help` shows what else there is. They work here too, and in every channel."
        )
    ways = b.actions(b.button("Declare an incident", DECLARE, style="danger"), b.button("All commands", ALL))
    return b.message(said, [b.section(said), ways])


def _listed(command: str, lines: Sequence[Line]) -> list[b.Block]:
    """Give them in blocks of ten, as one holds 3,000 characters only."""
    said = [f"`{command} {usage}`  {with_command(command, does)}" for usage, does in lines]
    return [b.section("\n".join(said[start : start + 10])) for start in range(0, len(said), 10)]
