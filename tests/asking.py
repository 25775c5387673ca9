"""Fields of an organisation's own, of every kind, for stories in which more is asked for than usual."""

from typing import Any

from bot.store import taxonomy
from bot.usecases.settings import changing
from bot.usecases.unit import Unit

TEAMS = {"check-out": {"name": "Check & out", "project": "CHK"}}
FIELDS: dict[str, dict[str, Any]] = {
    "suggested-team": {
        "name": "Suggested team",
        "kind": "team",
        "shown_when": {"priorities": ["P4", "P5"]},
        "required": True,
    },
    "seller-contract": {
        "name": "Seller contract",
        "kind": "link",
        "template": "https://toolbox/?seller_id={}",
        "shown_when": {"impacts": ["sellers"]},
    },
    "card": {
        "name": "Card",
        "kind": "choice",
        "options": ["Visa", "Amex"],
        "shown_when": {"categories": ["payment"]},
        "required_when": {"priorities": ["P2"]},
    },
    "zendesk-ticket": {"name": "Zendesk ticket", "shown_when": {"impacts": ["customers"]}},
    "orders": {"name": "Orders", "kind": "number"},
    "regions": {"name": "Regions", "kind": "many", "options": ["FR", "DE"]},
    "owner": {"name": "Owner", "kind": "person", "required": True},
}


def ask_for_more(unit: Unit, *keys: str) -> None:
    """Make these the organisation's fields, or all of them."""
    present = taxonomy.document()
    fields = {key: said for key, said in FIELDS.items() if not keys or key in keys}
    changing.put(unit, present, {**present, "fields": fields, "teams": TEAMS}, by="")
