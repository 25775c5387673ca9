"""The declaration: one screen, and what somebody entered in it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.board import Outlook
from bot.domain.incident import Link, LinkKind
from bot.domain.own_fields import filling
from bot.domain.rules.opening import Form, case_of
from bot.domain.rules.priority import suggested
from bot.domain.taxonomy import Priority, Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views import entered, own_fields
from bot.views.declare import categories, fields, going_on
from bot.views.declare.fields import CHANGED
from bot.views.paging.sentences import asks_not_to_deploy, callout
from bot.views.words import duration, listed, people

CALLBACK = "declare"
CHOOSE_PRIORITY = "declare_choose_priority"
AFRESH = "declare_afresh"


def render(
    form: Form,
    taxonomy: Taxonomy,
    outlook: Outlook,
    *,
    choosing: bool = False,
    resumed: bool = False,
    turn: int = 0,
) -> b.Block:
    """choosing: the priority is chosen by hand. resumed: it holds what was entered before.

    turn: another number empties every field, as Slack keeps what was entered under the same name.
    """
    choosing = choosing or bool(form.priority)
    rows = [
        *going_on.warnings(outlook, taxonomy),
        *([_before()] if resumed else []),
        *_questions(form, taxonomy),
        *_own(form, taxonomy),
        fields.leads(form),
        b.divider(),
        *_priority(form, taxonomy, choosing=choosing),
        *fields.paging(form, outlook),
        b.context(_consequences(form, taxonomy, outlook)),
        *fields.privacy(form, taxonomy),
    ]
    return b.modal(
        "Declare an incident",
        [_of_turn(row, turn) for row in rows],
        callback=CALLBACK,
        submit="Declare",
        close="Cancel",
        memory=_memory(form, outlook, choosing=choosing, resumed=resumed, turn=turn),
        tells_close=True,
    )


def parse(view: entered.View) -> Form:
    """Read what somebody entered from the view that Slack sends."""
    remembered = entered.memory(view)
    values = {name.partition("#")[0]: held for name, held in view["state"]["values"].items()}
    view = {"state": {"values": values}}
    impacts = {kind: entered.chosen(view, name) for kind, name in entered.fields(view, "impact:").items()}
    origin = remembered.get("origin")
    return Form(
        draft=remembered["draft"],
        title=entered.typed(view, "title"),
        description=entered.typed(view, "description"),
        category=entered.chosen(view, "category"),
        environments=entered.several(view, "environments"),
        impacts={kind: level for kind, level in impacts.items() if level},
        priority=entered.chosen(view, "priority"),
        private=_is_ticked(view, remembered),
        named=entered.people(view, "named"),
        leads=bool(entered.several(view, "leads")),
        origin=Link(LinkKind.ORIGIN, *origin) if origin else None,
        pages=_pages(view, remembered),
        fields=own_fields.read(view),
    )


def follow_category(form: Form, view: entered.View, outlook: Outlook) -> Form:
    """Tick `I lead this` anew where the category changed, unless they chose otherwise themselves."""
    is_new = f"leads#{form.category}" not in {name.partition("~")[0] for name in view["state"]["values"]}
    untouched = form.leads == bool(entered.memory(view).get("leads"))
    return replace(form, leads=outlook.leads) if is_new and untouched else form


def hides(form: Form, taxonomy: Taxonomy) -> bool:
    """Tell whether something was entered that is not on the screen any more."""
    asked = {one.key for one in filling.shown(case_of(form, taxonomy), taxonomy)}
    return any(texts and key not in asked for key, texts in form.fields.items())


def is_choosing(view: entered.View) -> bool:
    return bool(entered.memory(view)["choosing"])


def is_filled(view: entered.View) -> bool:
    """Tell whether Slack sent what was entered: of a closed view it may keep that to itself."""
    return bool(view["state"]["values"])


def turn_of(view: entered.View) -> int:
    return int(entered.memory(view).get("turn", 0))


def is_resumed(view: entered.View) -> bool:
    return bool(entered.memory(view).get("resumed"))


def blank(draft: str, taxonomy: Taxonomy, title: str = "") -> Form:
    """Give the form as it opens."""
    chosen = tuple(key for key, one in taxonomy.environments.items() if one.default and one.enabled)
    return Form(draft=draft, title=title, environments=chosen)


def _questions(form: Form, taxonomy: Taxonomy) -> list[b.Block]:
    """What every organisation asks: what happens, where, and who is hit."""
    return [
        b.entry("title", "Title", fields.title(form)),
        b.entry("description", "What happens?", fields.description(form)),
        b.entry("category", "Category", categories.select(CHANGED, taxonomy, form.category), live=True),
        b.entry("environments", "Environment", fields.environments(form, taxonomy), live=True),
        *(
            b.entry(
                f"impact:{one.key}",
                one.name,
                fields.impact(form, taxonomy, one.key),
                live=True,
                optional=True,
            )
            for one in offered(taxonomy.impacts, form.impacts)
        ),
    ]


def _own(form: Form, taxonomy: Taxonomy) -> list[b.Block]:
    """The organisation's own fields, as far as they are asked for in such a case."""
    case = case_of(form, taxonomy)
    return [
        own_fields.entry(
            one, form.fields.get(one.key, ()), taxonomy, required=filling.is_required(one, case, taxonomy)
        )
        for one in filling.shown(case, taxonomy)
    ]


def _memory(form: Form, outlook: Outlook, *, choosing: bool, resumed: bool, turn: int) -> str:
    memory = {
        "draft": form.draft,
        "choosing": choosing,
        "private": form.private,
        "pages": form.pages,
        "leads": outlook.leads,
        "resumed": resumed,
        "turn": turn,
        "origin": [form.origin.key, form.origin.url] if form.origin else None,
    }
    return json.dumps(memory)


def _of_turn(row: b.Block, turn: int) -> b.Block:
    """Name a field anew, so that Slack forgets what was entered in it."""
    if row["type"] != "input" or not turn:
        return row
    return {**row, "block_id": f"{row['block_id']}{'~' if '#' in row['block_id'] else '#~'}{turn}"}


def _before() -> b.Block:
    afresh = b.button("Start over", AFRESH)
    return b.section("This is what you had entered before.", afresh, name="before")


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


def _consequences(form: Form, taxonomy: Taxonomy, outlook: Outlook) -> str:
    """Say what will really happen, and nothing else."""
    category = taxonomy.categories.get(form.category)
    private = form.private or (category is not None and category.private)
    secret = " Nobody else hears of it." if private else ""
    if not outlook.channel:
        if form.priority or suggested(form.impacts, taxonomy):
            return f"Files a ticket and creates no channel.{secret}"
        return f"Files a ticket. Whether it gets a channel follows from the priority.{secret}"
    steps = ["creates a private channel" if private else "creates a channel"]
    steps.append(f"invites {people(outlook.responders)} besides you" if outlook.responders else "invites you")
    steps += [callout(one) for one in (outlook.callout,) if one and (form.pages or not one.declinable)]
    steps += [f"tells <#{channel}>" for channel in (outlook.announced_in,) if channel]
    steps += [asks_not_to_deploy(channel) for channel in (outlook.frozen_in,) if channel]
    steps += ["files a ticket"] if outlook.ticket else []
    said = listed(steps)
    return said[0].upper() + said[1:] + "." + secret


def _is_ticked(view: entered.View, remembered: Mapping[str, Any]) -> bool:
    """Where the category allows nothing else there is no box, and what was ticked before still counts."""
    has_box = "private" in view["state"]["values"]
    return bool(entered.several(view, "private") if has_box else remembered.get("private"))


def _pages(view: entered.View, remembered: Mapping[str, Any]) -> bool:
    """Where there is no box, what was ticked before still counts."""
    has_box = "pages" in view["state"]["values"]
    return bool(entered.several(view, "pages") if has_box else remembered.get("pages", True))
