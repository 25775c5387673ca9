"""A query read into its clauses; what cannot be read is told as Jira tells it."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.jira.errors import ApiError

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<sign>!=|!~|>=|<=|[=~<>(),!])
    | (?P<word>[^\s=!~<>(),"']+))""",
    re.VERBOSE,
)
SIGNS = frozenset({"=", "!=", "~", "!~", ">", ">=", "<", "<="})
EMPTY = frozenset({"empty", "null"})
UNKNOWN = frozenset({"was", "changed"})
"""Operators over an issue's past."""


@dataclass(frozen=True)
class Token:
    kind: Literal["text", "sign", "word", "end"]
    said: str

    @property
    def low(self) -> str:
        """As a keyword; a quoted text is none."""
        return self.said.casefold() if self.kind != "text" else ""


@dataclass(frozen=True)
class Value:
    """A literal, or a function by its name with what stands in its brackets; EMPTY says nothing."""

    said: str
    is_empty: bool = False
    is_function: bool = False
    argument: str = ""


@dataclass(frozen=True)
class Clause:
    field: str
    operator: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Joined:
    """All, any or none of the parts."""

    how: Literal["and", "or", "not"]
    parts: "tuple[Node, ...]"


Node = Clause | Joined


@dataclass(frozen=True)
class Query:
    where: Node | None
    order: tuple[tuple[str, bool], ...]
    """Fields, and whether the greatest comes first."""


def read(jql: str) -> Query:
    return _Reader(jql).query()


class _Reader:
    def __init__(self, jql: str) -> None:
        self._tokens = [*_tokens(jql), Token("end", "")]
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _takes(self, *low: str) -> bool:
        """Take these keywords, if they come next."""
        found = [token.low for token in self._tokens[self._at : self._at + len(low)]] == list(low)
        self._at += len(low) if found else 0
        return found

    def query(self) -> Query:
        where = None if self._next.low in {"", "order"} and self._next.kind != "text" else self._any()
        order = self._order() if self._takes("order", "by") else ()
        if self._next.kind != "end":
            raise _unexpected(self._next)
        return Query(where, order)

    def _order(self) -> tuple[tuple[str, bool], ...]:
        found = []
        while True:
            field = self._take().said
            is_descending = self._takes("desc")
            if not is_descending:
                self._takes("asc")
            found.append((field, is_descending))
            if not self._takes(","):
                return tuple(found)

    def _any(self) -> Node:
        parts = [self._all()]
        while self._takes("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Joined("or", tuple(parts))

    def _all(self) -> Node:
        parts = [self._one()]
        while self._takes("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Joined("and", tuple(parts))

    def _one(self) -> Node:
        if self._takes("not") or self._takes("!"):
            return Joined("not", (self._one(),))
        if self._takes("("):
            inside = self._any()
            self._must_take(")")
            return inside
        return self._clause()

    def _clause(self) -> Clause:
        field = self._take()
        if field.kind not in {"text", "word"}:
            raise _unexpected(field)
        if self._takes("not", "in"):
            return Clause(field.said, "not in", self._list())
        if self._takes("in"):
            return Clause(field.said, "in", self._list())
        if self._takes("is", "not"):
            return Clause(field.said, "is not", (self._value(),))
        if self._takes("is"):
            return Clause(field.said, "is", (self._value(),))
        sign = self._take()
        if sign.low in UNKNOWN:
            raise ApiError(f"Error in the JQL Query: the sandbox does not know '{sign.said}'.")
        if sign.said not in SIGNS or sign.kind != "sign":
            raise _unexpected(sign)
        return Clause(field.said, sign.said, (self._value(),))

    def _list(self) -> tuple[Value, ...]:
        if self._next.kind == "word":
            return (self._value(),)
        self._must_take("(")
        values = [self._value()]
        while self._takes(","):
            values.append(self._value())
        self._must_take(")")
        return tuple(values)

    def _value(self) -> Value:
        token = self._take()
        if token.kind not in {"text", "word"}:
            raise _unexpected(token)
        if token.low in EMPTY:
            return Value("", is_empty=True)
        if token.kind == "word" and self._takes("("):
            argument = "" if self._next.said == ")" else self._take().said
            self._must_take(")")
            return Value(token.said, is_function=True, argument=argument)
        return Value(token.said)

    def _must_take(self, sign: str) -> None:
        if not self._takes(sign):
            raise _unexpected(self._next)


def _tokens(jql: str) -> list[Token]:
    found, at = [], 0
    while at < len(jql.rstrip()):
        match = TOKEN.match(jql, at)
        if match is None:
            raise ApiError(
                f"Error in the JQL Query: The quoted string '{jql[at:].strip()}' has not been completed."
            )
        at = match.end()
        if (text := match["text"]) is not None:
            found.append(Token("text", re.sub(r"\\(.)", r"\1", text[1:-1])))
        elif match["sign"]:
            found.append(Token("sign", match["sign"]))
        else:
            found.append(Token("word", match["word"]))
    return found


def _unexpected(token: Token) -> ApiError:
    if token.kind == "end":
        return ApiError(
            "Error in the JQL Query: Expecting either a value, list or function before the end of the query."
        )
    return ApiError(f"Error in the JQL Query: Expecting operator or field before '{token.said}'.")
