"""To whom a first rehearsal is offered: nobody, once there was a drill, and not who wants none."""

from bot.domain.incident import Shown
from bot.store import shown

EVERYBODY = "home"
SURFACE = "rehearsal"


def is_open(person: str) -> bool:
    return not (shown.get(EVERYBODY, SURFACE) or shown.get(f"{EVERYBODY}:{person}", SURFACE))


def end() -> None:
    """There was a drill."""
    shown.keep(EVERYBODY, Shown(SURFACE, {"is": "done"}))


def dismiss(person: str) -> None:
    shown.keep(f"{EVERYBODY}:{person}", Shown(SURFACE, {"is": "dismissed"}))
