"""App Home: yours first, then everything that is active."""

from bot.domain.board import Board
from bot.views import blocks as b
from bot.views.work.listing import line, rest

DECLARE = "open_form"


def render(board: Board) -> b.Block:
    declare = b.button("Declare an incident", DECLARE, style="danger")
    rows = [b.header("Firebell"), b.actions(declare), *_yours(board), b.divider(), *_active(board)]
    return {"type": "home", "blocks": rows}


def _yours(board: Board) -> list[b.Block]:
    if not board.yours:
        return []
    rows = [line(incident, board.taxonomy, board.now) for incident in board.yours]
    return [b.divider(), b.section(f"*Yours ({len(board.yours)})*"), *rows]


def _active(board: Board) -> list[b.Block]:
    if not board.active:
        quiet = f"*All quiet.* No incident is active. `{board.command} help` shows what you can do."
        return [b.section(quiet)]
    rows = [line(incident, board.taxonomy, board.now) for incident in board.active]
    return [b.section(f"*Active ({board.count})*"), *rows, *rest(board)]
