"""What a Web API method is: its arguments, who may call it, how often, and the function that does it.

https://docs.slack.dev/reference/methods
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.slack.api.caller import Caller
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Kind

Family = dict[Kind, tuple[str, ...]]
"""The scopes, by kind of conversation, of which a caller needs one."""

Work = Callable[["MethodCall"], Json]
BOT_OR_USER = frozenset({"bot", "user"})


@dataclass(frozen=True)
class Argument:
    name: str
    type: str = "text"
    required: bool = False


@dataclass(frozen=True)
class Method:
    name: str
    work: Work
    arguments: dict[str, Argument]
    scopes: tuple[str, ...]
    tier: int
    json_body: bool
    tokens: frozenset[str]

    @property
    def takes_anything(self) -> bool:
        return "*" in self.arguments


@dataclass(frozen=True)
class Arguments:
    """Values of the declared types; what was not given is absent."""

    values: Json = field(default_factory=dict)

    def given(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        return str(self.values.get(name, default))

    def flag(self, name: str, *, default: bool = False) -> bool:
        return bool(self.values.get(name, default))

    def number(self, name: str, default: int) -> int:
        return int(self.values.get(name, default))

    def moment(self, name: str, default: float) -> float:
        return float(self.values.get(name, default))

    def texts(self, name: str) -> list[str]:
        return list(self.values.get(name, ()))

    def json(self, name: str) -> object:
        return self.values.get(name)


@dataclass(frozen=True)
class MethodCall:
    slack: Slack
    caller: Caller
    args: Arguments


METHODS: dict[str, Method] = {}


def method(
    name: str,
    arguments: str = "",
    *,
    scopes: Family | str = "",
    tier: int,
    json_body: bool = True,
    tokens: frozenset[str] = BOT_OR_USER,
) -> Callable[[Work], Work]:
    """Register a method. Arguments are written `channel! limit:int`: a name, `!` where required, a type.

    Types: text (where none is named), flag, int, moment, json, array; `*` takes anything. Methods without
    json_body ignore a JSON body, as Slack does.
    """

    def register(work: Work) -> Work:
        declared = {argument.name: argument for argument in map(_argument, arguments.split())}
        METHODS[name] = Method(name, work, declared, _any_of(scopes), tier, json_body, tokens)
        return work

    return register


def _argument(text: str) -> Argument:
    name, _, kind = text.partition(":")
    return Argument(name.rstrip("!"), kind or "text", name.endswith("!"))


def _any_of(scopes: Family | str) -> tuple[str, ...]:
    if isinstance(scopes, str):
        return (scopes,) if scopes else ()
    return tuple(dict.fromkeys(scope for family in scopes.values() for scope in family))
