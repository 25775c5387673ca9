"""Which replica does what only one may do: a lease that it renews."""

from bot.store.engine import clock
from bot.store.tables import Leader


def lead(name: str, worker: str, seconds: float) -> bool:
    """Take or keep the lead for so long from now, unless another one has it; say whether it is ours."""
    free = (Leader.worker == worker) | (Leader.until < clock.seconds())
    row = Leader.insert(name=name, worker=worker, until=clock.seconds() + seconds)
    row.on_conflict(
        conflict_target=[Leader.name], preserve=[Leader.worker, Leader.until], where=free
    ).execute()
    return bool(Leader.select().where((Leader.name == name) & (Leader.worker == worker)).exists())


def resign(name: str, worker: str) -> None:
    """Somebody else may have it at once."""
    Leader.delete().where((Leader.name == name) & (Leader.worker == worker)).execute()
