"""Figures of the last month in App Home, and the way to all others."""

from bot.domain.insight.figures import Figures
from bot.views import blocks as b
from bot.views.insight import words
from bot.views.insight.window import OPEN


def opener(label: str) -> b.Block:
    return b.button(label, OPEN, says="Figures of a week, month, quarter, year")


def rows(figures: Figures | None) -> list[b.Block]:
    """Nothing where nothing was declared lately and nothing waits."""
    if figures is None or not (figures.total.count or sum(figures.ages)):
        return []
    lines = [words.headline(figures.total)]
    if figures.total.count:
        lines.append(words.totals(figures))
    lines += [one.text for one in words.waiting(figures)]
    said = f"*Insights* · {words.days(figures.period)}\n" + "\n".join(lines)
    return [b.divider(), b.section(said, opener("Other periods"))]
