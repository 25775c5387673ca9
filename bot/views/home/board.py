"""App Home: yours first, then everything that is active, then what is to be finished."""

from bot.domain.board import Board
from bot.domain.incident import Incident
from bot.domain.wanted import Wanted
from bot.views import blocks as b
from bot.views import support
from bot.views.alerts import storm
from bot.views.drills import offer as rehearsal
from bot.views.find import filters, results
from bot.views.insight import home as insight
from bot.views.oncall import overview as on_call
from bot.views.settings import health
from bot.views.settings import listing as settings
from bot.views.tasks import row
from bot.views.work import listing, menu

DECLARE = "open_form"
FILTER = "home_filter"


def render(board: Board) -> b.Block:
    declare = b.button("Declare an incident", DECLARE, style="danger")
    search = results.opener("Search", Wanted(), says="Search in all incidents")
    rows = [
        b.header("Firebell"),
        b.actions(declare, search, *_on_call(board), insight.opener("Insights"), *_settings(board)),
        *health.in_home(board.troubles),
        *rehearsal.first(board),
        *_yours(board),
        *_active(board),
        *_to_finish(board),
        *on_call.in_home(board.on_call),
        *insight.rows(board.insight),
        *support.line(board.support),
    ]
    return {"type": "home", "blocks": rows}


def _on_call(board: Board) -> list[b.Block]:
    known = board.on_call is not None and board.on_call.total
    return [on_call.opener("On-call")] if known else []


def _settings(board: Board) -> list[b.Block]:
    return [b.button("Settings", settings.OPEN)] if board.is_admin else []


def _yours(board: Board) -> list[b.Block]:
    """Their incidents and their tasks; nothing where there are none."""
    count = board.yours.count + board.tasks_count
    if not count:
        return []
    rows = [block for incident in board.yours.incidents for block in _incident(incident, board)]
    rows += _more(board.yours.count - len(board.yours.incidents), Wanted(standing="not over", mine=True))
    rows += [block for one in board.tasks for block in row.blocks(one, board.now, of_incident=True)]
    if board.tasks_count > len(board.tasks):
        rows.append(b.actions(row.all_mine(board.tasks_count)))
    return [b.divider(), b.section(f"*Yours ({count})*"), *rows]


def _active(board: Board) -> list[b.Block]:
    found, narrow = board.active, board.wanted.is_narrow
    if not found.count and not narrow:
        quiet = f"*All quiet.* No incident is active. `{board.command} help` shows what you can do."
        return [b.divider(), b.section(quiet, rehearsal.quiet(board))]
    rows = [block for incident in found.incidents for block in _incident(incident, board)]
    nothing = [] if rows else [b.section("No active incident fits. Press Show all to see the others.")]
    return [
        b.divider(),
        b.section(f"*Active ({found.count})*"),
        filters.controls(FILTER, board.wanted, board.taxonomy, standing=False),
        *rows,
        *nothing,
        *listing.pages(found, FILTER),
    ]


def _to_finish(board: Board) -> list[b.Block]:
    """What nobody suffers from any more, and what still waits for somebody."""
    found = board.to_finish
    if not found.count:
        return []
    rows = [block for incident in found.incidents for block in _incident(incident, board)]
    more = _more(found.count - len(found.incidents), Wanted(standing="to finish"))
    return [b.divider(), b.section(f"*To finish ({found.count})*"), *rows, *more]


def _incident(incident: Incident, board: Board) -> list[b.Block]:
    text = listing.said(incident, board.taxonomy, board.now, board.person)
    first = storm.opener(incident) if incident.braked else menu.button(incident, "Update", "update")
    buttons = [first, menu.details(incident), menu.more(incident)]
    return [b.section(text), b.actions(*buttons)]


def _more(hidden: int, wanted: Wanted) -> list[b.Block]:
    return [b.section(f"and {hidden} more", results.opener("Show all", wanted))] if hidden > 0 else []
