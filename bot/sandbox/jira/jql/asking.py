"""A query put to issues: which fit, in which order."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from bot.sandbox.clock import zone_of
from bot.sandbox.jira.clock import now
from bot.sandbox.jira.errors import ApiError
from bot.sandbox.jira.jql.facts import OPERATORS, Fact, fact
from bot.sandbox.jira.jql.reading import Clause, Node, Value, read
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.jira.world.setup import User

Test = Callable[[Issue], bool]
SPANS = {"w": 7 * 24 * 60, "d": 24 * 60, "h": 60, "m": 1}
"""Minutes of Jira's units."""
FORMATS = ("%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")


@dataclass(frozen=True)
class Asked:
    """`is_bound` where it says anything about which issues it wants."""

    fits: Test
    is_bound: bool
    order: tuple[tuple[Fact, bool], ...]

    def find(self, issues: Iterable[Issue]) -> list[Issue]:
        """In the order of the query, else newest first."""
        found = sorted((one for one in issues if self.fits(one)), key=lambda one: -int(one.id))
        for known, is_descending in reversed(self.order):
            found.sort(key=lambda one, known=known: _rank(known.of(one)), reverse=is_descending)  # type: ignore[misc]
        return found


def ask(world: World, jql: str, caller: User | None) -> Asked:
    """ApiError where the query cannot be read, or names what there is not."""
    query = read(jql)
    fits = _test(world, query.where, caller) if query.where else _everything
    order = tuple((fact(world, name), is_descending) for name, is_descending in query.order)
    return Asked(fits, query.where is not None, order)


def _everything(_: Issue) -> bool:
    return True


def _rank(values: list[Any]) -> tuple[bool, Any]:
    """Numbers as numbers; who has nothing comes last."""
    if not values:
        return (True, 0)
    first = values[0]
    return (False, (0, int(first)) if isinstance(first, str) and first.isdecimal() else first)


def _test(world: World, node: Node, caller: User | None) -> Test:
    if isinstance(node, Clause):
        return _clause(world, node, caller)
    parts = [_test(world, part, caller) for part in node.parts]
    if node.how == "not":
        return lambda one: not parts[0](one)
    together = all if node.how == "and" else any
    return lambda one: together(part(one) for part in parts)


def _clause(world: World, clause: Clause, caller: User | None) -> Test:
    known, operator = fact(world, clause.field), clause.operator
    if operator not in OPERATORS[known.how]:
        raise ApiError(f"The operator '{operator}' is not supported by the '{clause.field}' field.")
    if operator in {"is", "is not"}:
        if not clause.values[0].is_empty:
            raise ApiError(f"The operator '{operator}' needs EMPTY for the field '{clause.field}'.")
        return _emptiness(known, is_wanted=operator == "is")
    if known.how == "text":
        return _holding(known, clause.values[0].said, is_wanted=operator == "~")
    if operator in {"=", "!=", "in", "not in"}:
        wanted, is_empty_wanted = _wanted(known, clause, caller)
        return _among(known, wanted, is_empty_wanted=is_empty_wanted, is_wanted=operator in {"=", "in"})
    return _compared(known, operator, _comparable(known, clause, clause.values[0], caller))


def _emptiness(known: Fact, *, is_wanted: bool) -> Test:
    return lambda one: (not known.of(one)) == is_wanted


def _among(known: Fact, wanted: set[Any], *, is_empty_wanted: bool, is_wanted: bool) -> Test:
    """What is empty is neither equal nor unequal to anything but EMPTY."""

    def fits(one: Issue) -> bool:
        values = known.of(one)
        if not values:
            return is_empty_wanted and is_wanted
        return bool(wanted & set(values)) == is_wanted

    return fits


def _holding(known: Fact, said: str, *, is_wanted: bool) -> Test:
    """All words in any order; within quotes one after the other."""
    phrase = re.fullmatch(r'"(.*)"', said)
    wanted = [_split(phrase[1])] if phrase else [[word] for word in _split(said.replace("*", ""))]

    def fits(one: Issue) -> bool:
        texts = [_split(text) for text in known.of(one)]
        found = all(any(_holds(text, part) for text in texts) for part in wanted)
        return found == is_wanted

    return fits


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _holds(words: list[str], part: list[str]) -> bool:
    size = len(part)
    return any(words[at : at + size] == part for at in range(len(words) - size + 1))


def _compared(known: Fact, operator: str, wanted: Any) -> Test:
    def fits(one: Issue) -> bool:
        for value in known.of(one):
            match operator:
                case ">":
                    return bool(value > wanted)
                case ">=":
                    return bool(value >= wanted)
                case "<":
                    return bool(value < wanted)
                case _:
                    return bool(value <= wanted)
        return False

    return fits


def _wanted(known: Fact, clause: Clause, caller: User | None) -> tuple[set[Any], bool]:
    """The values by their ids, and whether EMPTY is among them."""
    wanted: set[Any] = set()
    for value in clause.values:
        if value.is_function:
            wanted.add(_result(value, clause, caller))
        elif known.known is None:
            wanted.add(_comparable(known, clause, value, caller))
        elif not _is_empty(clause, value):
            wanted |= set(_known(known, clause, value))
    return wanted, any(_is_empty(clause, value) for value in clause.values)


def _is_empty(clause: Clause, value: Value) -> bool:
    """Unresolved is how people say that there is no resolution."""
    unresolved = (clause.field.casefold(), value.said.casefold()) == ("resolution", "unresolved")
    return value.is_empty or unresolved


def _known(known: Fact, clause: Clause, value: Value) -> list[str]:
    found = known.known(value.said) if known.known else []
    if not found:
        if clause.field.casefold() in {"key", "issue", "issuekey", "id"}:
            raise ApiError(f"An issue with key '{value.said}' does not exist for field '{clause.field}'.")
        raise ApiError(f"The value '{value.said}' does not exist for the field '{clause.field}'.")
    return found


def _result(value: Value, clause: Clause, caller: User | None) -> Any:
    if value.said.casefold() == "currentuser":
        return caller.id if caller else ""
    if value.said.casefold() == "now":
        return now()
    raise ApiError(f"The sandbox does not know the function '{value.said}' of the field '{clause.field}'.")


def _comparable(known: Fact, clause: Clause, value: Value, caller: User | None) -> Any:
    if value.is_function:
        return _result(value, clause, caller)
    if known.how == "number":
        return _number(clause, value.said)
    if known.how == "moment":
        return _moment(clause, value.said, zone_of(caller.zone) if caller else UTC)
    return value.said


def _number(clause: Clause, said: str) -> float:
    try:
        return float(said)
    except ValueError:
        raise ApiError(f"The value '{said}' for field '{clause.field}' is not a number.") from None


def _moment(clause: Clause, said: str, zone: tzinfo) -> datetime:
    """A day and a minute of the caller's zone, milliseconds since 1970, or so long ago."""
    if ago := re.fullmatch(r"([+-]?\d+)([wdhm])", said):
        return now() + timedelta(minutes=int(ago[1]) * SPANS[ago[2]])
    if said.isdecimal():
        return datetime.fromtimestamp(int(said) / 1000, UTC)
    for form in FORMATS:
        try:
            return datetime.strptime(said, form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise ApiError(
        f"Date value '{said}' for field '{clause.field}' is invalid. Valid formats include: "
        "'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. "
        "'-5d', '4w 2d'."
    )
