"""The Web API methods that the sandbox speaks; whatever is not here is answered with unknown_method."""

from bot.sandbox.slack.methods import (
    bookmarks,
    chat,
    conversations,
    history,
    membership,
    pins,
    reactions,
    team,
    usergroups,
    users,
    views,
)

__all__ = [
    "bookmarks",
    "chat",
    "conversations",
    "history",
    "membership",
    "pins",
    "reactions",
    "team",
    "usergroups",
    "users",
    "views",
]
