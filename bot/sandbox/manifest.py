"""The app under test, read from its manifest: what it is called and what it is allowed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox import documents
from bot.sandbox.errors import FaultyFile

MUST_HOLD = frozenset({"display_information", "features", "oauth_config", "settings"})


@dataclass(frozen=True)
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    name: str
    callback_id: str
    type: str
    description: str = ""


@dataclass(frozen=True)
class App:
    """See https://docs.slack.dev/reference/app-manifest."""

    name: str
    bot_name: str
    bot_scopes: frozenset[str]
    user_scopes: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    can_write_to_messages_tab: bool
    interactive: bool

    def command(self, name: str) -> Command | None:
        return next((command for command in self.commands if command.command == name), None)

    def shortcut(self, callback_id: str, kind: str) -> Shortcut | None:
        wanted = (callback_id, kind)
        return next((each for each in self.shortcuts if (each.callback_id, each.type) == wanted), None)


def read(path: Path) -> App:
    """The app of a manifest file, YAML or JSON (which is YAML too)."""
    document = documents.read(path)
    if not MUST_HOLD & set(document):
        raise FaultyFile(f"{path} is not an app manifest: it holds none of {', '.join(sorted(MUST_HOLD))}.")
    try:
        return parse(document)
    except FaultyFile as fault:
        raise FaultyFile(f"{path}: {fault}") from None


def parse(document: dict[str, Any]) -> App:
    information, features = _part(document, "display_information"), _part(document, "features")
    scopes = _part(_part(document, "oauth_config"), "scopes")
    settings, home = _part(document, "settings"), _part(features, "app_home")
    name = str(information.get("name") or "App")
    bot_name = str(_part(features, "bot_user").get("display_name") or name)
    return App(
        name=name,
        bot_name=bot_name.lower().replace(" ", "_"),
        bot_scopes=_names(scopes, "bot"),
        user_scopes=_names(scopes, "user"),
        commands=tuple(map(_command, _entries(features, "slash_commands", "command"))),
        shortcuts=tuple(map(_shortcut, _entries(features, "shortcuts", "name", "callback_id", "type"))),
        events=_names(_part(settings, "event_subscriptions"), "bot_events"),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        can_write_to_messages_tab=not home.get("messages_tab_read_only_enabled"),
        interactive=bool(_part(settings, "interactivity").get("is_enabled")),
    )


def _part(document: dict[str, Any], key: str) -> dict[str, Any]:
    part = document.get(key)
    return part if isinstance(part, dict) else {}


def _names(part: dict[str, Any], key: str) -> frozenset[str]:
    names = part.get(key) or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise FaultyFile(f"The manifest's {key} must be a list of names.")
    return frozenset(names)


def _entries(part: dict[str, Any], key: str, *needed: str) -> list[dict[str, Any]]:
    entries = part.get(key) or []
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and entry.keys() >= set(needed) for entry in entries
    ):
        raise FaultyFile(f"The manifest's {key} must be a list, each entry with {', '.join(needed)}.")
    return entries


def _command(entry: dict[str, Any]) -> Command:
    return Command(
        command=str(entry["command"]),
        description=str(entry.get("description") or ""),
        usage_hint=str(entry.get("usage_hint") or ""),
        should_escape=bool(entry.get("should_escape")),
    )


def _shortcut(entry: dict[str, Any]) -> Shortcut:
    return Shortcut(
        name=str(entry["name"]),
        callback_id=str(entry["callback_id"]),
        type=str(entry["type"]),
        description=str(entry.get("description") or ""),
    )
