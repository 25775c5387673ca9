"""Which workers live: each renews its row, and what a dead one had claimed is put back."""

from bot.store.engine import clock, locks
from bot.store.tables import Delivery, Lease


def renew(worker: str, seconds: float) -> None:
    """This worker lives for so long from now."""
    row = Lease.insert(worker=worker, until=clock.seconds() + seconds)
    row.on_conflict(conflict_target=[Lease.worker], preserve=[Lease.until]).execute()


def any_lives() -> bool:
    """Tell whether somebody works on the database, where several may."""
    return bool(Lease.select().where(Lease.until >= clock.seconds()).exists())


def bury() -> int:
    """Put back what workers had claimed that live no more, and say how much it was.

    Who renews at this moment lives: to wait for them, who may wait for this worker, would end in a deadlock.
    """
    lapsed = locks.free(Lease.select(Lease.worker).where(Lease.until < clock.seconds()))
    Lease.delete().where(Lease.worker.in_(lapsed)).execute()
    orphaned = (Delivery.state == "claimed") & Delivery.claimed_by.not_in(Lease.select(Lease.worker))
    return int(Delivery.update(state="waiting").where(orphaned).execute())
