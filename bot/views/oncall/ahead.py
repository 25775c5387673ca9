"""Who will be on call by one escalation policy, turn by turn, as far ahead as PagerDuty says."""

from collections.abc import Sequence

from bot.domain.oncall.freshness import FAR
from bot.domain.oncall.roster import Ahead, Turn
from bot.views import blocks as b
from bot.views.words import bold, fit, moment, person, pieces

MOST = 100
"""Turns of one level that are shown."""

LEVELS = 8


def modal(ahead: Ahead) -> b.Block:
    rows = [b.section(bold(fit(ahead.policy.name, 120))), b.context(_age(ahead))]
    for number in sorted(ahead.levels)[:LEVELS]:
        rows += [b.divider(), *_level(number, ahead.levels[number])]
    if not ahead.levels:
        rows.append(b.section("Nobody is ever on call."))
    return b.modal(f"Next {FAR.days} days", rows, close="Back")


def _level(number: int, turns: Sequence[Turn]) -> list[b.Block]:
    lines = [_turn(one) for one in turns[:MOST]]
    lines += [f"and {len(turns) - MOST} more"] if len(turns) > MOST else []
    lines.insert(0, f"*Level {number}*")
    return [b.section(text) for text in pieces(lines)]


def _turn(one: Turn) -> str:
    who = person(one.person) if one.person else fit(one.name, 80)
    if one.since is None or one.until is None:
        return f"{who}, always"
    return f"{moment(one.since)} to {moment(one.until)}: {who}"


def _age(ahead: Ahead) -> str:
    if ahead.read_at is None:
        return "So far ahead PagerDuty has not been read yet: what is known of the next days is here."
    return f"Until {moment(ahead.read_at + FAR)}, as of {moment(ahead.read_at)}."
