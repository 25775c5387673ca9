"""By which pattern a channel is called: the one that stood when its incident was declared."""

from datetime import timedelta
from typing import Any

from harness import FORM
from incidents import NOW, opened

from bot.domain.incident import Incident, Status
from bot.domain.settings.difference import Difference
from bot.domain.texts import CHANNEL_NAME
from bot.store import tables, taxonomy
from bot.store.personal.retention import forget
from bot.store.settings import audit, naming
from bot.usecases.open_incident import open_incident

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


def test_the_pattern_of_what_goes_on_is_not_forgotten(do: Any, clock: Any) -> None:
    """What is changed while nothing older goes on is forgotten as any other change."""
    begun: Incident = do(open_incident, FORM, by="U1", press="t1")
    clock.pass_(60)
    word(do, clock(), None, "sev{id}")
    do(lambda _: audit.add("U1", clock(), [Difference("roles", "deputy", None, {})]))
    assert do(lambda _: forget("audit", clock() + HOUR, 10)) == 1
    assert do(lambda _: naming.pattern(begun)) == CHANNEL_NAME.usual
    closed = {"status": Status.CLOSED, "closed_at": clock()}
    do(lambda _: tables.Incident.update(closed).execute())
    assert do(lambda _: forget("audit", clock() + HOUR, 10)) == 1
