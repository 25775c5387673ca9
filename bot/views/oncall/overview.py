"""Who is on call: all of it in a window, the first of it in App Home."""

from bot.domain.oncall.freshness import FAR
from bot.domain.oncall.roster import Overview, Roster
from bot.views import blocks as b
from bot.views.oncall import words
from bot.views.words import bold, fit, pieces

OPEN = "show_on_call"
PAGE = "page_roster"
TURN = "turn_on_call"
AHEAD = "show_on_call_ahead"
SIZE = 10


def modal(overview: Overview, page: int = 0) -> b.Block:
    """page: counts from 0."""
    rows = [b.context(words.age(overview.as_of))]
    for roster in overview.rosters:
        rows += [b.divider(), *map(b.section, _roster(roster)), b.actions(*_presses(roster))]
    if not overview.rosters and overview.as_of.read_at:
        rows.append(b.section("PagerDuty has no escalation policy that people can page here."))
    return b.modal("On-call", [*rows, *_turns(overview, page)])


def in_home(overview: Overview | None) -> list[b.Block]:
    """Nothing where nothing is known."""
    if overview is None or not overview.total:
        return []
    lines = [f"{bold(fit(one.policy.name, 80))}: {words.first(one.levels)}" for one in overview.rosters]
    hidden = overview.total - len(overview.rosters)
    more = [f"and {hidden} more"] if hidden > 0 else []
    stale = [words.age(overview.as_of)] if overview.as_of.stale else []
    first, *rest = pieces(["*On-call now*", *stale, *lines, *more])
    return [b.divider(), b.section(first, opener("All")), *map(b.section, rest)]


def opener(label: str) -> b.Block:
    return b.button(label, OPEN, says="Who is on call, and page them")


def _roster(roster: Roster) -> list[str]:
    services = fit(", ".join(one for one in roster.services if one != roster.policy.name), 300)
    head = bold(fit(roster.policy.name, 120)) + (f" · {services}" if services else "")
    levels = [words.level(one) for one in roster.levels[:8]]
    return pieces([head, *(levels or ["Nobody is ever on call."])])


def _presses(roster: Roster) -> list[b.Block]:
    """What has no service that people may page calls nobody."""
    name, number = roster.policy.name, roster.policy.id
    page = [b.button("Page", PAGE, number, says=fit(f"Page {name}", 75))] if roster.services else []
    days = f"Next {FAR.days} days"
    return [*page, b.button(days, AHEAD, number, says=fit(f"{days} of {name}", 75))]


def _turns(overview: Overview, page: int) -> list[b.Block]:
    turns = []
    if page:
        turns.append(b.button("Previous", f"{TURN}:previous", str(page - 1)))
    if (page + 1) * SIZE < overview.total:
        turns.append(b.button("Next", f"{TURN}:next", str(page + 1)))
    if not turns:
        return []
    first = page * SIZE + 1
    place = f"{first} to {first + len(overview.rosters) - 1} of {overview.total}"
    return [b.context(place), b.actions(*turns)]
