"""Words that are to be taken out elsewhere are known until that is done, and no longer."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import SyncResumed
from bot.store import tables, timeline
from bot.store.queues import redactions
from bot.usecases.unit import Unit


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def event(do: Callable[..., Any]) -> int:
    """Something happened to inc-1 because of which words are to go."""

    def happen(unit: Unit) -> int:
        row = dict.fromkeys(("title", "description", "status", "priority", "category", "opened_by"), "")
        plain = {"environments": [], "impacts": {}, "invited": [], "private": False, "draft": "d"}
        tables.Incident.create(id=1, opened_at=unit.now, **row, **plain)
        return timeline.append(1, SyncResumed(unit.now, "U1"))

    return int(do(happen))


def owe(unit: Unit, event: int, subject: str = "inc-1", **row: Any) -> int:
    said = {"effect": "a", "lane": "a", "mirror": False, "state": "waiting", **row}
    return int(tables.Delivery.create(subject=subject, event=event, due_at=unit.now, **said).id)


def end(_unit: Unit, number: int, state: str) -> None:
    tables.Delivery.update(state=state).where(tables.Delivery.id == number).execute()


def test_they_are_known_until_the_last_who_needs_them_is_done(do: Callable[..., Any], event: int) -> None:
    first, second = do(owe, event), do(owe, event, lane="b")
    do(owe, event, lane="c", mirror=True)
    do(lambda unit: redactions.keep(event, "s3cr3t", unit.now))
    do(end, first, "done")
    do(end, second, "failed")
    do(lambda _: redactions.settle(event))
    assert do(lambda _: redactions.words(event, second)) == "s3cr3t", "it can be tried again"
    do(end, second, "done")
    do(lambda _: redactions.settle(event))
    with pytest.raises(PermanentError, match="knows the words no more"):
        do(lambda _: redactions.words(event, second))


def test_nothing_is_kept_for_nobody(do: Callable[..., Any], event: int) -> None:
    do(owe, event, mirror=True)
    do(lambda unit: redactions.keep(event, "s3cr3t", unit.now))
    assert not do(lambda _: tables.Redaction.select().count())


@pytest.mark.parametrize("subject", ["inc-1", "follower:C1:1"])
def test_what_is_being_posted_from_before_is_waited_for(
    do: Callable[..., Any], event: int, subject: str
) -> None:
    others = [
        do(owe, event, "inc-11", state="claimed"),
        do(owe, event, mirror=True, state="claimed", lane="m"),
    ]
    before = do(owe, event, subject, state="claimed", lane="b")
    mine = do(owe, event, state="claimed", lane="c")
    do(lambda unit: redactions.keep(event, "s3cr3t", unit.now))
    with pytest.raises(TransientError):
        do(lambda _: redactions.words(event, mine))
    do(end, before, "done")
    assert do(lambda _: redactions.words(event, mine)) == "s3cr3t"
    assert others
