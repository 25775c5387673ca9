"""The moments, their order, and the times between them."""

from datetime import timedelta

import pytest
from incidents import NOW, WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.incident import Moment
from bot.domain.rules.key_events import clear_key_event, metrics, missing, set_key_events

EARLIER, LATER = NOW - timedelta(minutes=20), NOW + timedelta(minutes=20)


def test_what_somebody_knows_is_kept_and_told_once() -> None:
    change = set_key_events(opened(), {"started": EARLIER, "detected": None}, WORDS, act())
    assert change.incident.key_events["started"] == Moment(EARLIER, "U1")
    assert change.incident.key_events["detected"] == Moment(None, "U1")
    assert len(change.events) == 2
    assert set_key_events(change.incident, {"started": EARLIER}, WORDS, act()).events == ()


@pytest.mark.parametrize(
    ("key", "at", "why"),
    [
        ("started", NOW + timedelta(seconds=1), "future"),
        ("started", NOW - timedelta(days=3654), "more than ten years before the declaration"),
        ("detected", EARLIER - timedelta(minutes=1), "Started must not be after Detected"),
        ("started", NOW, "Started must not be after Detected"),
        ("nothing", NOW, "no key event"),
    ],
)
def test_the_order_and_the_present_are_kept(key: str, at: object, why: str) -> None:
    incident = opened(key_events={"started": Moment(EARLIER, "U1"), "detected": Moment(EARLIER, "U1")})
    with pytest.raises(UserError, match=why) as refused:
        set_key_events(incident, {key: at}, WORDS, act())  # type: ignore[dict-item]  # parametrised
    assert set(refused.value.fields) == {f"key_event:{key}"}


def test_two_that_contradict_each_other_are_told_once() -> None:
    wrong = {"started": NOW, "detected": EARLIER}
    with pytest.raises(UserError) as refused:
        set_key_events(opened(), wrong, WORDS, act())
    assert str(refused.value) == "Started must not be after Detected: mend one of them."
    assert set(refused.value.fields) == {"key_event:started", "key_event:detected"}


def test_several_are_judged_together() -> None:
    moved = {"started": EARLIER, "detected": EARLIER + timedelta(minutes=1)}
    incident = opened(key_events={"started": Moment(NOW, "U1"), "detected": Moment(NOW, "U1")})
    assert (
        set_key_events(incident, moved, WORDS, act()).incident.key_events["detected"].at == moved["detected"]
    )


def test_clearing_says_nothing_any_more() -> None:
    incident = opened(key_events={"started": Moment(NOW, "U1")})
    change = clear_key_event(incident, "started", act())
    assert change.incident.key_events == {}
    assert clear_key_event(change.incident, "started", act()).events == ()


def test_missing_are_the_required_ones_about_which_nothing_is_said() -> None:
    assert missing(opened(), WORDS) == ("started", "detected", "recovered")


def test_metrics_need_both_ends_and_are_never_negative() -> None:
    moments = {
        "started": Moment(EARLIER, "U1"),
        "declared": Moment(NOW, "U1"),
        "recovered": Moment(None, "U1"),
    }
    assert metrics(moments, WORDS) == {"time-to-acknowledge": timedelta(minutes=20)}
    backwards = {"started": Moment(LATER, "U1"), "declared": Moment(NOW, "U1")}
    assert metrics(backwards, WORDS) == {}
