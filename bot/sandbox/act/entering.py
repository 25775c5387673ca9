"""Enter values as a person does: elements that dispatch tell the app, type-aheads ask it first."""

import time
from functools import partial
from typing import Any

from bot.sandbox.act import surface as surfaces
from bot.sandbox.act import values
from bot.sandbox.act.actor import Act
from bot.sandbox.act.surface import Surface
from bot.sandbox.calls import Call
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.blockkit import problems
from bot.sandbox.slack.blocks import Element
from bot.sandbox.slack.socket import payloads
from bot.sandbox.world import Json, View

MOST_REMEMBERED = 300
UPDATE_PAUSE = 0.3
"""Seconds that a person waits for the form to change after the app was told of a value."""


async def enter(act: Act, surface: Surface, element: Element, value: Any) -> None:
    """Enter one value; what is there already changes nothing and tells nobody."""
    held = await _held(act, surface, element, value)
    if held == surface.held(element):
        return
    surface.enter(element, held)
    if dispatches(element):
        await tell(act, surface, element, held)


def enter_silently(act: Act, surface: Surface, entered: Any) -> None:
    """What the person had typed into other fields so far, by block_id or label."""
    if not isinstance(entered, dict):
        raise Refusal('"values" must be an object: {field: value}.')
    for name, value in entered.items():
        element = surfaces.field(surface, name)
        if element is None:
            raise Refusal(f"There is no field {name!r} in {surface.named()}.")
        held = values.held(act.slack, act.person, element, value, _known_options(act, surface, element))
        surface.enter(element, held)


def dispatches(element: Element) -> bool:
    return not element.is_input or bool(element.block.get("dispatch_action"))


async def tell(act: Act, surface: Surface, element: Element, held: Json) -> None:
    entry = payloads.action(act.slack, element, held)
    await act.send("interactive", surface.actions(entry))


async def _held(act: Act, surface: Surface, element: Element, value: Any) -> Json:
    """A type-ahead's value is one that it offered before, or offers when asked for it now."""
    known = _known_options(act, surface, element)
    if element.type not in {"external_select", "multi_external_select"}:
        return values.held(act.slack, act.person, element, value, known)
    asked = value if isinstance(value, list) else [value]
    offered = [option for option in known if any(_is(option, wanted) for wanted in asked)]
    for wanted in asked:
        if wanted not in (None, "") and not any(_is(option, wanted) for option in offered):
            offered += await suggest(act, surface, element, str(wanted))
    return values.held(act.slack, act.person, element, value, offered)


def _is(option: Json, wanted: Any) -> bool:
    return wanted in (option["text"]["text"], option.get("value"))


def _known_options(act: Act, surface: Surface, element: Element) -> list[Json]:
    """The options that a person can see: the element's own, those chosen, and those last suggested."""
    if element.options:
        return element.options
    if element.state_key not in {"selected_option", "selected_options"}:
        return []
    held = surface.held(element)
    chosen = held.get("selected_options") or [held.get("selected_option")]
    return [option for option in [*chosen, *_remembered(act, element)] if option]


def _offered(answer: Json) -> list[Json]:
    """The options of an answer, those in groups among them, if it is one that Slack would show."""
    shown = {key: answer[key] for key in ("options", "option_groups") if answer.get(key)}
    select = {"type": "static_select", "action_id": "offered", **shown}
    complaints = problems([{"type": "actions", "elements": [select]}], "message") if shown else []
    if complaints:
        messages = [f"[ERROR] {text}" for text in complaints]
        raise SlackError("invalid_options", response_metadata={"messages": messages})
    return Element({}, select).options


def _remembered(act: Act, element: Element) -> list[Json]:
    return act.slack.world.suggested.get((act.person.id, *element.place), [])


async def suggest(act: Act, surface: Surface, element: Element, text: str) -> list[Json]:
    """What a type-ahead offers for this text; below its minimal length the app is not asked."""
    if len(text) < int(element.body.get("min_query_length", 3)):
        return []
    payload = payloads.suggestion(act.slack, act.person, element, text, surface.asking())
    answer = await act.send("interactive", payload, answerable=True) or {}
    options = _offered(answer)
    key, before = (act.person.id, *element.place), _remembered(act, element)
    act.slack.world.suggested[key] = [*options, *(option for option in before if option not in options)][
        :MOST_REMEMBERED
    ]
    return options


async def _updated(act: Act, view: View, shown: str) -> None:
    """Wait until the form changed, or nothing more is to be expected."""
    started = time.monotonic()
    while view.hash == shown and time.monotonic() - started < act.slack.limits.deadline:
        left = started + UPDATE_PAUSE - time.monotonic()
        is_coming = act.slack.is_answering or act.slack.wire.calls.under_way(partial(_updates, view))
        if left <= 0 and not is_coming:
            return
        await act.slack.changes.after(
            act.person.id, act.slack.changes.version(act.person.id), max(left, 0.02)
        )


def _updates(view: View, call: Call) -> bool:
    external_id = view.body.get("external_id")
    named = call.args.get("view_id") == view.id or (
        external_id and call.args.get("external_id") == external_id
    )
    return call.method == "views.update" and bool(named)


async def fill(act: Act, entered: dict[str, Any]) -> None:
    """Fill the top view's fields one after the other; a field may appear because of another."""
    waiting = dict(entered)
    while waiting:
        surface = surfaces.of_top_view(act)
        name = next((name for name in waiting if surfaces.field(surface, name)), None)
        if name is None:
            offered = ", ".join(surfaces.label(block) for block in surface.blocks if block["type"] == "input")
            missing = ", ".join(map(repr, waiting))
            raise Refusal(f"There is no field {missing} in {surface.named()}; it has: {offered or 'none'}.")
        await _fill_one(act, surface, name, waiting.pop(name))


async def _fill_one(act: Act, surface: Surface, name: str, value: Any) -> None:
    element, view = surfaces.field(surface, name), surface.view
    if element is None or view is None:
        return
    shown, before = view.hash, surface.held(element)
    await enter(act, surface, element, value)
    if dispatches(element) and surface.held(element) != before:
        await _updated(act, view, shown)
