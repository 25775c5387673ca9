"""The site that the sandbox starts with: Jira's people, and what the seed says of Confluence.

    confluence:
      spaces: [{key, name, author, description, body, contents: [...]}]
      contents: {title, kind, author, days: how old, labels: [text, ...], body, contents: [...]}

The body of a space is its homepage's, under which its contents stand; bodies are in storage format. Kinds are
page and folder. People are named as in Slack.
"""

import time
from collections.abc import Iterable
from datetime import timedelta

from bot.sandbox.confluence import rules
from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.site import Site
from bot.sandbox.confluence.world import Content, Space
from bot.sandbox.errors import FaultyFile
from bot.sandbox.jira.clock import now
from bot.sandbox.jira.world.setup import User
from bot.sandbox.world import Json

DAY = 24 * 60 * 60
KINDS = ("page", "folder")
OLDEST = 400
"""Days since a space was made."""


def furnish(site: Site, said: Json) -> None:
    """FaultyFile with a sentence where the seed names what there is not."""
    named = {user.name: user for user in site.world.users.values()}
    try:
        for entry in said.get("spaces") or ():
            _space(site, entry, named)
    except KeyError as missing:
        raise FaultyFile(f"the seed's confluence names or lacks {missing}.") from None
    except ApiError as error:
        raise FaultyFile(f"the seed's confluence: {error.words}") from None


def _space(site: Site, entry: Json, named: dict[str, User]) -> None:
    author, world = named[entry["author"]], site.world
    made, words = now() - timedelta(days=OLDEST), str(entry.get("description", ""))
    home = Space(world.number(), str(entry["key"]), str(entry["name"]), author.id, made, words)
    world.spaces[home.id] = home
    top = {"title": home.name, "author": author.name, "days": OLDEST, "body": entry.get("body", "")}
    home.homepage = _content(site, home, top, None, named).id
    _fill(site, home, entry.get("contents") or (), home.homepage, named)


def _fill(site: Site, home: Space, entries: Iterable[Json], parent: str, named: dict[str, User]) -> None:
    for entry in entries:
        made = _content(site, home, entry, parent, named)
        _fill(site, home, entry.get("contents") or (), made.id, named)


def _content(site: Site, home: Space, entry: Json, parent: str | None, named: dict[str, User]) -> Content:
    kind = entry.get("kind", "page")
    if kind not in KINDS:
        raise FaultyFile(
            f"the seed's confluence has a content of the kind {kind!r}; there are {', '.join(KINDS)}."
        )
    author, title = named[entry["author"]], str(entry["title"])
    one = rules.create(site, author, home, title, str(entry.get("body", "")).strip(), parent, kind)
    for name in entry.get("labels") or ():
        rules.label(site, one, str(name))
    rules.backdate(one, time.time() - float(entry.get("days", 90)) * DAY)
    return one
