"""Figures as Slack draws them; what they show stands in the text of the message too."""

from bot.domain.insight.figures import Figures
from bot.domain.insight.period import MOST_STEPS
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.insight.drawing import bars
from bot.views.insight.words import STEPS, ranked, series, step


def drawn(figures: Figures, taxonomy: Taxonomy) -> list[b.Block]:
    """A message holds two at most."""
    return [_trend(figures, taxonomy), *_fixes(figures, taxonomy)]


def _trend(figures: Figures, taxonomy: Taxonomy) -> b.Block:
    period = figures.period
    names = [step(period, day) for day in period.steps]
    across = {"day": "Day", "week": "Week from", "month": "Month", "year": "Year"}[period.step]
    return bars(f"Declared, {STEPS[period.step]}", names, series(figures, taxonomy), across=across)


def _fixes(figures: Figures, taxonomy: Taxonomy) -> list[b.Block]:
    """Nothing where nothing can be judged yet."""
    parts = {key: figures.priorities[key].fixes for key in ranked(figures, taxonomy)[:MOST_STEPS]}
    judged = {key: one for key, one in parts.items() if one.share is not None}
    if not judged:
        return []
    series = {
        "In time": [one.kept for one in judged.values()],
        "Late": [one.late for one in judged.values()],
    }
    return [bars("Over in time, by priority", [*judged], series, across="Priority")]
