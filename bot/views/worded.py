"""What channels read in the organisation's own words."""

from collections.abc import Iterable, Mapping

from bot.domain.incident import Incident
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Taxonomy
from bot.domain.texts import CALL_TO_ACTION, FREE, FROZEN, WELCOME, Text, filled
from bot.views import blocks as b
from bot.views.words import escape, fit, person, priority


def on_card(incident: Incident, taxonomy: Taxonomy) -> list[b.Block]:
    """What newcomers are to know."""
    holder = incident.holder(COMMANDER)
    values = {**_about(incident, taxonomy), "commander": person(holder) if holder else "nobody"}
    said = _said(WELCOME, taxonomy, values)
    return [b.section(said)] if said else []


def announced(incident: Incident, taxonomy: Taxonomy) -> list[b.Block]:
    """What everybody else is to do."""
    said = _said(CALL_TO_ACTION, taxonomy, _about(incident, taxonomy))
    return [b.context(said)] if said else []


def frozen(refs: Iterable[str], taxonomy: Taxonomy) -> str:
    return _said(FROZEN, taxonomy, {"incidents": ", ".join(refs)})


def free(refs: str, taxonomy: Taxonomy) -> str:
    return _said(FREE, taxonomy, {"incidents": refs})


def shown(text: str, values: Mapping[str, str]) -> str:
    """Fill a text in: what admins typed is escaped, and the values are so already."""
    return filled(escape(text.strip()), values)


def _said(one: Text, taxonomy: Taxonomy, values: Mapping[str, str]) -> str:
    return shown(taxonomy.texts.get(one.name) or one.usual, values)


def _about(incident: Incident, taxonomy: Taxonomy) -> dict[str, str]:
    return {
        "ref": incident.ref,
        "priority": priority(incident, taxonomy),
        "category": fit(taxonomy.categories[incident.category].name, 75),
        "environments": fit(", ".join(incident.environments), 300),
    }
