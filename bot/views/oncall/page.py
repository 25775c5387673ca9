"""Who is on call, as a page: a part for each escalation policy, without phones."""

from bot.domain.documents import At, Block, Document, Paragraph, Plain, Section, Table, Words
from bot.domain.oncall.roster import Level, Overview, Roster, Turn

TITLE = "On-call"
HEAD = ("Level", "On call", "Until", "Then")
OWN = "Firebell writes this page from PagerDuty whenever it changes; what is written here by hand goes."


def document(overview: Overview) -> Document:
    about: list[Block] = [Paragraph((Plain(OWN),))]
    read_at = overview.as_of.read_at
    if overview.as_of.stale and read_at:
        about.append(
            Paragraph((Plain(f"{overview.as_of.of} has not answered since "), At(read_at, dated=True)))
        )
    if not overview.rosters:
        about.append(Paragraph((Plain("PagerDuty has no escalation policy."),)))
    return Document(
        TITLE, (Section("about", "Who is on call", tuple(about)), *map(_section, overview.rosters))
    )


def _section(roster: Roster) -> Section:
    serves = f"Called for {', '.join(roster.services)}." if roster.services else "Called for no service."
    rows = tuple(row for level in roster.levels for row in _rows(level))
    return Section(roster.policy.id, roster.policy.name, (Paragraph((Plain(serves),)), Table(HEAD, rows)))


def _rows(level: Level) -> list[tuple[Words, ...]]:
    number: Words = (Plain(str(level.number)),)
    if not level.duties:
        coming = _next(level.coming)
        return [(number, (Plain("nobody"),), (Plain(""),), coming)]
    return [
        (number, (_named(duty.now),), _until(duty.now), (_named(duty.then),) if duty.then else (Plain(""),))
        for duty in level.duties
    ]


def _named(turn: Turn) -> Plain:
    """By the name that PagerDuty has: a mention would tell them by mail each time that the page changes."""
    return Plain(turn.name)


def _until(turn: Turn) -> Words:
    return (At(turn.until, dated=True),) if turn.until else (Plain("for good"),)


def _next(turn: Turn | None) -> Words:
    if turn is None or turn.since is None:
        return (Plain(""),)
    return (_named(turn), Plain(" from "), At(turn.since, dated=True))
