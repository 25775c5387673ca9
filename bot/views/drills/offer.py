"""Where Home offers a rehearsal: to admins until there was one, to everybody while all is quiet."""

from bot.domain.board import Board
from bot.views import blocks as b
from bot.views.drills import form

DISMISS = "dismiss_rehearsal"
FIRST = "Checkout fails for one order in three"
"""What the first one is about, unless somebody knows better."""


def first(board: Board) -> list[b.Block]:
    """How to see in ten minutes what the worst hour will look like."""
    if not board.rehearsal:
        return []
    said = (
        "*Rehearse before it happens.* Ten minutes alone show you all of it: a channel of its own, a "
        "simulated page and ticket, a scorecard at the end. Nothing real is touched, nobody else hears of it."
    )
    later = b.button("Not now", DISMISS, says="Offer me no rehearsal any more")
    return [
        b.section(f":test_tube: {said}"),
        b.actions(form.opener("Rehearse alone", FIRST, style="primary"), later),
    ]


def quiet(board: Board) -> b.Block | None:
    """The button beside "All quiet"."""
    return None if board.rehearsal else form.opener("Rehearse one")
