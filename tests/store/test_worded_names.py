"""By which pattern a channel is called: the one that stood when its incident was declared."""

from datetime import timedelta
from typing import Any

from incidents import NOW, opened

from bot.domain.settings.difference import Difference
from bot.domain.texts import CHANNEL_NAME
from bot.store import taxonomy
from bot.store.settings import audit, naming

HOUR = timedelta(hours=1)


def word(do: Any, at: Any, was: str | None, becomes: str) -> None:
    change = Difference("texts", "channel_name", was, becomes)
    do(lambda _: taxonomy.replace({**taxonomy.document(), "texts": {"channel_name": becomes}}))
    do(lambda _: audit.add("U1", at, [change]))


def test_what_is_worded_later_is_for_what_is_declared_later(do: Any) -> None:
    def pattern(hours: int) -> str:
        found: str = do(lambda _: naming.pattern(opened(opened_at=NOW + hours * HOUR)))
        return found

    assert pattern(0) == CHANNEL_NAME.usual
    word(do, NOW + HOUR, None, "sev{id}")
    word(do, NOW + 3 * HOUR, "sev{id}", "inc{id}")
    assert [pattern(hours) for hours in (0, 1, 2, 3, 4)] == [
        CHANNEL_NAME.usual,
        "sev{id}",
        "sev{id}",
        "inc{id}",
        "inc{id}",
    ]
