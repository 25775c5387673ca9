"""What an update may change, and what it says."""

from datetime import timedelta

import pytest
from incidents import NOW, WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import IncidentUpdated, KeyEventSet
from bot.domain.incident import Moment, News, Status
from bot.domain.rules.updating import Update, edit, same_as_before, update


def test_an_update_says_what_was_and_what_is() -> None:
    change = update(opened(), Update(message=" Rolled back. ", priority="P3"), WORDS, act("U2", 5))
    assert change.incident.priority == "P3"
    assert change.incident.news == News("Rolled back.", "U2", NOW + timedelta(minutes=5))
    (event,) = change.events
    assert isinstance(event, IncidentUpdated)
    assert (event.message, event.was, event.becomes) == (
        "Rolled back.",
        {"priority": "P2"},
        {"priority": "P3"},
    )


def test_skipped_statuses_are_implied_and_the_moments_are_filled_in() -> None:
    change = update(opened(), Update(status=Status.MITIGATED), WORDS, act(minutes=30))
    assert change.incident.status is Status.MITIGATED
    assert change.incident.since == NOW + timedelta(minutes=30)
    assert change.events[0].implied == ("investigating", "mitigating")  # type: ignore[attr-defined]  # the first is the update
    filled = {event.key for event in change.events if isinstance(event, KeyEventSet)}
    assert filled == {"mitigated", "recovered"}


def test_a_corrected_moment_is_never_overwritten() -> None:
    corrected = Moment(NOW + timedelta(minutes=3), "U2")
    incident = opened(key_events={"recovered": corrected})
    change = update(incident, Update(status=Status.MITIGATED), WORDS, act(minutes=30))
    assert change.incident.key_events["recovered"] == corrected
    assert change.incident.key_events["mitigated"].automatic


def test_a_second_mitigation_fills_in_anew_what_the_first_one_had() -> None:
    once = update(opened(), Update(status=Status.MITIGATED), WORDS, act(minutes=30)).incident
    back = update(
        once, Update(status=Status.INVESTIGATING, reason="It is back"), WORDS, act(minutes=40)
    ).incident
    again = update(back, Update(status=Status.MITIGATED), WORDS, act(minutes=50)).incident
    assert again.key_events["mitigated"].at == NOW + timedelta(minutes=50)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Update(), "message"),
        (Update(priority="P2"), "message"),
        (Update(message="x" * 1201), "message"),
        (Update(title="db"), "title"),
        (Update(title=" "), "title"),
        (Update(description=""), "description"),
        (Update(environments=()), "environments"),
        (Update(category="nothing"), "category"),
        (Update(priority="P9"), "priority"),
        (Update(status=Status.CLOSED), "status"),
    ],
)
def test_what_cannot_be_is_said_under_its_field(wish: Update, field: str) -> None:
    with pytest.raises(UserError) as refused:
        update(opened(), wish, WORDS, act())
    assert set(refused.value.fields) == {field}


def test_environments_keep_their_order() -> None:
    change = update(opened(), Update(environments=("INT", "PRD", "STG")), WORDS, act())
    assert change.incident.environments == ("PRD", "STG", "INT")


def test_a_promise_stays_until_somebody_tells_more() -> None:
    told = update(
        opened(), Update(message="Hm.", next_update_at=NOW + timedelta(minutes=15)), WORDS, act()
    ).incident
    mended = edit(told, Update(title="Checkout is slow for all"), WORDS, act(minutes=5)).incident
    assert mended.next_update_at == NOW + timedelta(minutes=15)
    again = same_as_before(told, WORDS, act(minutes=20)).incident
    assert again.news == News("No change since: Hm.", "U1", NOW + timedelta(minutes=20))
    later = same_as_before(again, WORDS, act(minutes=25)).incident
    assert later.news
    assert later.news.message == "No change since: Hm.", "the words that hold stay, once"
    assert again.next_update_at == NOW + timedelta(minutes=35)
    assert (
        update(again, Update(message="It is over."), WORDS, act(minutes=30)).incident.next_update_at is None
    )


def test_impacts_raise_a_priority_and_never_lower_it() -> None:
    raised = edit(opened(), Update(impacts={"customers": "HT"}), WORDS, act()).incident
    assert raised.priority == "P1"
    assert edit(raised, Update(impacts={"customers": "LT"}), WORDS, act()).incident.priority == "P1"
    lowered = update(raised, Update(priority="P4"), WORDS, act()).incident
    milder = edit(lowered, Update(title="DB down", impacts={"business": "LT"}), WORDS, act()).incident
    assert milder.priority == "P4", "only levels that somebody chose now count"


def test_an_impact_that_somebody_takes_away_is_gone_and_the_others_stay() -> None:
    hit = opened(impacts={"customers": "HI", "business": "LO"})
    change = edit(hit, Update(impacts={"business": "", "sellers": "LO"}), WORDS, act())
    assert change.incident.impacts == {"customers": "HI", "sellers": "LO"}
    (event,) = change.events
    assert isinstance(event, IncidentUpdated)
    assert event.was["impacts"] == {"customers": "HI", "business": "LO"}
    assert event.becomes["impacts"] == change.incident.impacts
    assert change.incident.priority == hit.priority


def test_a_category_of_private_incidents_is_not_for_public_ones() -> None:
    with pytest.raises(UserError, match="private first"):
        update(opened(), Update(category="system-compromise"), WORDS, act())


def test_a_closed_one_is_mended_but_not_updated() -> None:
    over = opened(status=Status.CLOSED)
    assert edit(over, Update(title="Checkout was down"), WORDS, act()).incident.title == "Checkout was down"
    with pytest.raises(UserError, match="Reopen it first"):
        update(over, Update(message="Hm."), WORDS, act())
