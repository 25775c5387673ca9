"""The form that mends what is known of an incident: title, description, where, what, and how bad."""

import json
from collections.abc import Mapping

from bot.domain.board import Reach
from bot.domain.incident import Incident
from bot.domain.own_fields import Values
from bot.domain.own_fields.filling import Case, case_of
from bot.domain.rules.opening import DESCRIPTION, TITLE
from bot.domain.rules.priority import suggested
from bot.domain.rules.updating import Update
from bot.domain.taxonomy import Priority, Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views import choices, entered, own_fields
from bot.views.paging.sentences import sets_off
from bot.views.update import own_fields as own_form
from bot.views.words import duration, listed

CALLBACK = "edit_incident"
CHANGED = "edit_changed"
IMPACT = "impact:"


def render(incident: Incident, taxonomy: Taxonomy) -> b.Block:
    chosen = incident.impacts
    title = b.text_field("title", most=TITLE[1], initial=incident.title)
    text = b.text_field("description", most=DESCRIPTION[1], initial=incident.description, multiline=True)
    category = choices.categories(CHANGED, taxonomy, incident.category, private=incident.private)
    rows = [
        b.entry("title", "Title", title),
        b.entry("description", "What happens?", text, optional=not incident.description),
        b.entry("category", "Category", category, live=True),
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
            for kind in offered(taxonomy.impacts, chosen)
        ),
        *_own(incident, case_of(incident), taxonomy),
        b.context(_verdict(incident, chosen, taxonomy)),
    ]
    return _modal(incident, rows)


def again(view: entered.View, incident: Incident, taxonomy: Taxonomy, reach: Reach) -> b.Block:
    """Show the same, but for what the impacts ask for now, and what more is asked for in such a case.

    reach: whom it calls to save that.
    """
    impacts, there = _impacts(view), {row.get("block_id") for row in view["blocks"]}
    asked = suggested(impacts, taxonomy)
    worse = asked if asked and asked.rank < taxonomy.priorities[incident.priority].rank else None
    case = Case(worse.key if worse else incident.priority, entered.chosen(view, "category"), impacts)
    more = [row for row in _own(incident, case, taxonomy) if row["block_id"] not in there]
    calls = listed(sets_off(reach))
    said = [_verdict(incident, impacts, taxonomy), *([f":warning: Saving {calls}."] if calls else [])]
    verdict = b.context(" ".join(said))
    return _modal(incident, [*view["blocks"][:-1], *more, verdict])


def parse(view: entered.View) -> tuple[int, Update, Values]:
    """Give the incident and what was changed: what somebody else changed meanwhile stays as it is."""
    shown = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    title, description = (entered.typed(view, name) for name in ("title", "description"))
    category, places = entered.chosen(view, "category"), entered.several(view, "environments")
    impacts = _impacts(view)
    had = {kind: _initial(shown[name]) for kind, name in entered.fields(view, IMPACT).items()}
    there = {option["value"] for option in shown["environments"].get("initial_options", ())}
    wish = Update(
        title=title if title != shown["title"].get("initial_value", "") else None,
        description=description if description != shown["description"].get("initial_value", "") else None,
        category=category if category != _initial(shown["category"]) else "",
        environments=places if set(places) != there else None,
        impacts={kind: level for kind, level in impacts.items() if level != had[kind]},
    )
    return int(entered.memory(view)["incident"]), wish, own_fields.read_changes(view)


def wished(view: entered.View, incident: Incident, taxonomy: Taxonomy) -> tuple[str, str]:
    """Give the priority that saving raises it to, and its category; empty where they stay."""
    asked, now = _asked(incident, _impacts(view), taxonomy), taxonomy.priorities[incident.priority]
    category = entered.chosen(view, "category")
    raised = asked.key if asked and asked.rank < now.rank else ""
    return raised, category if category != incident.category else ""


def _own(incident: Incident, case: Case, taxonomy: Taxonomy) -> list[b.Block]:
    """The organisation's own fields; what is on the screen once stays there with what was typed in it."""
    return [own_form.entry(one, incident, case, taxonomy) for one in own_form.of(incident, case, taxonomy)]


def _modal(incident: Incident, rows: list[b.Block]) -> b.Block:
    memory = json.dumps({"incident": incident.id})
    return b.modal(
        f"Edit {incident.ref}"[:24], rows, callback=CALLBACK, submit="Save", close="Cancel", memory=memory
    )


def _impacts(view: entered.View) -> dict[str, str]:
    """Give the level of each type, empty where none is chosen."""
    return {kind: entered.chosen(view, name) for kind, name in entered.fields(view, IMPACT).items()}


def _initial(element: b.Block) -> str:
    return str(element.get("initial_option", {}).get("value", ""))


def _verdict(incident: Incident, impacts: Mapping[str, str], taxonomy: Taxonomy) -> str:
    """Say what saving does to the priority: impacts may raise it, and never lower it."""
    asked, now = _asked(incident, impacts, taxonomy), taxonomy.priorities[incident.priority]
    if asked is None or asked.key == now.key:
        return f"The priority stays {choices.called(now)}."
    if asked.rank < now.rank:
        fix = f"to be fixed within {duration(asked.fix_within)}"
        return f":warning: The impacts ask for {choices.called(asked)}: saving raises {now.key}, {fix}."
    return f"The impacts ask for {choices.called(asked)} only. It stays {now.key}; Update can lower it."


def _asked(incident: Incident, impacts: Mapping[str, str], taxonomy: Taxonomy) -> Priority | None:
    """Give what those impacts ask for that are different from what is known; of what is closed nothing."""
    fresh = {kind: level for kind, level in impacts.items() if level != incident.impacts.get(kind, "")}
    return None if incident.is_closed else suggested(fresh, taxonomy)
