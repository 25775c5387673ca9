"""A CQL query put to pages and folders: which fit, in which order. It reads like JQL.

https://developer.atlassian.com/cloud/confluence/cql-fields/
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.clock import zone_of
from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.words import bare
from bot.sandbox.confluence.world import Content, World
from bot.sandbox.jira import errors as jira
from bot.sandbox.jira.clock import now
from bot.sandbox.jira.jql.reading import Clause, Node, Value, read
from bot.sandbox.jira.world.setup import User

Test = Callable[[Content], bool]
EQUAL = frozenset({"=", "!=", "in", "not in"})
WORDS = frozenset({"~", "!~"})
MOMENT = frozenset({"=", "!=", ">", ">=", "<", "<="})
SPANS = {"y": 365, "M": 30, "w": 7, "d": 1, "h": 1 / 24, "m": 1 / 1440}
"""Days of CQL's units."""
FORMATS = ("%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")


@dataclass(frozen=True)
class Fact:
    """What a query can ask of a content."""

    operators: frozenset[str]
    of: Callable[[Content], list[Any]]


@dataclass(frozen=True)
class Asked:
    fits: Test
    order: tuple[tuple[Fact, bool], ...]

    def find(self, contents: Iterable[Content]) -> list[Content]:
        """In the order of the query, else as they were made."""
        found = [one for one in contents if self.fits(one)]
        for known, is_descending in reversed(self.order):
            found.sort(key=lambda one, known=known: known.of(one)[:1], reverse=is_descending)  # type: ignore[misc]
        return found


def ask(world: World, cql: str, caller: User) -> Asked:
    """ApiError where the query cannot be read, or asks for what there is not."""
    try:
        query = read(cql)
    except jira.ApiError:
        raise ApiError(f"Could not parse cql : {cql}") from None
    facts, zone = _facts(world), zone_of(caller.zone)
    asker = _Asker(facts, caller, zone)
    order = tuple((asker.fact(name), is_descending) for name, is_descending in query.order)
    return Asked(asker.test(query.where) if query.where else lambda _: True, order)


def _facts(world: World) -> dict[str, Fact]:
    def names_of(one: Content) -> list[str]:
        home = world.spaces[one.space]
        return [home.key.casefold(), home.id]

    return {
        "id": Fact(EQUAL, lambda one: [one.id]),
        "content": Fact(EQUAL, lambda one: [one.id]),
        "type": Fact(EQUAL, lambda one: [one.kind]),
        "space": Fact(EQUAL, names_of),
        "label": Fact(EQUAL, lambda one: [each.name for each in one.labels.values()]),
        "parent": Fact(EQUAL, lambda one: [one.parent] if one.parent else []),
        "ancestor": Fact(EQUAL, lambda one: [each.id for each in world.above(one)]),
        "creator": Fact(EQUAL, lambda one: [one.author]),
        "contributor": Fact(EQUAL, lambda one: list({each.author for each in one.versions})),
        "title": Fact(EQUAL | WORDS, lambda one: [one.title.casefold()]),
        "text": Fact(WORDS, lambda one: [f"{one.title}\n{bare.plain(one.now.body)}".casefold()]),
        "created": Fact(MOMENT, lambda one: [one.created]),
        "lastmodified": Fact(MOMENT, lambda one: [one.now.at]),
    }


@dataclass(frozen=True)
class _Asker:
    facts: dict[str, Fact]
    caller: User
    zone: Any

    def fact(self, name: str) -> Fact:
        aliases = {"space.key": "space", "sitesearch": "text"}
        low = aliases.get(name.casefold(), name.casefold())
        if low not in self.facts:
            raise ApiError(f"The sandbox knows no field '{name}' in CQL; it knows {', '.join(self.facts)}")
        return self.facts[low]

    def test(self, node: Node) -> Test:
        if isinstance(node, Clause):
            return self._clause(node)
        parts = [self.test(part) for part in node.parts]
        if node.how == "not":
            return lambda one: not parts[0](one)
        together = all if node.how == "and" else any
        return lambda one: together(part(one) for part in parts)

    def _clause(self, clause: Clause) -> Test:
        known, operator = self.fact(clause.field), clause.operator
        if operator not in known.operators:
            raise ApiError(f"The operator '{operator}' is not supported by the field '{clause.field}'")
        if known.operators == MOMENT:
            return _compared(known, operator, self._moment(clause.values[0]))
        if operator in WORDS:
            return _holding(known, clause.values[0].said, is_wanted=operator == "~")
        wanted = {self._said(value) for value in clause.values}
        is_wanted = operator in {"=", "in"}
        return lambda one: bool(wanted & set(known.of(one))) == is_wanted

    def _said(self, value: Value) -> str:
        if value.is_function and value.said.casefold() == "currentuser":
            return self.caller.id
        if value.is_function:
            raise ApiError(f"The sandbox knows no function '{value.said}' in CQL")
        return value.said.casefold()

    def _moment(self, value: Value) -> datetime:
        """A day or a minute of the caller's zone, or now(), perhaps moved: now("-1d")."""
        if value.is_function and value.said.casefold() == "now":
            return _moved(value.argument)
        for form in FORMATS:
            try:
                return datetime.strptime(value.said, form).replace(tzinfo=self.zone).astimezone(UTC)
            except ValueError:
                continue
        raise ApiError(f"'{value.said}' is no date: write yyyy-MM-dd or yyyy-MM-dd HH:mm")


def _moved(by: str) -> datetime:
    found = re.fullmatch(r"([+-]?\d{1,4})([yMwdhm])", by)
    if by and not found:
        raise ApiError(f"'{by}' is no span of time: write for instance -4w")
    return now() + timedelta(days=int(found[1]) * SPANS[found[2]] if found else 0)


def _compared(known: Fact, operator: str, wanted: datetime) -> Test:
    tests: dict[str, Callable[[datetime], bool]] = {
        "=": lambda value: value == wanted,
        "!=": lambda value: value != wanted,
        ">": lambda value: value > wanted,
        ">=": lambda value: value >= wanted,
        "<": lambda value: value < wanted,
        "<=": lambda value: value <= wanted,
    }
    return lambda one: any(tests[operator](value) for value in known.of(one))


def _holding(known: Fact, said: str, *, is_wanted: bool) -> Test:
    """All words in any order, the last letters of one left out by a star; within quotes as one phrase."""
    phrase = re.fullmatch(r'"(.*)"', said)
    wishes = [phrase[1]] if phrase else said.split()
    patterns = [
        re.compile(r"\b" + re.escape(wish.casefold()).replace(r"\*", r"\w*") + r"\b") for wish in wishes
    ]

    def fits(one: Content) -> bool:
        texts = known.of(one)
        return all(any(pattern.search(text) for text in texts) for pattern in patterns) == is_wanted

    return fits
