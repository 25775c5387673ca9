"""The topic of the channel in which incidents are announced: who is on call."""

from bot.domain.oncall.roster import Overview, Roster
from bot.views.words import fit

LONGEST = 250
"""https://docs.slack.dev/reference/methods/conversations.setTopic"""

NOBODY = "nobody"


def render(overview: Overview) -> str:
    """Name who is on the first level of each policy, as many as there is room for. Never a phone."""
    parts = [_line(one) for one in overview.rosters]
    head = _head(overview)
    for count in range(len(parts), 0, -1):
        more = overview.total - count
        text = head + " · ".join([*parts[:count], *([f"{more} more"] if more else [])])
        if len(fit(text, 10 * LONGEST)) <= LONGEST:
            return fit(text, LONGEST)
    return fit(head + (parts[0] if parts else NOBODY), LONGEST)


def _head(overview: Overview) -> str:
    read_at = overview.as_of.read_at
    if overview.as_of.stale and read_at:
        return f"On-call as of {read_at:%d %b %H:%M} UTC, {overview.as_of.of} was not read since: "
    return "On-call: "


def _line(roster: Roster) -> str:
    first = roster.levels[0].duties if roster.levels else ()
    return f"{roster.policy.name}: {', '.join(one.now.name for one in first) or NOBODY}"
