"""Somebody wants all incidents that they may see as a file: it is made behind, and sent to them."""

from bot.store.queues import outbox, presses
from bot.store.queues.outbox import Debt
from bot.usecases.unit import Unit

SEND = "send_export"
"""The effect that makes and sends it."""

_KIND = "export"


def ask_export(unit: Unit, form: str, *, by: str, press: str) -> None:
    """Owe it once per press; while one waits, another one of the same form is the same."""
    if presses.answer(press) is not None:
        return
    presses.keep(press, {"export": form}, unit.now)
    outbox.owe([Debt(f"{_KIND}:{by}:{form}", SEND, SEND, None, mirror=True, needs=None, due_at=unit.now)])


def asked_in(subject: str) -> tuple[str, str]:
    """Give who gets it, and its form."""
    _, person, form = subject.split(":")
    return person, form
