"""When Firebell asks for what."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from incidents import NOW, WORDS, opened

from bot.domain.errors import UserError
from bot.domain.events import Event, RoleGiven
from bot.domain.incident import Act, Change, Incident, Moment, Status
from bot.domain.postmortem.following import finish
from bot.domain.rules import closing, reminders, roles, updating
from bot.domain.rules.closing import Ending
from bot.domain.rules.reminders import CLOSE, COMMANDER, KEY_EVENTS, KINDS, POSTMORTEM, UPDATE, Ask, Facts
from bot.domain.rules.updating import Update
from bot.domain.times.hours import is_open

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KNOWN = {key: Moment(NOW, "U1") for key in WORDS.key_events}


class Life:
    """An incident with its history, and a clock."""

    def __init__(self, at: datetime = MONDAY, **differences: Any) -> None:
        self.now = at
        self.incident: Incident = opened(opened_at=at, status_since=at, **differences)
        self.events: list[Event] = []

    @property
    def plan(self) -> dict[str, Ask]:
        return reminders.plan(Facts(self.incident, tuple(self.events), WORDS, self.now))

    def due(self, kind: str) -> timedelta | None:
        """Give in how long something is asked for."""
        ask = self.plan.get(kind)
        return ask.due_at - self.now if ask else None

    def act(self) -> Act:
        return Act("U1", self.now)

    def keep(self, change: Change) -> None:
        self.incident = change.incident
        self.events += change.events

    def update(self, **wish: Any) -> None:
        self.keep(updating.update(self.incident, Update(**wish), WORDS, self.act(), postmortem_due=True))

    def passes(self, span: timedelta) -> None:
        self.now += span

    def ask(self, kind: str) -> int:
        """Go to when it is due, ask, and give how often it was asked by then."""
        self.now = max(self.now, self.plan[kind].due_at)
        self.keep(reminders.remind(self.incident, self.plan[kind], Act("", self.now)))
        return self.plan[kind].count


def test_a_stale_one_is_asked_about_at_its_priority_s_interval_again_and_again() -> None:
    life = Life(priority="P2")
    for count in (1, 2, 3, 4):
        assert life.due(UPDATE) == timedelta(hours=1)
        assert life.ask(UPDATE) == count
        assert life.plan[UPDATE].aloud is (count >= 3)
    life.passes(10 * MINUTE)
    life.update(message="Rolled back.")
    assert life.due(UPDATE) == timedelta(hours=1)
    assert not life.plan[UPDATE].count


def test_what_was_promised_counts_instead() -> None:
    life = Life(priority="P2")
    life.update(message="Looking.", next_update_at=life.now + 15 * MINUTE)
    assert life.due(UPDATE) == 15 * MINUTE
    life.ask(UPDATE)
    assert life.due(UPDATE) == timedelta(hours=1)
    life.update(message="Over.", status=Status.MITIGATED, next_update_at=life.now + 30 * MINUTE)
    assert life.due(UPDATE) == 30 * MINUTE
    life.update(message="Really over.")
    assert life.due(UPDATE) is None


def test_a_mended_title_is_no_news_and_a_changed_status_is() -> None:
    life = Life(priority="P2")
    life.passes(20 * MINUTE)
    life.update(title="Checkout is down in Spain")
    assert life.due(UPDATE) == 40 * MINUTE
    life.update(status=Status.MITIGATING)
    assert life.due(UPDATE) == 60 * MINUTE


def test_what_is_not_urgent_waits_for_the_day() -> None:
    friday = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    life = Life(friday, priority="P3")
    assert life.plan[UPDATE].due_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    urgent = Life(friday, priority="P2")
    assert urgent.due(UPDATE) == timedelta(hours=1)


def test_a_drill_that_everybody_left_is_quiet_at_night() -> None:
    evening = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    for kind in (UPDATE, COMMANDER):
        drill, real = Life(evening, priority="P1", drill=True), Life(evening, priority="P1")
        for life in (drill, real):
            assert [life.ask(kind) for _ in range(3)] == [1, 2, 3], "while they rehearse it is as ever"
        assert real.plan[kind].due_at == real.now + timedelta(minutes=30)
        assert drill.plan[kind].due_at == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_who_was_away_over_night_asks_in_the_morning() -> None:
    """Due by day, but the clock stood still until the evening."""
    life = Life(priority="P3")
    assert life.plan[UPDATE].due_at == MONDAY + timedelta(hours=4)
    life.passes(timedelta(hours=12))
    assert life.plan[UPDATE].due_at == MONDAY + timedelta(hours=23)


def test_the_worst_one_is_asked_for_a_commander_after_3_and_8_minutes() -> None:
    life = Life(priority="P1")
    assert life.due(COMMANDER) == 3 * MINUTE
    life.ask(COMMANDER)
    assert not life.plan[COMMANDER].aloud
    assert life.due(COMMANDER) == 5 * MINUTE
    life.ask(COMMANDER)
    assert life.plan[COMMANDER].aloud
    assert life.due(COMMANDER) == 30 * MINUTE
    life.keep(roles.give_role(life.incident, "commander", "U2", WORDS, life.act()))
    assert life.due(COMMANDER) is None
    life.passes(timedelta(hours=1))
    life.keep(roles.give_role(life.incident, "commander", "", WORDS, life.act()))
    assert isinstance(life.events[-1], RoleGiven)
    assert life.due(COMMANDER) == 3 * MINUTE


def test_nobody_need_lead_a_lesser_one_until_it_is_raised() -> None:
    life = Life(priority="P2")
    assert life.due(COMMANDER) is None
    life.passes(timedelta(hours=2))
    life.update(priority="P1")
    assert life.due(COMMANDER) == 3 * MINUTE


def test_key_events_are_asked_for_while_people_are_there_and_then_by_day() -> None:
    life = Life(MONDAY.replace(hour=22), priority="P2")
    assert life.due(KEY_EVENTS) is None
    life.update(status=Status.MITIGATED)
    assert life.due(KEY_EVENTS) == 30 * MINUTE
    life.ask(KEY_EVENTS)
    assert life.plan[KEY_EVENTS].due_at == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    life.incident = replace(life.incident, key_events=KNOWN)
    assert life.due(KEY_EVENTS) is None


def test_a_post_mortem_of_the_worst_kind_is_asked_for_every_day() -> None:
    life = Life(priority="P1")
    life.update(status=Status.MITIGATED)
    assert life.due(POSTMORTEM) == timedelta(days=1)
    life.ask(POSTMORTEM)
    assert life.due(POSTMORTEM) == timedelta(days=1)
    life.keep(finish(life.incident, life.act()))
    assert life.due(POSTMORTEM) is None
    lesser = Life(priority="P3")
    lesser.update(status=Status.MITIGATED)
    assert lesser.due(POSTMORTEM) is None


def test_once_nothing_is_missing_somebody_is_asked_to_close_it() -> None:
    life = Life(priority="P3", key_events=KNOWN)
    assert life.due(CLOSE) is None
    life.update(status=Status.MITIGATED)
    assert life.due(CLOSE) == timedelta(days=1)
    life.ask(CLOSE)
    assert life.due(CLOSE) == timedelta(days=2)
    life.update(message="We watch it until tomorrow.")
    assert life.due(CLOSE) == timedelta(days=1)
    life.incident = replace(life.incident, key_events={})
    assert life.due(CLOSE) is None


def test_snoozed_is_quiet_until_then_or_until_somebody_tells_more() -> None:
    life = Life(priority="P1")
    life.ask(UPDATE)
    until = life.now + timedelta(hours=5)
    life.keep(reminders.snooze(life.incident, reminders.asking(life.plan), until, life.act()))
    assert life.plan[UPDATE].due_at == until
    assert life.plan[UPDATE].snoozed_by == "U1"
    assert life.ask(UPDATE) == 2
    assert life.due(UPDATE) == 30 * MINUTE
    life.keep(
        reminders.snooze(life.incident, reminders.asking(life.plan), life.now + timedelta(days=1), life.act())
    )
    life.update(message="It burns again.")
    assert life.due(UPDATE) == 30 * MINUTE
    with pytest.raises(UserError, match="somebody has answered"):
        reminders.snooze(life.incident, reminders.asking({}), until, life.act())


def test_what_is_over_is_left_alone() -> None:
    life = Life(priority="P1")
    life.ask(UPDATE)
    life.keep(closing.close(life.incident, Ending(waiver="No."), (), WORDS, life.act()))
    assert life.plan == {}
    life.keep(closing.reopen(life.incident, "It is back.", life.act()))
    assert life.due(UPDATE) == 30 * MINUTE
    assert life.due(COMMANDER) == 3 * MINUTE


@pytest.mark.parametrize("seed", range(60))
def test_whatever_happens_nobody_is_asked_more_often_than_the_interval(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - to vary what happens
    life = Life(MONDAY + chance.randrange(10_000) * MINUTE, priority=chance.choice(list(WORDS.priorities)))
    asked: dict[str, tuple[datetime, int]] = {}
    for _ in range(60):
        _something(life, chance)
        life.passes(chance.choice((MINUTE, 7 * MINUTE, 45 * MINUTE, timedelta(hours=9))))
        for kind, ask in life.plan.items():
            if ask.due_at > life.now:
                continue
            _must_not_be_too_early(life, ask, asked.get(kind))
            life.keep(reminders.remind(life.incident, ask, Act("", life.now)))
            asked[kind] = (life.now, len(life.events))
        assert all(ask.due_at > life.now for ask in life.plan.values()), "nothing is asked for twice at once"
    assert set(asked) <= set(KINDS)


def _something(life: Life, chance: random.Random) -> None:
    """Somebody does something, or tries to."""
    statuses = [status for status in Status if status is not Status.CLOSED]
    deeds = (
        lambda: life.update(message="News."),
        lambda: life.update(message="News.", next_update_at=life.now + chance.choice((5, 90)) * MINUTE),
        lambda: life.update(priority=chance.choice(list(WORDS.priorities))),
        lambda: life.update(status=chance.choice(statuses), reason="It is so."),
        lambda: life.keep(
            roles.give_role(
                life.incident, "commander", chance.choice(("", "U2")), WORDS, life.act(), words="x"
            )
        ),
        lambda: life.keep(
            reminders.snooze(life.incident, reminders.asking(life.plan), life.now + 40 * MINUTE, life.act())
        ),
        lambda: None,
    )
    try:
        chance.choice(deeds)()
    except UserError:
        return


def _must_not_be_too_early(life: Life, ask: Ask, last: tuple[datetime, int] | None) -> None:
    priority = WORDS.priorities[life.incident.priority]
    if priority.rank > 2 or (ask.count and ask.kind in {KEY_EVENTS, POSTMORTEM}):
        assert is_open(WORDS.hours_of(life.incident.category), life.now)
    if ask.snoozed_until:
        assert life.now >= ask.snoozed_until
    if ask.kind == UPDATE and not life.incident.next_update_at:
        assert life.now - ask.since >= priority.remind_every
    if last is None:
        return
    at, place = last
    answered = any(reminders.begins(ask.kind, event) for event in life.events[place:])
    every = {
        UPDATE: priority.remind_every,
        COMMANDER: 5 * MINUTE,
        KEY_EVENTS: timedelta(days=1),
        POSTMORTEM: timedelta(days=min(priority.rank, 3)),
        CLOSE: timedelta(days=2),
    }[ask.kind]
    assert answered or life.now - at >= every, f"{ask.kind} again after {life.now - at}"
