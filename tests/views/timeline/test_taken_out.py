"""Words leave a message of ours in whatever way it wrote them."""

import pytest

from bot.domain.redacting.words import GONE
from bot.views.timeline import taken_out
from bot.views.words import escape, fit, quote

SECRET = "token <zugzwang> & co of the quokka"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"We saw {SECRET} there", f"We saw {GONE} there"),
        (f"We saw {escape(SECRET)} there", f"We saw {GONE} there"),
        (quote("Look:\ntoken\n\n<zugzwang> & co\nof the quokka"), f"> Look:\n> {GONE}"),
        (fit(f"We saw {SECRET}", 24), f"We saw {GONE}…"),
        ("Working… on it", "Working… on it"),
        ("A token is…", "A token is…"),
    ],
)
def test_escaped_quoted_or_cut_off(said: str, left: str) -> None:
    assert taken_out.text(said, SECRET) == left


def test_only_what_people_read_changes() -> None:
    said = {
        "ts": "1.1",
        "text": SECRET,
        "blocks": [{"type": "section", "block_id": SECRET, "text": {"type": "mrkdwn", "text": SECRET}}],
    }
    assert taken_out.message(said, SECRET) == {
        "text": GONE,
        "blocks": [{"type": "section", "block_id": SECRET, "text": {"type": "mrkdwn", "text": GONE}}],
    }
    assert taken_out.message({"text": "nothing of it"}, SECRET) is None
