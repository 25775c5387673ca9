"""The Web API methods that the sandbox speaks; whatever is not here is answered with unknown_method."""

from bot.sandbox.slack.methods import (
    bookmarks,
    canvases,
    chat,
    conversations,
    files,
    history,
    listing,
    membership,
    pins,
    reactions,
    scheduled,
    team,
    usergroups,
    users,
    views,
)

__all__ = [
    "bookmarks",
    "canvases",
    "chat",
    "conversations",
    "files",
    "history",
    "listing",
    "membership",
    "pins",
    "reactions",
    "scheduled",
    "team",
    "usergroups",
    "users",
    "views",
]
