"""manifest.yml and the code are equal: what is asked for is used, and what is used is asked for."""

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml
from contracts import checker
from harness import ROOT

from bot.integrations.slack.scopes import OPTIONAL
from bot.sandbox.slack.events import SCOPES
from bot.settings import Settings

MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text())
EVENTS: list[str] = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
BOT_SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
ASIDE = {
    "commands": "slash commands, not a method",
    "users:read.email": "users.list shows e-mail addresses",
    "metadata.message:read": "conversations.history with include_all_metadata",
}
"""Scopes that no method names."""

APP_TOKEN = {"apps.connections.open"}

BESIDES = {"canvases.delete": ["canvases:write"], "canvases.getContent": ["canvases:read"]}
"""Scopes of methods that the contract does not hold: https://docs.slack.dev/reference/methods/canvases.delete"""


def strings_given_to(name: str, folder: Path) -> set[str]:
    """Give the first literal string of every call of a function or method with this name."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _called(node) == name:
                literals = [one.value for one in node.args if isinstance(one, ast.Constant)]
                found.update(str(one) for one in literals[:1])
    return found


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_each_event_is_subscribed_and_listened_to() -> None:
    listened = strings_given_to("event", ROOT / "bot" / "listeners")
    assert listened == {name.partition(".")[0] for name in EVENTS}


def test_each_event_has_the_scopes_without_which_slack_does_not_send_it() -> None:
    assert {one for one in EVENTS if one not in SCOPES} == {"app_home_opened"}, "which needs none"
    for event in SCOPES.keys() & EVENTS:
        needed = set(SCOPES[event])
        assert needed & BOT_SCOPES, f"{event} needs one of {needed}"


def test_who_writes_to_firebell_is_heard() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
    assert "message.im" in EVENTS


def test_each_shortcut_is_declared_and_listened_to() -> None:
    listened = strings_given_to("shortcut", ROOT / "bot" / "listeners")
    assert listened == {one["callback_id"] for one in MANIFEST["features"]["shortcuts"]}


def test_each_shortcut_is_in_the_guide_by_the_name_that_people_read() -> None:
    guide = (ROOT / "docs" / "using.md").read_text()
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert f"*{shortcut['name']}*" in guide


def test_the_command_is_the_one_in_the_settings() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == Settings().slack_command


def test_it_needs_no_public_address() -> None:
    settings = MANIFEST["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    assert "request_url" not in str(MANIFEST)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the checker's files
def test_each_scope_is_needed_and_each_method_has_one() -> None:
    slack = ROOT / "bot" / "integrations" / "slack"
    methods = (
        strings_given_to("call", slack) | strings_given_to("paged", slack) | strings_given_to("pages", slack)
    ) - APP_TOKEN
    contract = checker("slack_contract").contract()
    scopes = {**{name: one["scopes_bot"] or [] for name, one in contract.items()}, **BESIDES}
    for method in methods:
        needed = set(scopes[method])
        assert not needed or needed & BOT_SCOPES, f"{method} needs one of {needed}"
    used = {scope for method in methods for scope in scopes[method]}
    used |= {scope for event in EVENTS for scope in SCOPES.get(event, ())}
    assert BOT_SCOPES - used - set(ASIDE) == set()


def test_each_scope_says_why_and_what_is_off_without_it() -> None:
    text = (ROOT / "docs" / "slack-admin.md").read_text().partition("| scope | why | without it |")[2]
    rows = [line.strip("| ").split(" | ") for line in text.partition("\n\n")[0].splitlines()[2:]]
    assert [scope.strip("`") for scope, _, _ in rows] == MANIFEST["oauth_config"]["scopes"]["bot"]
    assert all(len(why) > 8 for _, why, _ in rows)
    assert {scope.strip("`"): off for scope, _, off in rows if off != "needed"} == OPTIONAL
