"""Which incident? A type-ahead over all of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.work import menu

CALLBACK = "pick_incident"
SEARCH = "search_incidents"

MOST = 2900
"""Characters of what was typed that a window can bring back."""


def render(word: str, words: str, channel: str, *, command: str) -> b.Block:
    """What to do with the one that is picked: the subcommand, what was typed after it, and where.

    command: the slash command under which people know Firebell.
    """
    element = b.type_ahead(SEARCH, example="Type a word of its title, or its number")
    rows = [b.entry("incident", "Which incident?", element)]
    title = "Work on an incident" if word == menu.MORE else f"{command} {word}"[:24]
    return b.modal(title, rows, callback=CALLBACK, submit="Go on", memory=f"{word}\n{channel}\n{words}")


def options(found: Iterable[Incident]) -> list[b.Block]:
    return [b.option(_name(one), str(one.id)) for one in found]


def parse(view: Mapping[str, Any]) -> tuple[int, str, str, str]:
    """Give the picked incident, the subcommand, its words, and the channel."""
    word, channel, words = str(view["private_metadata"]).split("\n", 2)
    picked = view["state"]["values"]["incident"][SEARCH]["selected_option"]
    return int(picked["value"]), word, words, channel


def _name(incident: Incident) -> str:
    lock = ("🧪 drill " if incident.drill else "") + ("🔒 private " if incident.private else "")
    return f"{lock}{incident.ref} {incident.title}"
