"""What narrows a list of incidents: a select for each thing known of them, and the way back to all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.taxonomy import Taxonomy
from bot.domain.wanted import STANDINGS, Wanted
from bot.views import blocks as b
from bot.views.choices import called
from bot.views.declare import categories

MINE, ANYBODYS = "mine", "anybody's"
PERIODS = {7: "Past 7 days", 30: "Past 30 days", 90: "Past 90 days", 365: "Past year"}
CLEAR = "clear"


def controls(action: str, wanted: Wanted, taxonomy: Taxonomy, *, standing: bool) -> b.Block:
    """standing: whether that can be chosen, and the period; else whose they are, and where.

    The block's name says what is chosen, so that nothing remains on the screen of what was chosen before.
    """
    priorities = [b.option(called(one), one.key) for one in taxonomy.priorities.values()]
    chosen = (wanted.standing, wanted.mine, wanted.priority, wanted.category, wanted.environment, wanted.days)
    elements = [
        _standing(action, wanted) if standing else _whose(action, wanted),
        b.select(f"{action}:priority", priorities[:100], chosen=wanted.priority, example="Priority"),
        _category(action, wanted, taxonomy),
        _period(action, wanted) if standing else _environment(action, wanted, taxonomy),
    ]
    if replace(wanted, words="", standing="").is_narrow or (standing and wanted.standing):
        elements.append(b.button("Show all", f"{action}:{CLEAR}"))
    return b.actions(*elements, name="|".join(map(str, chosen))[:255])


def changed(wanted: Wanted, action: Mapping[str, Any]) -> Wanted:
    """Read one of these controls, or a button that turns the page; another choice begins at the first one."""
    name = str(action["action_id"]).rpartition(":")[2]
    picked = str((action.get("selected_option") or {}).get("value", ""))
    match name:
        case "newer" | "older":
            return replace(wanted, page=int(action["value"]))
        case "clear":
            return Wanted(words=wanted.words)  # the standing too: who clears wants to see all
        case "whose":
            return replace(wanted, mine=picked == MINE, page=0)
        case "period":
            return replace(wanted, days=int(picked), page=0)
    narrowed: dict[str, Any] = {name: picked}
    return replace(wanted, **narrowed, page=0)


def _standing(action: str, wanted: Wanted) -> b.Block:
    offered = [b.option(name.capitalize(), name) for name in STANDINGS]
    return b.select(f"{action}:standing", offered, chosen=wanted.standing, example="Status")


def _whose(action: str, wanted: Wanted) -> b.Block:
    offered = [b.option("All", ANYBODYS), b.option("Mine", MINE)]
    return b.select(f"{action}:whose", offered, chosen=MINE if wanted.mine else ANYBODYS)


def _category(action: str, wanted: Wanted, taxonomy: Taxonomy) -> b.Block:
    element = categories.select(f"{action}:category", taxonomy, wanted.category)
    return {**element, "placeholder": b.plain("Category")}


def _environment(action: str, wanted: Wanted, taxonomy: Taxonomy) -> b.Block:
    offered = [b.option(key, key) for key in taxonomy.environments]
    return b.select(f"{action}:environment", offered[:100], chosen=wanted.environment, example="Environment")


def _period(action: str, wanted: Wanted) -> b.Block:
    offered = [b.option(said, str(days)) for days, said in PERIODS.items()]
    return b.select(f"{action}:period", offered, chosen=str(wanted.days), example="Period")
