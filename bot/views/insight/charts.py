"""Figures as Slack draws them; what they show stands in the text of the message too."""

from bot.domain.insight.figures import Figures
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.insight.words import STEPS, step

MOST_SERIES = 6


def drawn(figures: Figures, taxonomy: Taxonomy) -> list[b.Block]:
    """A message holds two at most."""
    return [_trend(figures, taxonomy), *_fixes(figures, taxonomy)]


def _trend(figures: Figures, taxonomy: Taxonomy) -> b.Block:
    """The worst priorities each by itself, the others together."""
    period, keys = figures.period, _keys(figures, taxonomy)
    shown = keys if len(keys) <= MOST_SERIES else keys[: MOST_SERIES - 1]
    series = {key: [there.get(key, 0) for there in figures.trend] for key in shown}
    if len(shown) < len(keys):
        series["others"] = [sum(there.get(key, 0) for key in keys[len(shown) :]) for there in figures.trend]
    names = [step(period, day) for day in period.steps]
    across = {"day": "Day", "week": "Week from", "month": "Month", "year": "Year"}[period.step]
    return b.bars(f"Declared, {STEPS[period.step]}", names, series, across=across)


def _fixes(figures: Figures, taxonomy: Taxonomy) -> list[b.Block]:
    """Nothing where nothing can be judged yet."""
    parts = {key: figures.priorities[key].fixes for key in _keys(figures, taxonomy)}
    judged = {key: one for key, one in parts.items() if one.share is not None}
    if not judged:
        return []
    series = {
        "In time": [one.kept for one in judged.values()],
        "Late": [one.late for one in judged.values()],
    }
    return [b.bars("Over in time, by priority", [*judged], series, across="Priority")]


def _keys(figures: Figures, taxonomy: Taxonomy) -> list[str]:
    """Give the priorities that there are, the worst first."""
    return sorted(figures.priorities, key=lambda key: _rank(key, taxonomy))


def _rank(key: str, taxonomy: Taxonomy) -> tuple[int, str]:
    known = taxonomy.priorities.get(key)
    return known.rank if known else len(taxonomy.priorities) + 1, key
