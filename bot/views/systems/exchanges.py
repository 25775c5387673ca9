"""What was carried over to other systems and back, line by line, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.systems.exchange import CATALOG, CATCHING_UP, COMPARING, Cause, End, Exchange, Way
from bot.views import blocks as b
from bot.views.systems.standings import NAMES, called
from bot.views.words import fit, moment, person
from bot.views.work import picker

NAME = "exchanges"
TITLE = "What was carried over"
SYSTEM = "exchanges_of_system"
INCIDENT = "exchanges_of_incident"
"""The block in which an incident is picked."""

OLDER = "settings_page:older"
"""Turns the page, as it does of other lists of the settings."""

ALL, KNOWN = "all", ("pagerduty", "jira", "confluence", "rt", "port")
"""The systems with which anything is exchanged."""

TOLD: Mapping[str, str] = {
    "event": "a webhook",
    "message": "a webhook",
    "hook": "a webhook",
    "entry": "its log",
    "updated": "a search",
    "open": "catching up",
    CATCHING_UP: "catching up",
    COMPARING: "the hourly comparison",
    CATALOG: "reading the catalog",
}
"""How we were told, by the first word of its key."""


class Line(Protocol):
    """One of them as it was written down; `incident` is 0 where it is of none."""

    @property
    def at(self) -> datetime: ...

    @property
    def incident(self) -> int: ...

    @property
    def cause(self) -> Cause: ...

    @property
    def exchange(self) -> Exchange: ...


@dataclass(frozen=True)
class Carried:
    """`of`: the system, or the name of the incident, of which alone they are. `older`: where it goes on."""

    lines: Sequence[Line] = ()
    of: str = ""
    older: int = 0


def blocks(carried: Carried) -> list[b.Block]:
    says = "What went to other systems and came back, without what people wrote."
    rows = [b.section(f"*{TITLE}*\n{says}"), *_filters(carried.of)]
    rows += [b.section(line(one)) for one in carried.lines]
    if not carried.lines:
        rows.append(b.section("Nothing yet."))
    if carried.older:
        rows.append(b.actions(b.button("Older", OLDER, str(carried.older))))
    return rows


def of_what(of: str) -> tuple[str, int]:
    """Read which system, or the number of which incident, is meant."""
    return ("", int(of.removeprefix("inc-"))) if of.startswith("inc-") else (of, 0)


def line(one: Line) -> str:
    exchange = one.exchange
    arrow = "→" if exchange.way is Way.THERE else "←"
    ours = f"inc-{one.incident} " if one.incident else ""
    what = f"{fit(exchange.what, 40)} {fit(exchange.object, 120)}"
    said = f"{moment(one.at)}  {ours}{arrow} {called(exchange.system)}  {what}"
    changes = ", ".join(_change(name, exchange) for name in exchange.becomes)
    ended = f"\n:warning: {exchange.end}: {fit(exchange.error, 300)}" if exchange.end is not End.DONE else ""
    return f"{said}{': ' + changes if changes else ''}\n_{_why(one.cause)}_{ended}"


def _filters(of: str) -> list[b.Block]:
    system, number = of_what(of)
    options = [b.option("All systems", ALL), *(b.option(NAMES[name], name) for name in KNOWN)]
    chosen = b.option(of, str(number)) if number else None
    incident = b.type_ahead(picker.SEARCH, example="Of one incident", chosen=chosen)
    return [
        b.actions(b.select(SYSTEM, options, chosen=system or ALL), name=f"{SYSTEM}:{of}"),
        b.actions(incident, name=f"{INCIDENT}:{of}"),
    ]


def _change(name: str, exchange: Exchange) -> str:
    was, becomes = exchange.was.get(name, ""), exchange.becomes[name]
    return f"{fit(name, 40)} {fit(was, 80) or 'nothing'} → *{fit(becomes, 80) or 'nothing'}*"


def _why(cause: Cause) -> str:
    key, _, rest = cause.told.partition(":")
    told = f"{TOLD.get(key, 'told')}{' ' + fit(rest, 80) if rest else ''}" if cause.told else ""
    by = person(cause.by) if cause.by else ""
    delivery = f"delivery {cause.delivery}" if cause.delivery else ""
    return ", ".join(filter(None, (told, by, delivery))) or "by itself"
