"""The declaration: one screen, and what somebody entered in it."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.board import Outlook
from bot.domain.rules.opening import DESCRIPTION, TITLE, Form
from bot.domain.rules.priority import suggested
from bot.domain.taxonomy import Priority, Taxonomy
from bot.views import blocks as b
from bot.views.words import duration, listed, people

CALLBACK = "declare"
CHANGED = "declare_changed"
CHOOSE_PRIORITY = "declare_choose_priority"


def render(form: Form, taxonomy: Taxonomy, outlook: Outlook, *, choosing: bool = False) -> b.Block:
    """choosing: whether the priority is chosen by hand."""
    choosing = choosing or bool(form.priority)
    rows = [
        b.entry("title", "Title", _title(form)),
        b.entry("description", "What happens?", _description(form)),
        b.entry("category", "Category", _category(form, taxonomy), live=True),
        b.entry("environments", "Environment", _environments(form, taxonomy), live=True),
        *(_impact(form, taxonomy, kind) for kind in taxonomy.impacts),
        b.divider(),
        *_priority(form, taxonomy, choosing=choosing),
        b.context(_consequences(outlook)),
    ]
    memory = json.dumps({"draft": form.draft, "choosing": choosing})
    return b.modal(
        "Declare an incident", rows, callback=CALLBACK, submit="Declare", close="Cancel", memory=memory
    )


def parse(view: Mapping[str, Any]) -> Form:
    """Read what somebody entered from the view that Slack sends."""
    state = view["state"]["values"]
    impacts = {
        block.removeprefix("impact:"): _chosen(state, block) for block in state if block.startswith("impact:")
    }
    return Form(
        draft=json.loads(view["private_metadata"])["draft"],
        title=_typed(state, "title"),
        description=_typed(state, "description"),
        category=_chosen(state, "category"),
        environments=tuple(
            option["value"] for option in _entered(state, "environments").get("selected_options") or ()
        ),
        impacts={kind: level for kind, level in impacts.items() if level},
        priority=_chosen(state, "priority"),
    )


def is_choosing(view: Mapping[str, Any]) -> bool:
    return bool(json.loads(view["private_metadata"])["choosing"])


def blank(draft: str, taxonomy: Taxonomy, title: str = "") -> Form:
    """Give the form as it opens."""
    chosen = tuple(key for key, environment in taxonomy.environments.items() if environment.default)
    return Form(draft=draft, title=title, environments=chosen)


def _title(form: Form) -> b.Block:
    return b.text_field(
        "title", most=TITLE[1], initial=form.title, example="Checkout fails for one order in three"
    )


def _description(form: Form) -> b.Block:
    return b.text_field(
        "description",
        most=DESCRIPTION[1],
        multiline=True,
        initial=form.description,
        example="What is seen, since when, by whom",
    )


def _category(form: Form, taxonomy: Taxonomy) -> b.Block:
    groups = []
    for group in taxonomy.groups.values():
        options = [
            b.option(category.name, category.key)
            for category in taxonomy.categories.values()
            if category.group == group.key and category.enabled and not category.private
        ]
        if options:
            groups.append((group.name, options))
    return b.select(CHANGED, groups=groups, chosen=form.category, example="What is broken")


def _environments(form: Form, taxonomy: Taxonomy) -> b.Block:
    options = [b.option(key, key) for key in taxonomy.environments]
    return b.multi_select(CHANGED, options, chosen=form.environments)


def _impact(form: Form, taxonomy: Taxonomy, kind: str) -> b.Block:
    impact = taxonomy.impacts[kind]
    options = [b.option(level.name, level.key) for level in impact.levels]
    example = f"not set ({impact.help.lower()})"
    element = b.select(CHANGED, options, chosen=form.impacts.get(kind, ""), example=example[:150])
    return b.entry(f"impact:{kind}", impact.name, element, live=True, optional=True)


def _priority(form: Form, taxonomy: Taxonomy, *, choosing: bool) -> list[b.Block]:
    """What the impacts ask for, and where wanted a choice that wins over it."""
    asked = suggested(form.impacts, taxonomy)
    shown = taxonomy.priorities.get(form.priority) or asked
    change = None if choosing else b.button("Change" if shown else "Set it", CHOOSE_PRIORITY)
    rows = [b.section(_verdict(shown), change, name="verdict")]
    if choosing:
        options = [b.option(_name(one), one.key) for one in taxonomy.priorities.values() if one.enabled]
        example = f"as the impacts say: {asked.key}" if asked else "choose one"
        element = b.select(CHANGED, options, chosen=form.priority, example=example)
        rows.append(b.entry("priority", "Priority", element, live=True, optional=True))
    return rows


def _verdict(priority: Priority | None) -> str:
    if priority is None:
        return "*No priority yet:* choose an impact or set it."
    return f"*{_name(priority)}* · fix within {duration(priority.fix_within)}"


def _name(priority: Priority) -> str:
    return f"{priority.emoji} {priority.key} {priority.name}"


def _consequences(outlook: Outlook) -> str:
    steps = ["creates a channel", f"invites {people(outlook.responders)} besides you"]
    if outlook.announced_in:
        steps.append(f"tells #{outlook.announced_in}")
    return listed(steps).capitalize() + "."


def _entered(state: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    return next(iter(state.get(block, {}).values()), {})


def _typed(state: Mapping[str, Any], block: str) -> str:
    return str(_entered(state, block).get("value") or "")


def _chosen(state: Mapping[str, Any], block: str) -> str:
    option = _entered(state, block).get("selected_option")
    return str(option["value"]) if option else ""
