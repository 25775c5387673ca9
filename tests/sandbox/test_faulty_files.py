"""Manifests and seed files that cannot be used: one sentence says what is wrong, and with which file."""

import json
from codecs import BOM_UTF8
from pathlib import Path

import pytest
import yaml
from rig import MANIFEST

from bot.sandbox import FaultyFile, Sandbox
from bot.sandbox import manifest as manifests

pytest_plugins = ["sandbox_fixtures"]

UNREADABLE = {
    "nothing.yml": (None, "cannot be read: No such file or directory"),
    "broken.yml": (
        b"features: [home",
        "is neither YAML nor JSON: did not find expected ',' or ']' in line 2",
    ),
    "broken.json": (b'{"features": [}', "is neither YAML nor JSON"),
    "list.yml": (b"- features", "holds no mapping"),
    "empty.yml": (b"", "holds no mapping"),
    "binary.yml": (bytes(range(128, 256)), "is no text in UTF-8"),
}
NO_MANIFEST = {
    "other.yml": (b"services: {}", "is not an app manifest: it holds none of display_information"),
    "command.yml": (b"features: {slash_commands: [{description: None}]}", "each entry with command"),
    "text.yml": (b"features: {slash_commands: [/probe]}", "each entry with command"),
    "shortcut.yml": (b"features: {shortcuts: [{name: Do}]}", "each entry with name, callback_id, type"),
    "scopes.json": (b'{"oauth_config": {"scopes": {"bot": "chat:write"}}}', "bot must be a list of names"),
    "events.yml": (
        b"settings: {event_subscriptions: {bot_events: [1]}}",
        "bot_events must be a list of names",
    ),
}


def written(folder: Path, name: str, text: bytes | None) -> Path:
    path = folder / name
    if text is not None:
        path.write_bytes(text)
    return path


async def sentence(file: Path, **options: Path) -> str:
    with pytest.raises(FaultyFile) as refused:
        await Sandbox.start(**options)  # type: ignore[arg-type]  # both options are paths
    said = str(refused.value)
    assert said.startswith(str(file))
    assert said.endswith(".")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("name", [*UNREADABLE, *NO_MANIFEST])
async def test_what_is_no_manifest_is_refused(tmp_path: Path, name: str) -> None:
    text, wrong = (UNREADABLE | NO_MANIFEST)[name]
    file = written(tmp_path, name, text)
    assert wrong in await sentence(file, manifest=file)


@pytest.mark.parametrize("name", UNREADABLE)
async def test_what_cannot_be_read_is_no_seed(tmp_path: Path, manifest: Path, name: str) -> None:
    text, wrong = UNREADABLE[name]
    file = written(tmp_path, name, text)
    assert wrong in await sentence(file, manifest=manifest, seed_file=file)


def test_a_manifest_in_json_is_the_same_app(tmp_path: Path) -> None:
    """What is given in YAML or in JSON, with a mark of its byte order or without one."""
    wanted, sent = manifests.parse(MANIFEST), json.dumps(MANIFEST).encode()
    assert manifests.read(written(tmp_path, "app.yml", yaml.safe_dump(MANIFEST).encode())) == wanted
    assert manifests.read(written(tmp_path, "app.json", sent)) == wanted
    assert manifests.read(written(tmp_path, "bom.json", BOM_UTF8 + sent)) == wanted
