"""What can be typed after the command."""

from collections.abc import Sequence

from bot.views import blocks as b


def message(command: str, lines: Sequence[tuple[str, str]], support: str | None) -> b.Block:
    """lines: (usage, what it does) of each subcommand. support: the id of the channel that helps."""
    usage = "\n".join(f"`{command} {words}`  {does}" for words, does in lines)
    rows = [b.section("*Firebell* gathers the right people when something breaks."), b.section(usage)]
    if support:
        rows.append(b.context(f"Questions: <#{support}>"))
    return b.message(f"{command}: what you can type", rows)
