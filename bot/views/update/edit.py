"""The form that mends what is known of an incident: title, description, where, what, and how bad."""

import json
from collections.abc import Mapping

from bot.domain.incident import Incident
from bot.domain.rules.opening import DESCRIPTION, TITLE
from bot.domain.rules.priority import suggested
from bot.domain.rules.updating import Update
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views import choices, entered
from bot.views.words import duration

CALLBACK = "edit_incident"
CHANGED = "edit_changed"
IMPACT = "impact:"


def render(incident: Incident, taxonomy: Taxonomy) -> b.Block:
    chosen = incident.impacts
    title = b.text_field("title", most=TITLE[1], initial=incident.title)
    text = b.text_field("description", most=DESCRIPTION[1], initial=incident.description, multiline=True)
    category = choices.categories("category", taxonomy, incident.category, private=incident.private)
    rows = [
        b.entry("title", "Title", title),
        b.entry("description", "What happens?", text),
        b.entry("category", "Category", category),
        b.entry(
            "environments",
            "Environment",
            choices.environments("environments", taxonomy, incident.environments),
        ),
        *(
            b.entry(
                f"{IMPACT}{kind.key}",
                kind.name,
                choices.levels(CHANGED, kind, chosen.get(kind.key, "")),
                live=True,
                optional=True,
            )
            for kind in taxonomy.impacts.values()
        ),
        b.context(_verdict(incident, chosen, taxonomy)),
    ]
    return _modal(incident, rows)


def again(view: entered.View, incident: Incident, taxonomy: Taxonomy) -> b.Block:
    """Show the same, but for what the impacts ask for now."""
    return _modal(incident, [*view["blocks"][:-1], b.context(_verdict(incident, _impacts(view), taxonomy))])


def parse(view: entered.View) -> tuple[int, Update]:
    """Give the incident and what was changed: what somebody else changed meanwhile stays as it is."""
    shown = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    title, description = (entered.typed(view, name) for name in ("title", "description"))
    category, places = entered.chosen(view, "category"), entered.several(view, "environments")
    impacts = _impacts(view)
    had = {kind: _initial(shown[name]) for kind, name in entered.fields(view, IMPACT).items()}
    there = {option["value"] for option in shown["environments"].get("initial_options", ())}
    return int(entered.memory(view)["incident"]), Update(
        title=title if title != shown["title"].get("initial_value") else "",
        description=description if description != shown["description"].get("initial_value") else "",
        category=category if category != _initial(shown["category"]) else "",
        environments=places if set(places) != there else (),
        impacts=impacts if impacts != {kind: level for kind, level in had.items() if level} else {},
    )


def _modal(incident: Incident, rows: list[b.Block]) -> b.Block:
    memory = json.dumps({"incident": incident.id})
    return b.modal(
        f"Edit {incident.ref}"[:24], rows, callback=CALLBACK, submit="Save", close="Cancel", memory=memory
    )


def _impacts(view: entered.View) -> dict[str, str]:
    found = {kind: entered.chosen(view, name) for kind, name in entered.fields(view, IMPACT).items()}
    return {kind: level for kind, level in found.items() if level}


def _initial(element: b.Block) -> str:
    return str(element.get("initial_option", {}).get("value", ""))


def _verdict(incident: Incident, impacts: Mapping[str, str], taxonomy: Taxonomy) -> str:
    """Say what saving does to the priority: impacts may raise it, and never lower it."""
    asked, now = suggested(impacts, taxonomy), taxonomy.priorities[incident.priority]
    if asked is None or asked.key == now.key or dict(impacts) == dict(incident.impacts):
        return f"The priority stays {choices.called(now)}."
    if asked.rank < now.rank:
        fix = f"to be fixed within {duration(asked.fix_within)}"
        return f":warning: The impacts ask for {choices.called(asked)}: saving raises {now.key}, {fix}."
    return f"The impacts ask for {choices.called(asked)} only. It stays {now.key}; Update can lower it."
