"""Which incident? A type-ahead over all of them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.incident import Incident
from bot.views import blocks as b

CALLBACK = "pick_incident"
SEARCH = "search_incidents"


def render(word: str, memory: str) -> b.Block:
    """`memory`: what to do with the one that is picked."""
    element = b.type_ahead(SEARCH, example="Type a word of its title, or its number")
    rows = [b.entry("incident", "Which incident?", element)]
    return b.modal(f"Firebell {word}"[:24], rows, callback=CALLBACK, submit="Go on", memory=memory)


def options(found: Iterable[Incident]) -> list[b.Block]:
    return [b.option(_name(one), str(one.id)) for one in found]


def parse(view: Mapping[str, Any]) -> tuple[int, str, str]:
    """Give the picked incident, the subcommand and its words."""
    memory = json.loads(view["private_metadata"])
    picked = view["state"]["values"]["incident"][SEARCH]["selected_option"]
    return int(picked["value"]), str(memory["word"]), str(memory["words"])


def _name(incident: Incident) -> str:
    lock = ("🧪 drill " if incident.drill else "") + ("🔒 private " if incident.private else "")
    return f"{lock}{incident.ref} {incident.title}"
