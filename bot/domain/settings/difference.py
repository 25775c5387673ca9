"""What changes from one flat document to another, and how it reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.settings.parts import Document
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import in_order

MISSING = object()


@dataclass(frozen=True)
class Difference:
    """One entry. `was` and `becomes` are None where there was none, and where there will be none.

    key is empty where only the order of the section changes: then both hold keys.
    """

    section: str
    key: str
    was: Any
    becomes: Any

    @property
    def place(self) -> str:
        return f"{self.section}.{self.key}" if self.key else f"{self.section}, their order"

    @property
    def is_new(self) -> bool:
        return self.was is None and not self._is_field

    @property
    def is_gone(self) -> bool:
        return self.becomes is None and not self._is_field

    @property
    def _is_field(self) -> bool:
        """Of one form, which is there always: what stands in it matters, not that it was empty."""
        return self.section in DESCRIBED and DESCRIBED[self.section].whole

    def words(self) -> list[str]:
        """Say each field that changes, as `fix_within: 4h -> 3h`."""
        if not self.key:
            return [f"{', '.join(self.was)} -> {', '.join(self.becomes)}"]
        if not isinstance(self.was, Mapping) or not isinstance(self.becomes, Mapping):
            return [f"{_said(self.was)} -> {_said(self.becomes)}"]
        names = list(dict.fromkeys([*self.was, *self.becomes]))
        pairs = [(name, self.was.get(name, MISSING), self.becomes.get(name, MISSING)) for name in names]
        return [
            f"{name}: {_said(was)} -> {_said(now)}"
            for name, was, now in pairs
            if in_order(was) != in_order(now)
        ]


def compare(was: Document, becomes: Document) -> list[Difference]:
    """Give what is to be done, section by section: entries first, then the order where only that changes."""
    return [one for section in DESCRIBED for one in _of_section(section, was, becomes)]


def _of_section(section: str, was: Document, becomes: Document) -> list[Difference]:
    old, new = was.get(section) or {}, becomes.get(section) or {}
    keys = dict.fromkeys([*old, *new])
    found = [
        Difference(section, key, _entry(old, key), _entry(new, key))
        for key in keys
        if in_order(old.get(key, MISSING)) != in_order(new.get(key, MISSING))
    ]
    stay = [key for key in old if key in new], [key for key in new if key in old]
    if stay[0] != stay[1]:
        found.append(Difference(section, "", list(old), list(new)))
    return found


def _entry(entries: Mapping[str, Any], key: str) -> Any:
    """An entry without words is {} all the same: None means that there is none."""
    return (entries[key] if entries[key] is not None else {}) if key in entries else None


def _said(value: Any) -> str:
    if value is MISSING or value in (None, ""):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(one)}" for name, one in value.items()) or "{}"
    return str(value)
