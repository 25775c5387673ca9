"""PagerDuty's services, as they were read last."""

from collections.abc import Iterable

from bot.domain.oncall import Service
from bot.store import tables


def find(name: str) -> Service | None:
    """Give the one of exactly this name."""
    row = tables.Service.get_or_none(tables.Service.name == name)
    return _service(row) if row else None


def names() -> dict[str, str]:
    """Give what each is called, by its id."""
    return {row.id: row.name for row in tables.Service.select()}


def any_known() -> bool:
    """Tell whether there is anything to page."""
    return bool(tables.Service.select().exists())


def of_policies(policies: Iterable[str]) -> dict[str, list[str]]:
    """Give the names of the services that call people by these policies."""
    found: dict[str, list[str]] = {}
    rows = tables.Service.select().where(tables.Service.policy.in_(list(policies)))
    for row in rows.order_by(tables.Service.name):
        found.setdefault(row.policy, []).append(row.name)
    return found


def _service(row: tables.Service) -> Service:
    return Service(row.id, row.name, row.status, row.policy, row.url)
