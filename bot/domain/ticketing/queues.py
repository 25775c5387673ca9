"""How people want a queue of Request Tracker treated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SEVERAL = ("acknowledged", "resolved")


@dataclass(frozen=True)
class Queue:
    """`key` is its name, `*` stands for all others.

    `service`: of PagerDuty, which is paged about tickets that are made there. `category`: what those are
    about; empty: what pages the service. `opens`: the priority that their incidents have; empty: none begins
    one. `acknowledged`, `resolved`: statuses; the first is written, all are understood.
    """

    key: str
    service: str = ""
    category: str = ""
    opens: str = ""
    acknowledged: tuple[str, ...] = ("open",)
    resolved: tuple[str, ...] = ("resolved",)
    untouched: tuple[str, ...] = ("new",)
    refused: tuple[str, ...] = ("rejected", "deleted")


def queue_of(queues: Mapping[str, Queue], name: str) -> Queue:
    """Give what holds for a queue: its own entry, else the one for all others."""
    return queues.get(name) or queues.get("*") or Queue(name)


def read_queue(key: str, said: Mapping[str, Any]) -> Queue:
    several = {name: tuple(said[name]) for name in _SEVERAL if said.get(name)}
    plain = {name: value for name, value in said.items() if name not in _SEVERAL}
    return Queue(key=key, **{**plain, **several})
