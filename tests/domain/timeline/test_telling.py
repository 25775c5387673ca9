"""A message becomes an update once, and can be taken back for a while."""

from dataclasses import replace
from datetime import timedelta

import pytest
from incidents import NOW, WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import Event, IncidentUpdated, UpdateWithdrawn
from bot.domain.incident import Incident, Status
from bot.domain.rules.updating import MESSAGE, Update, update
from bot.domain.timeline import telling
from bot.domain.timeline.present import Heard

KEY = "C1/1.2"
HEARD = Heard(KEY, "U1", update=True, words="x" * 5000, moment=NOW, author="U2")


def told(incident: Incident, history: list[Event], minutes: float = 0) -> Incident:
    """Mark the message and read it."""
    marked = telling.mark_update(incident, history, KEY, act(minutes=minutes))
    history += marked.events
    change = telling.tell_heard(incident, history, HEARD, WORDS, act(minutes=minutes))
    history += change.events
    return change.incident


def test_it_is_told_once_cut_and_keeps_the_promise() -> None:
    history: list[Event] = []
    promised = replace(opened(), next_update_at=NOW + timedelta(minutes=30))
    incident = told(promised, history)
    assert incident.news
    assert len(incident.news.message) == MESSAGE
    assert incident.next_update_at == promised.next_update_at
    assert not telling.mark_update(incident, history, KEY, act()).events
    assert not telling.tell_heard(incident, history, HEARD, WORDS, act()).events


def test_taken_back_the_word_before_is_the_last_again() -> None:
    first = update(opened(), Update(message="We look at db2"), WORDS, act(minutes=1))
    history: list[Event] = [*first.events]
    incident = told(first.incident, history, minutes=2)
    back = telling.withdraw(incident, history, KEY, act(minutes=3))
    assert back.incident.news == first.incident.news
    history += back.events
    with pytest.raises(UserError, match="already"):
        telling.withdraw(back.incident, history, KEY, act(minutes=4))
    again = told(back.incident, history, minutes=5)
    assert again.news
    with pytest.raises(UserError, match="more than 10 minutes"):
        telling.withdraw(again, history, KEY, act(minutes=16))


def test_what_was_told_after_it_stays_the_last_word() -> None:
    history: list[Event] = []
    incident = told(opened(), history)
    later = update(incident, Update(message="Later"), WORDS, act(minutes=1))
    back = telling.withdraw(later.incident, [*history, *later.events], KEY, act(minutes=2))
    assert back.incident.news == later.incident.news


def test_a_closed_incident_is_told_nothing_and_a_message_that_is_gone_is_forgotten() -> None:
    closed = replace(opened(), status=Status.CLOSED)
    with pytest.raises(UserError, match="closed"):
        telling.mark_update(closed, [], KEY, act())
    marked = telling.mark_update(opened(), [], KEY, act()).events
    for incident, heard in ((closed, HEARD), (opened(), replace(HEARD, gone=True))):
        change = telling.tell_heard(incident, marked, heard, WORDS, act())
        assert not any(isinstance(event, IncidentUpdated) for event in change.events)
        assert not telling.tell_heard(incident, [*marked, *change.events], HEARD, WORDS, act()).events


def test_it_follows_its_message_as_long_as_that_is_there() -> None:
    first = update(opened(), Update(message="We look at db2"), WORDS, act(minutes=1))
    history: list[Event] = [*first.events]
    incident = told(first.incident, history, minutes=2)
    edited = telling.follow_edit(incident, history, KEY, " Mended. ", act("U2", 30))
    assert edited.incident.news == replace(incident.news, message="Mended.")  # type: ignore[type-var]  # there is one
    history += edited.events
    assert not telling.follow_edit(edited.incident, history, KEY, "Mended.", act("U2", 31)).events
    later = update(edited.incident, Update(message="Later"), WORDS, act(minutes=32))
    history += later.events
    again = telling.follow_edit(later.incident, history, KEY, "Once more.", act("U2", 33))
    assert again.incident.news == later.incident.news, "what was told after it stays the last word"
    gone = telling.follow_deletion(later.incident, [*history, *again.events], KEY, act("", 40))
    assert gone.incident.news == later.incident.news
    assert [type(event) for event in gone.events] == [UpdateWithdrawn]
    history += [*again.events, *gone.events]
    assert not telling.follow_edit(later.incident, history, KEY, "Too late.", act("U2", 41)).events
    assert not telling.follow_deletion(later.incident, history, KEY, act("", 42)).events


def test_what_was_written_anew_while_it_was_read_is_told() -> None:
    history: list[Event] = [*telling.mark_update(opened(), [], KEY, act()).events]
    history += telling.follow_edit(opened(), history, KEY, "The second version", act("U2", 1)).events
    change = telling.tell_heard(opened(), history, HEARD, WORDS, act(minutes=2))
    assert change.incident.news
    assert change.incident.news.message == "The second version"
