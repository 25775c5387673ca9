"""A mapping file as people write it, read strictly: every fault is named with its line and its field."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.catalog import (
    ANALYTICS,
    BLUEPRINT,
    CUSTOM_FIELDS,
    EMAIL,
    IDENTIFIER,
    ON_CALL,
    PROPERTIES,
    QUERY,
    RELATIONS,
    TITLE,
    Block,
    CatalogMapping,
    Expression,
)
from bot.domain.catalog.kinds import INCIDENTS, SERVICES, kind_of, params_of
from bot.domain.errors import UserError

Path = tuple[str | int, ...]
_LIST = re.compile(r"[a-z][a-z_]*")
"""How PagerDuty calls its lists."""

Lines = Mapping[Path, int]
"""On which line what stands at a path begins."""

CREATES, DELETES = "createMissingRelatedEntities", "deleteDependentEntities"
TOP = {"resources", CREATES, DELETES}
MONTHS, MOST_MONTHS = "analyticsMonthsPeriod", 12
FLAGS: Mapping[str, tuple[str, tuple[str, ...], bool]] = {
    "attachOncallUsers": (ON_CALL, (SERVICES,), True),
    "serviceAnalytics": (ANALYTICS, (SERVICES,), True),
    "incidentAnalytics": (ANALYTICS, (INCIDENTS,), False),
    "includeCustomFields": (CUSTOM_FIELDS, (SERVICES, INCIDENTS), False),
}
"""Each with what it lets things of which kinds get besides, and whether it is on where the file is silent."""

SELECTOR = {QUERY, "apiQueryParams", MONTHS, *FLAGS}
NEEDED = (IDENTIFIER, BLUEPRINT)
FIELDS = {*NEEDED, TITLE, PROPERTIES, RELATIONS, "icon", "team"}


def read(said: Any, lines: Lines, name: str) -> CatalogMapping:
    """Read the file called `name`. Raises UserError that names every fault."""
    reading = _Reading(lines, name)
    blocks = tuple(reading.blocks(said))
    creates, deletes = (reading.flag(said, name) for name in (CREATES, DELETES))
    if reading.faults:
        raise UserError("\n".join(reading.faults))
    return CatalogMapping(blocks, creates, deletes)


class _Reading:
    def __init__(self, lines: Lines, name: str) -> None:
        self._lines, self._name = lines, name
        self.faults: list[str] = []

    def blocks(self, said: Any) -> Iterator[Block]:
        top = self._mapping(said, (), TOP)
        resources = top.get("resources")
        if not isinstance(resources, list) or not resources:
            self._fault((), "it must hold `resources`, a list of what is to be mapped")
            return
        for place, one in enumerate(resources):
            found = self._block(place, one)
            if found:
                yield found

    def flag(self, said: Any, name: str) -> bool:
        """Both are on where the file does not speak of them."""
        value = said.get(name, True) if isinstance(said, dict) else True
        if not isinstance(value, bool):
            self._fault((name,), "true or false is expected here")
        return value is True

    def _block(self, place: int, said: Any) -> Block | None:
        at: Path = ("resources", place)
        resource = self._mapping(said, at, {"kind", "selector", "port"})
        kind = kind_of(str(resource.get("kind") or ""))
        if not kind:
            self._fault((*at, "kind"), "name what is mapped, such as services")
            return None
        if not _LIST.fullmatch(kind):
            self._fault(
                (*at, "kind"), "name a list of PagerDuty's API, such as services or business_services"
            )
            return None
        selector = self._mapping(resource.get("selector"), (*at, "selector"), SELECTOR)
        fields = {QUERY: self._expression(selector.get(QUERY), (*at, "selector", QUERY))}
        port = self._mapping(resource.get("port"), (*at, "port"), {"entity"})
        entity = self._mapping(port.get("entity"), (*at, "port", "entity"), {"mappings"})
        fields |= self._fields(entity.get("mappings"), (*at, "port", "entity", "mappings"))
        params = self._params(kind, selector.get("apiQueryParams"), (*at, "selector", "apiQueryParams"))
        extras, months = self._extras(kind, selector, (*at, "selector"))
        return Block(place + 1, kind, fields, params, extras, months)

    def _extras(self, kind: str, said: Mapping[str, Any], at: Path) -> tuple[frozenset[str], int]:
        wanted = {EMAIL}
        for name, (extra, kinds, usual) in FLAGS.items():
            value = said.get(name, usual)
            if not isinstance(value, bool):
                self._fault((*at, name), "true or false is expected here")
            elif value and kind in kinds:
                wanted.add(extra)
        months = said.get(MONTHS, 3)
        if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= MOST_MONTHS:
            self._fault((*at, MONTHS), f"a number of months is expected here, 1 to {MOST_MONTHS}")
        return frozenset(wanted), months if isinstance(months, int) else 3

    def _fields(self, said: Any, at: Path) -> dict[str, Expression]:
        mappings, found = self._mapping(said, at, FIELDS), dict[str, Expression]()
        for name in NEEDED:
            if name not in mappings:
                self._fault(at, f"`{name}` is missing")
        for name, value in mappings.items():
            if name not in {PROPERTIES, RELATIONS}:
                found[name] = self._expression(value, (*at, name))
                continue
            for inner, one in self._mapping(value, (*at, name), None).items():
                found[f"{name}.{inner}"] = self._expression(one, (*at, name, inner))
        return found

    def _params(self, kind: str, said: Any, at: Path) -> dict[str, Any]:
        """PagerDuty's own names; what takes several gets their brackets here."""
        known, found = params_of(kind), dict[str, Any]()
        for name, value in self._mapping(said, at, None).items():
            plain = str(name).removesuffix("[]")
            if known is not None and plain not in known:
                allowed = ", ".join(sorted(known)) or "nothing"
                self._fault((*at, name), f"{kind} cannot be asked with {plain}, but with {allowed}")
            elif known is None and isinstance(value, list):
                found[f"{plain}[]"] = value
            elif known is None or not known[plain]:
                found[plain] = value
            else:
                found[f"{plain}[]"] = value if isinstance(value, list) else [value]
        return found

    def _expression(self, said: Any, at: Path) -> Expression:
        if isinstance(said, bool):
            said = str(said).lower()
        if isinstance(said, int | float):
            said = str(said)
        if not isinstance(said, str) or not said.strip():
            self._fault(at, "give an expression of jq, such as .id, in quotes where YAML needs them")
            said = "null"
        return Expression(said, self._line(at))

    def _mapping(self, said: Any, at: Path, known: set[str] | None) -> Mapping[str, Any]:
        if said is None:
            return {}
        if not isinstance(said, dict):
            self._fault(at, "names with values are expected here")
            return {}
        for name in said:
            if known is not None and name not in known:
                self._fault((*at, name), f"unknown; known are {', '.join(sorted(known))}")
        return said

    def _fault(self, at: Path, why: str) -> None:
        self.faults.append(f"{self._name}, line {self._line(at)}, {called(at)}: {why}.")

    def _line(self, at: Path) -> int:
        """Where it is not there itself, that of what it should stand in."""
        return next(
            (self._lines[at[:size]] for size in range(len(at), -1, -1) if at[:size] in self._lines), 1
        )


def called(at: Path) -> str:
    """Say a path as people write it: resources[0].selector.query."""
    words = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in at)
    return words.removeprefix(".") or "the file"
