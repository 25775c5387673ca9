"""The app under test, read from its manifest: what it is called and what it is allowed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


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
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict):
        raise ValueError(f"{path} is not an app manifest: it holds no mapping.")  # noqa: TRY004  # a bad file
    return parse(document)


def parse(document: dict[str, Any]) -> App:
    information, features = _part(document, "display_information"), _part(document, "features")
    scopes = _part(_part(document, "oauth_config"), "scopes")
    settings, home = _part(document, "settings"), _part(features, "app_home")
    name = str(information.get("name") or "App")
    bot_name = str(_part(features, "bot_user").get("display_name") or name)
    return App(
        name=name,
        bot_name=bot_name.lower().replace(" ", "_"),
        bot_scopes=frozenset(scopes.get("bot") or ()),
        user_scopes=frozenset(scopes.get("user") or ()),
        commands=tuple(_command(entry) for entry in features.get("slash_commands") or ()),
        shortcuts=tuple(_shortcut(entry) for entry in features.get("shortcuts") or ()),
        events=frozenset(_part(settings, "event_subscriptions").get("bot_events") or ()),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        can_write_to_messages_tab=not home.get("messages_tab_read_only_enabled"),
        interactive=bool(_part(settings, "interactivity").get("is_enabled")),
    )


def _part(document: dict[str, Any], key: str) -> dict[str, Any]:
    part = document.get(key)
    return part if isinstance(part, dict) else {}


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
