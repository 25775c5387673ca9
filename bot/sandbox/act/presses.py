"""Buttons, selects and type-aheads, in messages, views and on the Home tab."""

from typing import Any

from bot.sandbox.act import entering, values
from bot.sandbox.act import surface as surfaces
from bot.sandbox.act.actor import Act
from bot.sandbox.act.surface import Surface
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.blocks import Element
from bot.sandbox.world import Json


async def press(act: Act) -> None:
    """Press a button, or choose or enter something in another element (`option`, `options` or `value`)."""
    surface = surfaces.of(act)
    entering.enter_silently(act, surface, act.body.get("values") or {})
    element, option = surfaces.find(surface, act.body)
    if element.type == "button":
        await entering.tell(act, surface, element, {})
    elif element.type == "overflow":
        chosen = values.option(element.options, option or _given(act), element)
        await entering.tell(act, surface, element, {"selected_option": chosen})
    elif option is not None:
        await entering.enter(act, surface, element, _toggled(surface, element, option))
    else:
        await entering.enter(act, surface, element, _given(act))


def _given(act: Act) -> Any:
    for key in ("option", "options", "value"):
        if key in act.body:
            return act.body[key]
    raise Refusal(f'"{act.body["do"]}" needs "option", "options" or "value" for this element.')


def _toggled(surface: Surface, element: Element, text: str) -> Any:
    """A pressed checkbox changes its mark; a pressed radio button is chosen."""
    if element.type != "checkboxes":
        return text
    marked: list[Json] = surface.held(element)["selected_options"]
    kept = [option for option in marked if option["text"]["text"] != text]
    return [*kept, text] if len(kept) == len(marked) else kept


async def suggest(act: Act) -> None:
    """Ask a type-ahead what it offers for a text."""
    surface = surfaces.of(act)
    element, _ = surfaces.find(surface, act.body)
    if element.type not in {"external_select", "multi_external_select"}:
        raise Refusal(f"{element.place[1]!r} is no type-ahead: its options are in the view.")
    options = await entering.suggest(act, surface, element, str(act.body.get("text") or ""))
    act.extra["options"] = [option["text"]["text"] for option in options]
