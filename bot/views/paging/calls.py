"""A page without an incident: how it goes, told to who asked, and the form that makes it an incident."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.oncall.roster import AsOf, Level
from bot.domain.paging import PageState
from bot.domain.paging.asking import PATIENCE
from bot.domain.paging.calls import Call
from bot.domain.rules.opening import TITLE, Form
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views import choices, entered
from bot.views.oncall import overview
from bot.views.oncall import words as oncall
from bot.views.paging import lines
from bot.views.words import bold, duration, fit, listed
from bot.views.work.menu import DETAILS

ADOPT = "adopt_call"
CALLBACK = "adopt_call_form"
CATEGORY = "call_category"
LEVEL = "call_level"
PHONES = "call_phones"


def message(call: Call, levels: tuple[Level, ...] = (), as_of: AsOf | None = None) -> b.Block:
    """levels: who is on call for its service, as it was read at `as_of`."""
    said = _line(call)
    rows = [b.section(f"{bold(fit(call.title, 200))}\n{said}")]
    rows += map(b.section, oncall.of_service(levels, as_of) if as_of and _is_late(call) else [])
    if _is_late(call):
        rows.append(b.context("It is tried again and again; nothing needs to be repeated."))
    if call.incident:
        rows.append(b.context(f"It goes on as inc-{call.incident}, which says from now on how it goes."))
    if call.stuck:
        rows.append(b.section(f":warning: Its next level is not called: {fit(call.stuck, 500)}"))
    pressed = _presses(call, levels)
    if call.page.unanswered and call.goes_on:
        pressed += oncall.warning(as_of)
    return b.message(f"{said.replace('*', '')}. {fit(call.title, 200)}", [*rows, *pressed])


def silence(call: Call, levels: tuple[Level, ...], as_of: AsOf | None = None) -> b.Block:
    """Nobody answers: what can be done now. levels, as_of: as of `message`."""
    page = call.page
    who = f" ({listed(fit(name, 80) for name in page.names)})" if page.names else ""
    said = f"Nobody has acknowledged the page of {fit(page.service, 80)} for {duration(PATIENCE)}{who}."
    rows = [b.section(f":warning: {said}\n{bold(fit(call.title, 200))}"), b.actions(*_reaching(call, levels))]
    return b.message(f"{said} {fit(call.title, 200)}", [*rows, *oncall.warning(as_of)])


def form(call: Call, taxonomy: Taxonomy) -> b.Block:
    """What an incident needs besides what is known."""
    page = call.page
    told = f"{fit(page.service, 80)} is not paged again: PagerDuty #{page.number} becomes its page."
    rows = [
        b.entry("title", "Title", b.text_field("title", most=TITLE[1], initial=call.title)),
        b.entry("category", "Category", choices.categories(CATEGORY, taxonomy, "", private=False)),
        b.entry("priority", "Priority", choices.priorities("priority", taxonomy, "")),
        b.context(told),
    ]
    memory = json.dumps({"call": call.id})
    return b.modal(
        "Make it an incident", rows, callback=CALLBACK, submit="Declare", close="Cancel", memory=memory
    )


def parse(view: Mapping[str, Any]) -> tuple[int, Form]:
    """Give the call's id, and what the incident is to be."""
    wish = Form(
        draft="",
        title=entered.typed(view, "title"),
        category=entered.chosen(view, "category"),
        priority=entered.chosen(view, "priority"),
    )
    return int(entered.memory(view)["call"]), wish


def _line(call: Call) -> str:
    """Paged is who PagerDuty says that it calls, and nobody else."""
    page, service = call.page, fit(call.page.service, 80)
    if call.refused:
        return f":warning: *Not paged:* {service}. {fit(call.refused, 500)}"
    if page.state is not PageState.ASKED:
        return lines.taken(page)
    return lines.delayed(page) if page.delayed else f"*Paging* {service}"


def _is_late(call: Call) -> bool:
    return call.page.state is PageState.ASKED and call.page.delayed and not call.refused


def _presses(call: Call, levels: tuple[Level, ...]) -> list[b.Block]:
    if call.incident:
        shown = f"Details of inc-{call.incident}"
        return [b.actions(b.button("Details", DETAILS, str(call.incident), says=shown))]
    is_gone = call.refused or call.page.state is PageState.LOST
    if is_gone or call.page.state is PageState.ASKED:
        return [b.actions(overview.opener("Page somebody else"))] if is_gone or call.page.delayed else []
    says = fit(f"Make an incident of it: {call.title}", 75)
    adopt = b.button("Make it an incident", ADOPT, str(call.id), says=says)
    return [b.actions(*(_reaching(call, levels) if call.page.unanswered else ()), adopt)]


def _reaching(call: Call, levels: tuple[Level, ...]) -> list[b.Block]:
    """What helps where nobody comes."""
    page, number = call.page, call.page.level + 1
    value = json.dumps({"call": call.id, "level": number})
    phones = f"Show how to phone who is on call for {page.service}"
    pressed = [
        overview.opener("Page somebody else"),
        b.button("Show phone", PHONES, value, says=fit(phones, 75)),
    ]
    if not levels or len(levels) > page.level:
        who = oncall.on_level(levels, number)
        label = f"Level {number}: {who}" if who else f"Level {number}"
        says = f"Call level {number} of {page.service} too"
        pressed.insert(0, b.button(label[:75], LEVEL, value, says=fit(says, 75)))
    return pressed
