"""Submit and close modals, and do what the app's answer says.

https://docs.slack.dev/surfaces/modals#response_actions
"""

import re

from bot.sandbox.act import entering
from bot.sandbox.act import surface as surfaces
from bot.sandbox.act.actor import Act
from bot.sandbox.act.surface import Surface
from bot.sandbox.errors import Refusal
from bot.sandbox.slack import views
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.blocks import TEXTS, Element, elements
from bot.sandbox.slack.socket import payloads
from bot.sandbox.world import Json, View

MISSING = "Please complete this required field."
FORMATS = {
    "email_text_input": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "Please enter a valid email address."),
    "url_text_input": (r"https?://\S+", "Please enter a valid URL."),
    "number_input": (r"-?\d+(\.\d+)?", "Please enter a valid number."),
}


async def submit(act: Act) -> None:
    """Enter the values one by one, then submit the top view; Slack itself refuses what is missing."""
    entered = act.body.get("values") or {}
    if not isinstance(entered, dict):
        raise Refusal('"values" must be an object: {field: value}.')
    surfaces.of_top_view(act)
    await entering.fill(act, entered)
    surface = surfaces.of_top_view(act)
    view = surface.view
    if view is None or not view.body.get("submit"):
        raise Refusal(f"There is nothing to submit in {surface.named()}.")
    view.errors = _complaints(surface)
    if view.errors:
        act.slack.changes.touch([act.person.id])
        return
    payload = payloads.view_submission(act.slack, act.person, view)
    _obey(act, view, await act.send("interactive", payload, answerable=True) or {})


def _complaints(surface: Surface) -> dict[str, str]:
    complaints = {}
    for element in elements(surface.blocks):
        complaint = _complaint(element, surface.held(element)) if element.is_input else None
        if complaint:
            complaints[element.place[0]] = complaint
    return complaints


def _complaint(element: Element, held: Json) -> str | None:
    value = held[element.state_key]
    if value in (None, "", []):
        return None if element.block.get("optional") else MISSING
    if element.type not in TEXTS:
        return None
    if len(value) < element.body.get("min_length", 0):
        return f"Please enter at least {element.body['min_length']} characters."
    if len(value) > element.body.get("max_length", 3000):
        return f"Please enter at most {element.body.get('max_length', 3000)} characters."
    pattern, complaint = FORMATS.get(element.type, ("", ""))
    return complaint if pattern and not re.fullmatch(pattern, value) else None


def _obey(act: Act, view: View, answer: Json) -> None:
    """Without a response_action the view closes and the one below it is seen again."""
    match answer.get("response_action"):
        case None:
            views.close(act.slack, view)
        case "clear":
            views.clear(act.slack, act.person.id)
        case "errors":
            _show_errors(act, view, answer.get("errors"))
        case "update":
            body = views.body(act.slack, answer.get("view"), "modal", instead_of=view)
            views.replace(act.slack, view, body)
        case "push":
            body = views.body(act.slack, answer.get("view"), "modal")
            views.push(act.slack, act.person.id, body, view.channel)
        case unknown:
            raise SlackError(
                "invalid_response_action", response_metadata={"messages": [f"[ERROR] {unknown!r}"]}
            )


def _show_errors(act: Act, view: View, errors: object) -> None:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    given = errors if isinstance(errors, dict) else {}
    strangers = [str(block_id) for block_id in given if block_id not in inputs]
    if strangers or not given:
        said = [f"[ERROR] {name!r} is no input block of this view" for name in strangers] or [
            "[ERROR] no errors given"
        ]
        raise SlackError("invalid_response_errors", response_metadata={"messages": said})
    view.errors = {block_id: str(text) for block_id, text in given.items()}
    act.slack.changes.touch([act.person.id])


async def close(act: Act) -> None:
    """Cancel the top view; `clear_on_close` closes all of them. The app is told where it wants to be."""
    view = surfaces.of_top_view(act).view
    if view is None:
        return
    cleared = bool(view.body.get("clear_on_close"))
    payload = payloads.view_closed(act.slack, act.person, view, is_cleared=cleared)
    if cleared:
        views.clear(act.slack, act.person.id)
    else:
        views.close(act.slack, view)
    if view.body.get("notify_on_close"):
        await act.send("interactive", payload)


def errors_by_label(view: View) -> dict[str, str]:
    """The complaints under the fields, by what a person reads beside each."""
    labels = {block["block_id"]: surfaces.label(block) for block in view.body["blocks"]}
    unique = {name for name in labels.values() if list(labels.values()).count(name) == 1}
    return {
        labels[block_id] if labels.get(block_id) in unique else block_id: text
        for block_id, text in view.errors.items()
    }
