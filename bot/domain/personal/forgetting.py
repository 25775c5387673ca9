"""Somebody who is forgotten: what names them, and what stands in its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

FORMER = "former-"
"""Begins what stands where their Slack id stood: it cannot be led back to them."""

NOBODY = "a former member"
"""What stands where a name stood."""


def is_former(person: str) -> bool:
    return person.startswith(FORMER)


@dataclass(frozen=True)
class Account:
    """Somebody in one system: Slack, PagerDuty or Jira. `phones`: as they are written there."""

    source: str
    key: str
    name: str = ""
    email: str = ""
    handle: str = ""
    phones: tuple[str, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """What people may call them: elsewhere a key can be a login, and that any word."""
        return (self.name, self.handle, self.key if _is_word(self.key) else "")


@dataclass(frozen=True)
class Traces:
    """All that names one person. `becomes`: what stands for their Slack id; empty where they had none.

    `shared`: names that others have too, in small letters: these stay in what people wrote.
    """

    accounts: tuple[Account, ...]
    becomes: str = ""
    shared: frozenset[str] = field(default_factory=frozenset)

    @property
    def slack(self) -> str:
        return next((one.key for one in self.accounts if one.source == "slack"), "")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Give the names by which they are called, the longest first, without those of others."""
        found = {name for one in self.accounts for name in one.called}
        own = {name for name in found if name.strip() and name.casefold() not in self.shared}
        return tuple(sorted(own, key=len, reverse=True))

    @property
    def sought(self) -> tuple[str, ...]:
        """Give what a text must hold, in small letters or great ones, to be worth a look."""
        whole = (*self._exact, *(name for name in self.names))
        return tuple(dict.fromkeys(one for one in whole if one))

    @property
    def _exact(self) -> tuple[str, ...]:
        keys = [one.key for one in self.accounts if not _is_word(one.key)]
        emails = [one.email for one in self.accounts]
        return (*keys, *emails, *(phone for one in self.accounts for phone in one.phones))

    def without(self, said: Any) -> Any:
        """Give a text, or all that JSON can say, without them."""
        match said:
            case str():
                return self._text(said)
            case list():
                return [self.without(one) for one in said]
            case dict():
                return {key: self.without(value) for key, value in said.items()}
        return said

    def _text(self, said: str) -> str:
        """A name of one word counts alone, or behind an @: within a sentence it may be any word."""
        if said in self.names:
            return NOBODY
        for pattern, instead in self._patterns:
            said = pattern.sub(instead, said)
        return said

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        found = []
        if self.slack:
            found.append((re.compile(rf"<@{self.slack}(\|[^>]*)?>"), NOBODY))
            found.append((_token(self.slack), self.becomes))
        found += [(_token(one), NOBODY) for one in self._exact if one and one != self.slack]
        for name in self.names:
            words = r"\s+".join(map(re.escape, name.split()))
            sign, end = ("@?", r"(?!\w)") if len(name.split()) > 1 else ("@", r"(?![.-]?\w)")
            found.append((re.compile(rf"(?<![\w@]){sign}{words}{end}", re.IGNORECASE), NOBODY))
        return found


def _is_word(key: str) -> bool:
    """Tell it from what systems number people by, which has digits, or capitals alone."""
    return key.isalpha() and not key.isupper()


def _token(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w]){re.escape(text)}(?![\w])", re.IGNORECASE)


def shared(names: Iterable[str], of_others: Iterable[str]) -> frozenset[str]:
    """Give those of their names that others have too."""
    others = {name.casefold() for name in of_others}
    return frozenset(name.casefold() for name in names if name.casefold() in others)
