"""Keep Port equal to the catalog: what is owed there, what was written, and what was refused."""

from collections.abc import Mapping, Sequence

from bot.domain.catalog import few
from bot.domain.systems.exchange import Cause, End, Exchange, Way
from bot.store.catalog import copies
from bot.store.catalog.copies import Copy
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.systems import exchanges
from bot.usecases.directory.wellness import fall_ill, recover
from bot.usecases.unit import CATALOG, Unit

KEEP = "keep_port"
"""The effect that writes the catalog there, where there is any Port."""

ILLNESS = "port"
SYSTEM = "port"
SHADOWED = "Another account of PagerDuty's has one that is called the same; that one stands in Port."


def owe_copy(unit: Unit) -> None:
    """Something of the catalog changed."""
    if unit.effects.named(KEEP):
        outbox.owe([Debt(CATALOG, KEEP, KEEP, None, mirror=True, needs=None, due_at=unit.now)])


def compare_copy(unit: Unit) -> bool:
    """Let what was refused be tried again; tell whether there is anything to do."""
    copies.try_again()
    is_equal = copies.are_equal()
    if not is_equal:
        owe_copy(unit)
    return not is_equal


def try_rest(_unit: Unit) -> None:
    """What was refused a moment ago may be taken now: something that it needed is there."""
    copies.try_again(refused=True)


def note_written(
    unit: Unit,
    delivery: int,
    exchange: Exchange,
    written: Mapping[int, str],
    refused: Mapping[int, tuple[str, str]],
) -> None:
    """Written: digests by the numbers of rows. refused: the digest that was tried, and why not."""
    copies.note_written(written)
    for number, (tried, why) in refused.items():
        copies.note_refused(number, tried, why)
    exchanges.add([exchange], Cause(delivery=delivery), 0, unit.now)


def note_removed(unit: Unit, delivery: int, exchange: Exchange, one: Copy, why: str) -> bool:
    """It stands there no more. why: it does after all. Tell whether others need not stay for it any more."""
    exchanges.add([exchange], Cause(delivery=delivery), 0, unit.now)
    if why:
        copies.note_refused(one.number, copies.GONE, why)
        return False
    copies.note_written({one.number: ""})
    return copies.release(one.entity.related) > 0


def note_needed(_unit: Unit, number: int) -> None:
    """It stays, as something is related to it."""
    copies.note_needed(number)


def forget_referring(_unit: Unit, identifier: str) -> bool:
    """What had to be related to it may have gone with it, and is written again. Tell whether there is any."""
    return copies.forget_referring(identifier) > 0


def hand_over(_unit: Unit, number: int, heir: int) -> None:
    """What stood there is another account's now, which writes it."""
    copies.note_written({number: "", heir: ""})


def shadow(_unit: Unit, found: Mapping[int, str]) -> None:
    """Leave these out. found: digests by the numbers of rows."""
    for number, digest in found.items():
        copies.note_refused(number, digest, SHADOWED)


def end_copy(unit: Unit, why: str) -> None:
    """Admins see what keeps Port from being equal, until it is."""
    if why:
        fall_ill(unit, ILLNESS, why)
    else:
        recover(unit, ILLNESS)


def batch(blueprint: str, identifiers: Sequence[str], what: str, refused: str = "") -> Exchange:
    """Say which entities went there."""
    end = End.REFUSED if refused else End.DONE
    return Exchange(SYSTEM, Way.THERE, f"{blueprint} {few(identifiers)}", what, end=end, error=refused)
