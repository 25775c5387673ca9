"""Figures in a window, for who comes from App Home: in words, as windows hold no charts."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.insight.figures import Figures
from bot.domain.insight.period import LENGTHS
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views import entered
from bot.views.insight import message

OPEN = "open_stats"
CHOOSE = "stats_choose"
FIRST, LAST = "stats_first", "stats_last"
CALLBACK = "stats"
_CHOICE = "stats_period"


def modal(figures: Figures, taxonomy: Taxonomy) -> b.Block:
    period = figures.period
    options = [b.option(f"Last {name}", name) for name in LENGTHS]
    controls = b.actions(
        b.select(CHOOSE, options, chosen=period.name, example="Between two days"),
        b.day_picker(FIRST, initial=period.first.isoformat()),
        b.day_picker(LAST, initial=period.last.isoformat()),
        name=f"{_CHOICE}:{period.name}",  # another name, so that the pickers show the days that are meant now
    )
    said = message.body(figures, taxonomy, drawn=False, whose="what you may see")
    head, *rows = said["blocks"]
    export = b.actions(*message.exports(period))
    memory = json.dumps({"period": period.name})
    return b.modal("Insights", [controls, head, *rows, b.divider(), export], callback=CALLBACK, memory=memory)


def chosen(view: entered.View, action: Mapping[str, Any]) -> str:
    """Give the period that somebody wants now, as it would be typed.

    Where the days would be the wrong way round, the one that was chosen last counts.
    """
    if action["action_id"] == CHOOSE:
        return str(action["selected_option"]["value"])
    days = next(iter(block for name, block in view["state"]["values"].items() if name.startswith(_CHOICE)))
    first, last = (date.fromisoformat(days[name]["selected_date"]) for name in (FIRST, LAST))
    if last < first:
        first = last = first if action["action_id"] == FIRST else last
    return f"{first} {last}"
