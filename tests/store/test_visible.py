"""What the database lets somebody see is what the policy lets them see."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from incidents import opened

from bot.domain import policy
from bot.domain.incident import Change, Link, LinkKind
from bot.domain.people import Person
from bot.domain.tokens import Right, Token, digest
from bot.store import incidents, taxonomy, visible
from bot.store.api import tokens
from bot.store.who import directory, people, standings
from bot.store.who.directory import Group
from bot.usecases.unit import Unit

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
KINDS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"admin": True},
    {"guest": True},
    {"stranger": True},
    {"bot": True},
    {"deleted": True},
)
ASKED = (visible.begun, visible.begun_titles)
BEGUN = (datetime.min.replace(tzinfo=UTC), [opened().priority], 100)
CATEGORIES = ("payment", "personal-data-breach", "network", "other")


def test_it_is_the_same_for_everybody_and_every_incident(do: Any) -> None:
    dice = random.Random(7)  # noqa: S311 - no secret hangs on it
    crowd = [f"U{number}" for number in range(1, 14)]  # U1 begins U11: names must not be mixed up
    do(lambda _: people.keep([Person(one, one, **dice.choice(KINDS)) for one in crowd[:-2]], NOW))
    do(lambda _: directory.replace_usergroups(_groups(dice, crowd), NOW))
    for number in range(16):
        do(_keep_one, dice, crowd, number)
    kept = do(lambda _: [incidents.get(number) for number in range(1, 17)])
    do(_keep_tokens)
    for person in (*crowd, "token:reads", "token:sees-all", "token:revoked"):
        allowed = do(lambda _, one=person: {i.id for i in kept if policy.sees(standings.of(one, i), i)})
        shown = do(lambda _, one=person: {i.id for i in visible.matching("", one, limit=100)})
        by_number = do(lambda _, one=person: {i.id for i in kept if visible.incident(i.id, one)})
        by_channel = do(lambda _, one=person: {i.id for i in kept if visible.in_channel(f"C{i.id}", one)})
        by_thread = do(lambda _, one=person: {i.id for i in kept if _announced(i.id, one)})
        assert shown == by_number == by_channel == by_thread == allowed, person
        begun, titles = (do(lambda _, one=person, ask=ask: ask(one, *BEGUN)) for ask in ASKED)
        assert [(one.id, one.title) for one in begun] == list(titles.items())
        assert set(titles) == allowed, person


def _keep_tokens(unit: Unit) -> None:
    for name, rights in (("reads", {Right.READ}), ("sees-all", {Right.READ, Right.PRIVATE})):
        tokens.add(Token(name, frozenset(rights), "U1", unit.now), digest(name))


def _groups(dice: random.Random, crowd: list[str]) -> list[Group]:
    words = taxonomy.load()
    handles = sorted({handle for one in CATEGORIES for handle in words.categories[one].responders})
    return [
        Group(f"S{place}", handle, handle, tuple(dice.sample(crowd, 3)))
        for place, handle in enumerate(handles)
    ]


def _keep_one(unit: Unit, dice: random.Random, crowd: list[str], number: int) -> None:
    some = opened(
        id=0,
        draft=f"d{number}",
        private=dice.random() < 0.7,
        category=dice.choice(CATEGORIES),
        opened_by=dice.choice(crowd),
        named=tuple(dice.sample(crowd, dice.randrange(3))),
        members=tuple(dice.sample(crowd, dice.randrange(4))),
        roles={"commander": dice.choice(crowd)} if dice.random() < 0.5 else {},
    )
    channel = Link(LinkKind.CHANNEL, f"C{number + 1}", "", f"c{number + 1}")
    announcement = Link(LinkKind.ANNOUNCEMENT, f"CTECH/{number + 1}.0")
    unit.keep(Change(replace(some, links={one.kind: one for one in (channel, announcement)}), ()))


def _announced(number: int, person: str) -> Any:
    """Look at a reply under the announcement."""
    return visible.at_message("CTECH", "99.5", f"{number}.0", person)
