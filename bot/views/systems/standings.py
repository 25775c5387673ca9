"""How our accounts in other systems stand: for a terminal, and in the settings."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.checkup import Finding, Grade
from bot.domain.systems.standing import Last, Lost, Standing
from bot.views import blocks as b
from bot.views.settings.checkup import SIGNS
from bot.views.words import bold, fit, moment

NAMES = {
    "pagerduty": "PagerDuty",
    "jira": "Jira",
    "slack": "Slack",
    "confluence": "Confluence",
    "rt": "RT",
    "port": "Port",
}
UNSEEN = "Nobody has looked yet. Firebell does two minutes after its start."
REPLAY = "replay_telling"
FEW = 5
"""Things that were given up of which each system shows so many here."""

MOST = 8
"""Findings that one section of a modal has room for, the worst first."""

NOTHING = "No other system is connected."


def called(system: str) -> str:
    """Give what people call it; one of several accounts with its name."""
    first, _, account = system.partition(":")
    return f"{NAMES.get(first, first)} {account}".strip()


def blocks(standings: Sequence[Standing]) -> list[b.Block]:
    return [block for one in standings for block in (b.section(_section(one)), *map(_lost, one.lost[:FEW]))]


def lines(standings: Sequence[Standing]) -> list[str]:
    """Say it for a terminal: a line for each thing, those that must be mended with a sign."""
    return [line for one in standings for line in _of_terminal(one)] or [NOTHING]


def as_findings(standings: Sequence[Standing]) -> list[Finding]:
    """Say when each was heard of last as if that were found by looking."""
    return [Finding(called(one.system), last.grade, _last(last)) for one in standings for last in one.lasts]


def _lost(one: Lost) -> b.Block:
    said = f":warning: Given up, told {moment(one.at)}: {_what(one)}. {fit(one.why, 300)}"
    again = b.button(
        "Take it again", f"{REPLAY}:{one.id}", str(one.id), says=fit(f"Take {_what(one)} again", 75)
    )
    return b.section(said, again)


def _what(one: Lost) -> str:
    return f"{fit(one.kind, 40)} {fit(one.object, 80)}"


def _section(one: Standing) -> str:
    head = bold(called(one.system))
    looked = f", looked at {moment(one.looked_at)}" if one.looked_at else f"\n{UNSEEN}"
    return "\n".join([f"{head}{looked}", *_of_slack(one)])


def _of_slack(one: Standing) -> Iterator[str]:
    worst = sorted(one.findings, key=lambda found: found.grade is not Grade.FAULT)
    for found in worst[:MOST]:
        yield f"{_sign(found.grade)}{fit(found.about, 40)}: {fit(found.said, 200)}"
    if len(worst) > MOST:
        yield f"and {len(worst) - MOST} more: `firebell status` shows them"
    for last in one.lasts:
        at = moment(last.at) if last.at else "never"
        said = f", {fit(last.said, 80)}" if last.said else ""
        yield f"{_sign(last.grade)}{fit(last.what, 40)}: {at}{said}"


def _of_terminal(one: Standing) -> Iterator[str]:
    yield f"{called(one.system)}, looked at: {_at(one.looked_at)}"
    for found in one.findings:
        yield f"{SIGNS[found.grade]}{found.about}: {found.said}"
    for last in one.lasts:
        yield f"{SIGNS[last.grade]}{_last(last)}"
    for lost in one.lost:
        what = f"{lost.kind} {lost.object}, told {_at(lost.at)}: {lost.why}"
        yield f"{SIGNS[Grade.FAULT]}Given up: {what}. `firebell replay {lost.id}` takes it again"


def _last(one: Last) -> str:
    return f"{one.what}: {_at(one.at)}{f', {one.said}' if one.said else ''}"


def _at(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "never"


def _sign(grade: Grade) -> str:
    return ":warning: " if grade is Grade.FAULT else ""
