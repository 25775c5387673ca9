"""Whatever anybody did, the figures are those that the events alone tell, for every period and reader."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import anybody
import pytest
from anybody import CATEGORIES, World
from harness import FORM
from owing import owing_database
from slow_figures import slow_figures, told

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import ClosingReason, Status
from bot.domain.insight import period as periods
from bot.domain.rules.closing import Ending
from bot.domain.rules.key_events import Said
from bot.domain.rules.opening import Form
from bot.domain.rules.updating import Update
from bot.store import incidents, taxonomy, timeline
from bot.store.insight import counting
from bot.store.who import standings
from bot.usecases.finish.close_incident import close_incident, merge_incidents, reopen_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.set_key_events import set_key_events
from bot.usecases.work.update_incident import update_incident

READERS = (counting.EVERYBODY, "U1", "U8", "U4", "U2", "U6")
"""Among them a responder of what is private, a guest, and one whose account is gone."""

PERIODS: tuple[tuple[str, str], ...] = (
    ("week", "UTC"),
    ("month", "Asia/Kolkata"),
    ("quarter", "America/New_York"),
    ("year", "UTC"),
)
PERIODS += (("2026-10", "Asia/Kolkata"), ("2026-11-20", "UTC"), ("2020-01-01 2030-12-31", "America/New_York"))
LATELY = (4 * 3600, 10 * 86_400, 100 * 86_400)
"""Seconds since they were declared, at most."""


@pytest.mark.parametrize("seed", [1])
def test_they_are_what_the_events_tell(seed: int, tmp_path: Path) -> None:
    _walk(seed, 30, tmp_path)


@pytest.mark.slow
def test_they_are_what_many_events_tell(tmp_path: Path) -> None:
    _walk(100, 60, tmp_path)


def _walk(seed: int, count: int, folder: Path) -> None:
    world = World(random.Random(seed))  # noqa: S311 - no secret hangs on it
    begun = world.now
    with owing_database(f"sqlite:///{folder}/db", world.clock) as db:
        db.write_now(anybody.settle)
        for draft in range(count):
            world.now = begun - timedelta(seconds=world.dice.randrange(world.dice.choice(LATELY)))
            opened = db.write_now(open_incident, _form(world, draft), by="U1", press=world.press())
            for _ in range(world.dice.randrange(7)):
                world.now += timedelta(minutes=world.dice.choice((0, 1, 7, 40, 300, 5000)), seconds=7.000001)
                with suppress(UserError):
                    db.write_now(_act(world, opened.id))
        world.now = begun
        db.write_now(_compare, world, count)


def _form(world: World, draft: int) -> Form:
    dice = world.dice
    priority, category = dice.choice(("P1", "P2", "P5")), dice.choice(CATEGORIES)
    return replace(FORM, draft=f"d{draft}", priority=priority, category=category, private=dice.random() < 0.2)


def _act(world: World, number: int) -> Callable[[Unit], Any]:
    """Anything that changes a figure."""
    dice, by = world.dice, {"by": "U3", "press": world.press()}
    ending = Ending(dice.choice(list(ClosingReason)), "It is over.", "inc-1", "Nobody knows.")
    update = Update("News.", dice.choice(list(Status)), "Again.", priority=dice.choice(("", "", "P3")))
    key = dice.choice(("started", "detected", "mitigated", "recovered"))
    typed = (world.now - timedelta(minutes=dice.choice((0, 0, 0, 7, 200)))).replace(second=0, microsecond=0)
    moment = dice.choice((typed, typed, typed, None))
    said = Said(nothing=(key,)) if dice.random() < 0.1 else Said({key: moment})
    return dice.choice(
        (
            *[lambda unit: update_incident(unit, number, update, **by)] * 3,
            *[lambda unit: set_key_events(unit, number, said, **by)] * 3,
            lambda unit: close_incident(unit, number, ending, **by),
            lambda unit: reopen_incident(unit, number, "It is back.", **by),
            lambda unit: merge_incidents(unit, number, dice.randint(1, number), **by),
            lambda unit: make_private(unit, number, ("U2",), by="U3", press=by["press"]),
        )
    )


def _compare(_unit: Unit, world: World, count: int) -> None:
    words = taxonomy.load()
    there = [one for number in range(1, count + 1) if (one := incidents.get(number))]
    tales = {one.id: told(timeline.of(one.id)) for one in there}
    for reader in READERS:
        seen = [tales[one.id] for one in there if _sees(reader, one)]
        for name, zone in PERIODS:
            period = periods.read(name, zone, world.now)
            slow = slow_figures(seen, period, words, world.now)
            assert _plain(counting.figures(reader, period, words, world.now)) == slow, (reader, name, zone)
    assert any(one.was_one and one.over for one in tales.values()), "nothing was measured"


def _sees(reader: str, incident: Any) -> bool:
    return policy.sees(standings.of(reader, incident), incident) if reader else not incident.private


def _plain(figures: Any) -> dict[str, Any]:
    found = {name: value for name, value in vars(figures).items() if name != "period"}
    plain = asdict(type(figures)(period=None, **found))
    del plain["period"]
    return {**plain, "trend": list(plain["trend"]), "ages": list(plain["ages"])}
