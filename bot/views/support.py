"""Where people get help with Firebell itself."""

from bot.views import blocks as b


def line(channel: str | None) -> list[b.Block]:
    """Name the channel by its id; nothing where none is tagged for it."""
    return [b.context(f"Questions about Firebell: <#{channel}>")] if channel else []
