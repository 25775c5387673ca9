"""Whatever people do, apps answer and the control API is told: done, or refused in a sentence."""

from typing import Any

import pytest
from mess import ROUNDS, Mess, faults_of_ours, things_of
from rig import Json, Listener, Space, entry, modal, option, text_entry
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.act.perform import VERBS

pytest_plugins = ["sandbox_fixtures"]

ACTS = {
    "slash": ["channel", "command", "text"],
    "upload": ["channel", "files", "text"],
    "presence": ["presence", "away"],
    "do_not_disturb": ["minutes", "until"],
    "select": [
        "in",
        "label",
        "action_id",
        "option",
        "options",
        "value",
        "channel",
        "ts",
        "values",
        "block_id",
    ],
    "click": [
        "in",
        "label",
        "action_id",
        "option",
        "options",
        "value",
        "channel",
        "ts",
        "values",
        "block_id",
    ],
    "suggest": ["in", "label", "text"],
    "submit": ["values"],
    "close": [],
    "shortcut": ["callback_id"],
    "message_shortcut": ["callback_id", "channel", "ts"],
    "message": ["channel", "text", "thread_ts", "files"],
    "edit": ["channel", "ts", "text"],
    "delete": ["channel", "ts"],
    "react": ["channel", "ts", "name"],
    "unreact": ["channel", "ts", "name"],
    "pin": ["channel", "ts"],
    "unpin": ["channel", "ts"],
    "open_home": ["channel", "wait_ms"],
    "join": ["channel"],
    "leave": ["channel"],
    "archive": ["channel"],
    "unarchive": ["channel"],
    "rename": ["channel", "name"],
    "create": ["name", "is_private"],
    "invite": ["channel", "member"],
    "kick": ["channel", "member"],
    "topic": ["channel", "text"],
    "convert": ["channel", "private"],
    "share": ["channel", "member"],
    "unshare": ["channel", "member"],
    "delete_channel": ["channel"],
    "add_person": ["name", "real_name", "title", "email", "tz", "role"],
    "change_person": ["member", "new_name", "real_name", "title", "email", "tz", "role"],
    "uninstall": [],
    "install": [],
    "deactivate": ["member"],
    "reactivate": ["member"],
    "edit_usergroup": ["usergroup", "handle", "name", "description", "users", "disabled"],
    "edit_canvas": ["canvas", "markdown"],
    "dance": ["channel"],
}
"""Everything that people do, with what it needs."""
FORM = modal(text_entry("Title"))
SLASH: Json = {"command": "/probe", "channel": "general"}


def test_every_act_is_tried() -> None:
    assert set(VERBS) <= set(ACTS)


@pytest.fixture
async def known(space: Space) -> list[Any]:
    return await things_of(space)


@pytest.mark.parametrize("do", sorted(ACTS))
async def test_an_act_is_done_or_refused_in_a_sentence(
    space: Space,
    web: AsyncWebClient,
    known: list[Any],
    listener: Listener,
    caplog: pytest.LogCaptureFixture,
    do: str,
) -> None:
    mess = Mess(space, do, [*known, "/probe", "Title", "general", "ana", "probe_now", "home", "view"])
    await space.act("ana", "slash", command="/probe", channel="general")
    trigger = listener.payloads("slash_commands")[-1]["trigger_id"]
    await web.views_open(trigger_id=trigger, view=FORM)
    for _ in range(ROUNDS // 2):
        body = {"user": "ana", "do": do, **mess.args(ACTS[do]), "wait_ms": 0}
        status, answer = await space.post("act", body)
        assert status in {200, 400}, body
        if status == 400:
            assert len(answer["error"].split()) > 2, (answer, body)
    assert faults_of_ours(caplog) == []


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "faults",
            ["match", "fault", "error", "times", "retry_after", "ms", "copies", "connections", "reason"],
        ),
        ("latency", ["slack", "mail"]),
        ("limits", ["tiers", "speed", "deadline"]),
        ("settings", ["channels", "usergroups", "canvases", "plan"]),
    ],
)
async def test_the_control_api_takes_any_noise(
    space: Space, known: list[Any], caplog: pytest.LogCaptureFixture, path: str, names: list[str]
) -> None:
    mess = Mess(space, path, [*known, "429", "down", "duplicate", {"method": "*"}, {"type": 1}])
    for number in range(ROUNDS):
        await space.http.delete(f"{space.sandbox.url}/sandbox/faults")
        if number % 4:
            status, answer = await space.post(path, mess.args(names))
        else:
            _, status, answer = await mess.send(f"/sandbox/{path}", names, {})
        assert status in {200, 400, 405}, answer
        assert answer["ok"] == (status == 200)
        assert status == 200 or len(answer["error"].split()) > 2, answer
    assert faults_of_ours(caplog) == []


SEARCH = entry("Search", {"type": "external_select", "action_id": "s", "min_query_length": 0}, optional=True)
ANSWERS = {
    "view_submission": ("submit", ["response_action", "errors", "view", "options"]),
    "block_suggestion": ("suggest", ["options", "option_groups", "text"]),
    "slash_commands": (
        "slash",
        ["text", "blocks", "response_type", "attachments", "replace_original", "thread_ts"],
    ),
}


@pytest.mark.parametrize("kind", sorted(ANSWERS))
async def test_an_app_may_answer_anything_and_the_person_is_told(
    space: Space,
    web: AsyncWebClient,
    known: list[Any],
    listener: Listener,
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    do, names = ANSWERS[kind]
    options: list[Any] = [option("One", "1"), {"text": "One", "value": 1}]
    extra: list[Any] = [
        "errors",
        "update",
        "push",
        "clear",
        {"title": "no"},
        {"title": None},
        {"x": 1},
        options,
        [None],
        FORM,
    ]
    mess = Mess(
        space, kind, [*known, *extra, {**FORM, "external_id": "one"}, [{"label": 1, "options": options}]]
    )
    acts: dict[str, Json] = {
        "submit": {"values": {"Title": "x"}},
        "suggest": {"label": "Search", "text": "x"},
        "slash": SLASH,
    }
    for _ in range(ROUNDS):
        listener.answers.clear()
        await space.act("ana", **SLASH, do="slash")
        trigger = listener.payloads("slash_commands")[-1]["trigger_id"]
        await web.views_open(trigger_id=trigger, view={**FORM, "blocks": [*FORM["blocks"], SEARCH]})
        listener.answers[kind] = mess.args(names)
        said = await space.act("ana", do, **acts[do])
        assert said["ok"] or said["error"], listener.answers
    assert faults_of_ours(caplog) == []
