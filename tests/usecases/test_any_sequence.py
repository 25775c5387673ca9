"""Whatever anybody does in whatever order, what is kept stays true."""

import random
from datetime import UTC
from pathlib import Path
from typing import Any

import anybody
import deeds
import pytest
from anybody import LONG, Act, World
from engines import ENGINES
from owing import owing_database
from replay import replay

from bot.domain.errors import UserError
from bot.domain.incident import Incident, Invited, Link, LinkKind
from bot.domain.rules import key_events
from bot.domain.timeline.present import Heard
from bot.jobs.tick_due import KINDS
from bot.ports import Outcome
from bot.store import dues, incidents, tables, taxonomy, timeline
from bot.store.database import Database
from bot.store.queues import claims
from bot.store.queues.claims import Claim
from bot.store.who import callees
from bot.usecases.record_outcome import give_up_delivery, record_outcome
from bot.usecases.run_due import run_due
from bot.usecases.unit import Unit, incident_of

DEEDS = 120
SEEDS = [("sqlite", seed) for seed in range(2)]
SLOW = [("sqlite", seed) for seed in range(1000, 1024)]
SLOW += [("postgres", seed) for seed in range(2000, 2007) if "postgres" in ENGINES]

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.mark.parametrize(("engine", "seed"), SEEDS)
def test_whatever_anybody_does(
    engine: str, seed: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    _walk(engine, seed, tmp_path, request)


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "seed"), SLOW)
def test_whatever_many_do(engine: str, seed: int, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _walk(engine, seed, tmp_path, request)


def _walk(engine: str, seed: int, folder: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if engine == "postgres" else f"sqlite:///{folder}/db"
    world = World(random.Random(seed))  # noqa: S311 - no secret hangs on it
    with owing_database(url, world.clock) as db:
        db.write_now(anybody.settle)
        walk = Walk(db, world)
        for _ in range(DEEDS):
            walk.go_on()


class Walk:
    """Does one thing after the other, and looks after each."""

    def __init__(self, db: Database[Unit], world: World) -> None:
        self.db, self.world = db, world
        self.claims: list[Claim] = []
        self.ran: list[tuple[Claim, Outcome]] = []
        self.done: list[str] = []
        self.born_private: dict[int, bool] = {}
        self.before: Rows = self.db.write_now(_rows)

    def go_on(self) -> None:
        act = self._draw()
        self.done.append(f"{self.world.now:%d %H:%M:%S} {act.said.replace(LONG, 'long')}")
        try:
            self._do(act)
        except Exception as error:
            error.add_note("\n".join(self.done))
            raise

    def _draw(self) -> Act:
        act = deeds.draw(self.world)
        match self.world.dice.randrange(24):
            case 0 | 1 if self.world.count:
                return Act("claim", self._claim, pressed=False)
            case 2 | 3 | 4 | 5 | 6 | 7 if self.claims:
                return Act("run", self._run, pressed=False)
            case 8 | 9 | 10 | 11 | 12 | 13 if self.ran:
                return self._record()
            case 14:
                return Act("tick", self._tick, pressed=False)
        return act

    def _do(self, act: Act) -> None:
        try:
            answer = self.db.write_now(act.do)
        except UserError as error:
            self.done[-1] += f": {error.sentence}"
            assert self.db.write_now(_rows) == self.before, "a refused deed changed something"
            return
        now = self.db.write_now(_rows)
        self._must_be_sound(now, deeds.kept(answer))
        if act.pressed:
            self.db.write_now(act.do)
            assert self.db.write_now(_rows) == now, "the same press did it again"
        self.before = now
        self.db.write_now(lambda _: anybody.look(self.world))

    def _claim(self, unit: Unit) -> None:
        self.claims += claims.claim("w1", unit.now, self.world.dice.randint(1, 25))

    def _run(self, _unit: Unit) -> None:
        """Whoever was claimed first need not be done first; what is found out may be old when it is told."""
        claim = self.claims.pop(self.world.dice.randrange(len(self.claims)))
        self.ran.append((claim, _outcome(claim)))
        self.done[-1] += f" {claim.subject} {claim.effect}"

    def _record(self) -> Act:
        dice = self.world.dice
        claim, outcome = self.ran.pop(dice.randrange(len(self.ran)))
        if dice.random() < 0.1:
            said = f"fail {claim.effect}"
            return Act(said, lambda unit: give_up_delivery(unit, claim, "no"), pressed=False)
        said = f"record {claim.subject} {claim.effect} {outcome}"
        return Act(said, lambda unit: record_outcome(unit, claim, outcome), pressed=False)

    def _tick(self, unit: Unit) -> None:
        for one in dues.due(unit.now, KINDS, 50):
            run_due(unit, one, KINDS[one.kind])

    def _must_be_sound(self, now: Rows, kept: Incident | None) -> None:
        events, before = now["event"], self.before["event"]
        assert events[: len(before)] == before, "the timeline is only added to"
        numbers = [row[0] for row in events]
        assert numbers == sorted(numbers)
        self.db.write_now(self._each_is_sound, kept)

    def _each_is_sound(self, _unit: Unit, kept: Incident | None) -> None:
        words = taxonomy.load()
        for number in [row.id for row in tables.Incident.select(tables.Incident.id)]:
            found = incidents.get(number)
            assert found
            if number not in self.born_private:
                self.born_private[number] = found.private
            if kept and kept.id == number:
                assert found == kept, "what is stored reads back equal"
            _must_hold(found)
            _must_follow(found, private=self.born_private[number])
            assert all(
                span.total_seconds() >= 0 for span in key_events.metrics(found.key_events, words).values()
            )
            insiders = tables.Insider.select(tables.Insider.person).where(tables.Insider.incident == number)
            assert sorted(row.person for row in insiders) == sorted(found.insiders)


def _must_hold(one: Incident) -> None:
    """What is so whatever happened."""
    assert (one.closed_at is not None) == one.is_closed == (one.closure is not None)
    assert not one.merged_into or one.is_closed
    assert one.since >= one.opened_at
    assert one.opened_at.tzinfo is UTC
    assert all(one.roles.values())
    assert not ({"U5", "U6", "U7"} & set(one.roles.values())), "no app, nobody who is gone, no stranger"
    assert not one.archived or one.link(LinkKind.CHANNEL)
    assert one.link(LinkKind.CHANNEL) or not one.members
    assert len(set(one.members)) == len(one.members)
    assert not ({"U5", "U7"} & set(one.members)), "no app and no stranger counts as being in"
    channel, card = one.link(LinkKind.CHANNEL), one.link(LinkKind.CARD)
    assert card is None or (channel and card.key.startswith(channel.key))


def _must_follow(one: Incident, *, private: bool) -> None:
    """The events, told again, give the present."""
    told = replay(timeline.of(one.id), private=private)
    assert told.status is one.status
    assert told.private is one.private
    assert told.roles == one.roles
    assert told.key_events == {key: (at.at, at.automatic) for key, at in one.key_events.items()}
    told_by_loss = {LinkKind.FORMER_CHANNEL}
    links = {str(kind): link.key for kind, link in one.links.items() if kind not in told_by_loss}
    assert told.links == links
    assert sorted(told.members) == sorted(one.members)
    assert (told.archived, told.postmortem_ready) == (one.archived, one.postmortem_ready)
    assert told.merged_into == one.merged_into
    for name, value in told.fields.items():
        there = getattr(one, name)
        assert (tuple(value) if isinstance(there, tuple) else value) == there, name
    last = told.told[-1] if told.told else None
    assert (last and (last.message, last.by)) == (one.news and (one.news.message, one.news.by))


def _outcome(claim: Claim) -> Outcome:
    """Give what the effect would bring back from Slack, by what is so when it is asked."""
    number = incident_of(claim.subject)
    one = incidents.get(number) if number else None
    if one is None:
        return None
    channel, ts = one.link(LinkKind.CHANNEL), f"{claim.id}.000100"
    match claim.effect:
        case "create_channel" if channel is None:
            key = f"C{claim.id}"
            return Link(LinkKind.CHANNEL, key, f"https://x/{key}", f"n{claim.id}", public=not one.private)
        case "show_card" if channel and not one.link(LinkKind.CARD):
            return Link(LinkKind.CARD, f"{channel.key}/{ts}")
        case "announce" if not one.private and not one.link(LinkKind.ANNOUNCEMENT):
            return Link(LinkKind.ANNOUNCEMENT, f"C0/{ts}")
        case "invite_responders" if channel:
            inside = {*one.invited, *one.members}
            called = (who for who in callees.of(one) if who not in inside and who not in {"U5", "U7"})
            return Invited(tuple(called), channel=channel.key)
        case "read_message":
            return _heard(claim)
    return None


def _heard(claim: Claim) -> Heard:
    event: Any = timeline.get(claim.event or 0)
    return Heard(event.note, event.by, event.update, "Rolled back.", event.at, "U2", gone=claim.id % 5 == 0)


def _rows(_unit: Unit) -> Rows:
    """Give everything that is kept."""
    found: Rows = {}
    for table in tables.TABLES:
        if table is not tables.TaxonomyEntry:
            key = table._meta.primary_key  # noqa: SLF001 - peewee's way to name it
            fields = [getattr(table, name) for name in getattr(key, "field_names", ())] or [key]
            rows: Any = table.select().order_by(*fields).tuples()
            found[table._meta.name] = [tuple(map(_hashable, row)) for row in rows]  # noqa: SLF001 - same
    return found


def _hashable(value: Any) -> Any:
    return repr(value) if isinstance(value, dict | list) else value
