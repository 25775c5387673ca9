"""What a message says in plain words, whoever sent it and whatever is in it."""

from typing import Any

import pytest

from bot.views.timeline import message

NAMES = {"U1": "ana", "U2": "ben"}
PICTURE = {"mimetype": "image/png", "title": "graph.png"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": "Ask <@U1> in <#C1|ops> &amp; <!here>"}, "Ask @ana in #ops & @here"),
        ({"text": "<https://x.example|the page>"}, "the page (https://x.example)"),
        ({"text": "", "files": [PICTURE]}, "a picture by @ben: graph.png"),
        ({"text": "Look", "files": [{"mimetype": "text/plain"}]}, "Look\n(a file by @ben)"),
        (
            {"files": [PICTURE, {"mimetype": "video/mp4", "name": "v.mp4"}]},
            "2 files by @ben: graph.png, v.mp4",
        ),
        ({"text": "\n\n"}, "a message without words"),
        (
            {"attachments": [{"fallback": "[FIRING] disk", "title": "Disk full", "text": "on db2"}]},
            "Disk full\non db2",
        ),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Deploy 7"}}]}, "Deploy 7"),
        ({"blocks": [{"type": "divider"}]}, "a message without words"),
    ],
)
def test_it_is_said_in_plain_words(given: dict[str, Any], said: str) -> None:
    assert message.words({"user": "U2", **given}, NAMES) == said


def test_more_than_fits_is_cut() -> None:
    assert len(message.words({"user": "U2", "text": "x" * 40_000}, NAMES)) == message.MOST


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ({"user": "U2"}, "U2"),
        ({"bot_id": "B1", "username": "Grafana", "subtype": "bot_message"}, "Grafana"),
        ({"user": "U9", "bot_id": "B1", "bot_profile": {"name": "Deployer"}}, "Deployer"),
        ({"user": "U9", "bot_id": "B1"}, "U9"),
        ({}, "an app"),
    ],
)
def test_its_author_is_a_person_or_an_app(given: dict[str, Any], author: str) -> None:
    assert message.author(given) == author


def test_files_of_an_app_name_the_app() -> None:
    given = {"bot_id": "B1", "username": "Grafana", "files": [PICTURE]}
    assert message.words(given, NAMES) == "a picture by Grafana: graph.png"
    assert message.mentioned({**given, "text": "<@U1>"}) == {"U1"}
