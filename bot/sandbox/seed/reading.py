"""Read a seed file, and tell in one sentence what is wrong with it.

    team: {name, domain}
    people: [{name, real_name, title, email, tz, organisation,
              is_admin, is_owner, is_restricted, is_ultra_restricted, deleted}]
    usergroups: [{handle, name, description, users: [name, ...]}]
    channels: [{name, is_private, is_general, topic, purpose, members: [name, ...], messages: [{name: text}]}]

Who has an organisation is from outside and shares channels with this workspace. A channel without members has
all people of the workspace but guests. What stands under `pagerduty`, `pagerduty-eu`, `jira` and
`confluence` is told by their seed.py.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bot.sandbox import documents
from bot.sandbox.clock import is_zone
from bot.sandbox.errors import FaultyFile
from bot.sandbox.world import Json

DEFAULT = Path(__file__).parent / "default.yml"

_FLAGS = (
    "is_admin",
    "is_owner",
    "is_restricted",
    "is_ultra_restricted",
    "deleted",
    "is_private",
    "is_general",
)
_LISTS = ("users", "members", "messages")
_FIELDS = {
    "team": {"name", "domain"},
    "people": {"name", "real_name", "title", "email", "tz", "organisation", *_FLAGS[:5]},
    "usergroups": {"handle", "name", "description", "users"},
    "channels": {"name", "topic", "purpose", "is_private", "is_general", "members", "messages"},
}
SYSTEMS = ("pagerduty", "pagerduty-eu", "jira", "confluence")
"""Parts that other systems read by themselves."""
_NAMES = {"people": "name", "usergroups": "handle", "channels": "name"}
_CHANNEL = re.compile(r"[\w-]{1,80}")


def read(file: Path) -> Json:
    """The document of the file; FaultyFile with a sentence about the first thing that is wrong."""
    if file == DEFAULT:
        return dict(json.loads(_our_own()))
    return _read(file)


@cache
def _our_own() -> str:
    """Read once: whoever tests starts many workspaces, each with a document of its own."""
    return json.dumps(_read(DEFAULT))


def _read(file: Path) -> Json:
    document = documents.read(file)
    try:
        return _checked(document)
    except ValueError as fault:
        raise FaultyFile(f"{file}: {fault}") from None


def _checked(document: Json) -> Json:
    if strange := sorted(map(str, set(document) - {*_FIELDS, *SYSTEMS})):
        raise ValueError(f"a seed has {', '.join((*_FIELDS, *SYSTEMS))}, not {', '.join(strange)}.")
    _check_fields("team", document.get("team") or {}, "team")
    for part, name in _NAMES.items():
        seen: set[str] = set()
        for where, entry in _entries(document, part):
            _check_fields(part, entry, where)
            _check_name(entry, name, where, seen)
    return document


def _entries(document: Json, part: str) -> Iterator[tuple[str, Any]]:
    entries = document.get(part) or ()
    if not isinstance(entries, list | tuple):
        raise ValueError(f"{part} must be a list.")  # noqa: TRY004  # a bad file, not a bad call
    for number, entry in enumerate(entries, start=1):
        named = entry.get(_NAMES[part]) if isinstance(entry, dict) else None
        yield f"{part}, entry {number}" + (f" ({named})" if named else ""), entry


def _check_fields(part: str, entry: object, where: str) -> None:
    if not isinstance(entry, dict):
        raise ValueError(f"{where}: must be a mapping, not {entry!r}.")  # noqa: TRY004  # a bad file
    for field, value in entry.items():
        if field not in _FIELDS[part]:
            raise ValueError(f"{where}: there is no {field!r}; there are {', '.join(sorted(_FIELDS[part]))}.")
        if wish := _wish(field, value):
            raise ValueError(f"{where}: {field} must be {wish}, not {value!r}.")


def _wish(field: str, value: object) -> str:
    """What the field wants instead of this value; empty where it is right."""
    if field in _FLAGS:
        return "" if isinstance(value, bool) else "true or false"
    if field == "messages":
        return "" if _are_lines(value) else "a list of lines like `ana: Good morning`"
    if field in _LISTS:
        return "" if _are_names(value) else "a list of names"
    if not isinstance(value, str):
        return "a text"
    return "the name of a time zone like Europe/Lisbon" if field == "tz" and not _is_zone(value) else ""


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _are_lines(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(line, dict) and len(line) == 1 for line in value)


_is_zone = cache(is_zone)


def _check_name(entry: Json, field: str, where: str, seen: set[str]) -> None:
    name = entry.get(field)
    if not name:
        raise ValueError(f"{where}: {field} is missing.")
    if name in seen:
        raise ValueError(f"{where}: there is another one of this {field}.")
    if where.startswith("channels") and (not _CHANNEL.fullmatch(name) or name != name.lower()):
        raise ValueError(
            f"{where}: a channel's name is lower case, without blanks, of at most 80 characters."
        )
    seen.add(name)
