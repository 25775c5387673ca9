"""Who people are in other systems."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """Somebody as another system knows them: `key` is their id there, `email` empty where it says none."""

    key: str
    name: str
    email: str = ""


@dataclass(frozen=True)
class Tie:
    """An account, and who in Slack it is: empty where nobody. `by_hand`: an admin said so."""

    source: str
    account: Account
    person: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class Ties:
    """How well the systems know each other's people. The lists hold the first of so many.

    `known`: source -> how many of its accounts are somebody here, of how many. `shared`: addresses that
    several people here have, so that they are nobody's. `without`: people here without an address.
    """

    known: Mapping[str, tuple[int, int]]
    nobody: tuple[Tie, ...]
    nobody_count: int
    by_hand: tuple[Tie, ...]
    shared: tuple[str, ...]
    without: tuple[str, ...]
