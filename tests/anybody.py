"""Anybody who might do anything, drawn from dice, so that a seed tells the same again."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.incident import LinkKind
from bot.domain.people import Person
from bot.store import tables, taxonomy
from bot.store.who import directory, people
from bot.store.who.directory import Group
from bot.usecases.unit import Unit

CROWD = (
    Person("U1", "ana", zone="Europe/Lisbon"),
    Person("U2", "ben"),
    Person("U3", "ada", admin=True),
    Person("U4", "gus", guest=True),
    Person("U5", "sam", stranger=True),
    Person("U6", "lea", deleted=True),
    Person("U7", "robo", bot=True),
    Person("U8", "sue"),
)
"""U8 belongs to the usergroups of the categories below, U2 to the one that may break the glass.

U9, whom nobody read yet, acts too.
"""

IDS = (*(one.id for one in CROWD), "U9", "U1", "U1", "U2", "U3", "U8")
CATEGORIES = ("payment", "network", "attack", "personal-data-breach")
LONG = "x" * 1300
WORDS = (
    "",
    "  ",
    "It answers again.",
    "Rolled back to 2.41.",
    "Somebody saw it at night.",
    "<!channel> `x`\n" * 3,
    LONG,
    "Ünïcödé 🎉 \u202eknurd",
)
STEPS = (0, 1, 1, 5, 20, 60, 60, 240, 900, 3600, 10_000, 200_000)
"""Seconds that pass from one deed to the next."""


@dataclass(frozen=True)
class Act:
    """`said`: what it is, for who reads a failure. `pressed`: a repeat of it does nothing."""

    said: str
    do: Callable[[Unit], Any]
    pressed: bool = True


@dataclass
class World:
    """Who may do what to which: everything is drawn from the dice."""

    dice: random.Random
    now: datetime = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    count: int = 0
    drafts: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    updates: list[tuple[int, str]] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    presses: int = 0
    last_by: str = "U1"

    def clock(self) -> datetime:
        return self.now

    def press(self) -> str:
        self.presses += 1
        return f"press{self.presses}"

    def pass_time(self) -> None:
        self.now += timedelta(seconds=self.dice.choice(STEPS), microseconds=self.dice.randrange(1000))

    def person(self) -> str:
        return self.dice.choice(IDS)

    def people(self) -> tuple[str, ...]:
        return tuple(self.dice.sample(sorted(set(IDS)), self.dice.randrange(3)))

    def number(self) -> int:
        """Name an incident, mostly one that there is."""
        return self.dice.randint(1, max(1, self.count + (self.dice.random() < 0.05)))

    def words(self) -> str:
        return self.dice.choice(WORDS)

    def channel(self) -> str:
        return self.dice.choice([*self.channels, "C0"])

    def maybe(self, value: Any, nothing: Any, chance: float = 0.3) -> Any:
        return value if self.dice.random() < chance else nothing

    def moment(self) -> datetime | None:
        return self.dice.choice([None, self.now - timedelta(seconds=self.dice.randrange(-100, 2000))])

    def note(self) -> str:
        return self.dice.choice([*self.notes, *self.notes, f"{self.channel()}/{self.dice.randrange(4)}.0001"])


def settle(unit: Unit) -> None:
    """Make the people and the usergroups known."""
    people.keep(CROWD, unit.now)
    words = taxonomy.load()
    handles = sorted({handle for key in CATEGORIES for handle in words.categories[key].responders})
    groups = (Group(f"S{place}", handle, handle, ("U8",)) for place, handle in enumerate(handles))
    directory.replace_usergroups([*groups, Group("S99", "trust", "Trust", ("U2",))], unit.now)
    tables.TaxonomyEntry.insert(section="break_glass", key="trust", position=999, said={}).execute()


def look(world: World) -> None:
    """See what there is by now, so that the next deeds can name it."""
    world.count = tables.Incident.select().count()
    kinds = (LinkKind.CHANNEL, LinkKind.EXPOSED, LinkKind.FORMER_CHANNEL)
    found = tables.Link.select(tables.Link.key).where(tables.Link.kind.in_(kinds)).order_by(tables.Link.key)
    world.channels = [row.key for row in found]
    added = tables.Event.select().where(tables.Event.kind.in_(("NoteAdded", "MessageMarked")))
    world.notes = [row.said["note"] for row in added.order_by(tables.Event.id)]
    told: Any = tables.Event.select().where(tables.Event.kind == "IncidentUpdated").order_by(tables.Event.id)
    world.updates = [(row.incident_id, row.said["source"]) for row in told if row.said["source"]]
    failed = tables.Delivery.select(tables.Delivery.id).where(tables.Delivery.state == "failed")
    world.failed = [row.id for row in failed.order_by(tables.Delivery.id)]
