"""What changes too often by itself is followed no more, until somebody says so."""

from dataclasses import replace

import pytest
from incidents import WORDS, act
from seeing import paged, seen

from bot.domain import events as e
from bot.domain.errors import UserError
from bot.domain.incident import Status
from bot.domain.paging import PageState
from bot.domain.paging.breaker import MOST, halt, resume
from bot.domain.paging.reading import see


def test_it_stops_once_there_is_too_much() -> None:
    assert halt(paged(), MOST, act("")).events == ()
    stopped = halt(paged(), MOST + 1, act(""))
    assert isinstance(stopped.events[0], e.SyncHalted)
    assert halt(stopped.incident, MOST + 2, act("")).events == ()


def test_what_is_read_is_kept_and_changes_the_incident_no_more() -> None:
    halted = replace(paged(), halted=True)
    taken = see(halted, seen(PageState.ACKNOWLEDGED, 2, priority="P1"), WORDS, act("", minutes=9)).incident
    assert taken.pages[0].state is PageState.ACKNOWLEDGED
    assert (taken.status, taken.priority) == (Status.OPEN, halted.priority)


def test_somebody_lets_it_go_on_once() -> None:
    going = resume(replace(paged(), halted=True), act())
    assert not going.incident.halted
    with pytest.raises(UserError, match="follows PagerDuty already"):
        resume(going.incident, act())
