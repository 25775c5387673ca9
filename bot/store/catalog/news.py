"""Things that something happened to, until they are read anew: each once, however much that was."""

from dataclasses import dataclass

from bot.store import tables


@dataclass(frozen=True)
class News:
    """`told`: how often it was told of until it was read."""

    id: int
    kind: str
    source: str
    tries: int
    told: int


def add(system: str, kind: str, source: str) -> None:
    """Something new happened to it: it may be tried as often as ever."""
    table = tables.CatalogNews
    row = table.insert(system=system, kind=kind, source=source)
    key = [table.system, table.kind, table.source]
    row.on_conflict(conflict_target=key, update={table.tries: 0, table.told: table.told + 1}).execute()


def waiting(system: str, most: int = 50) -> list[News]:
    """Give the oldest of them."""
    table = tables.CatalogNews
    rows = table.select().where(table.system == system).order_by(table.tries, table.id).limit(most)
    return [News(row.id, row.kind, row.source, row.tries, row.told) for row in rows]


def try_again(number: int) -> None:
    table = tables.CatalogNews
    table.update(tries=table.tries + 1).where(table.id == number).execute()


def done(one: News) -> None:
    """It was read as it was when it was told of; what was told meanwhile waits on."""
    table = tables.CatalogNews
    table.delete().where(table.id == one.id, table.told == one.told).execute()
