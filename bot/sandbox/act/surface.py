"""Where somebody acts: a view, the Home tab or a message, and the elements that can be seen there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.act import names
from bot.sandbox.act.actor import Act
from bot.sandbox.errors import Refusal
from bot.sandbox.slack import shapes, views
from bot.sandbox.slack.blocks import Element, Place, elements
from bot.sandbox.slack.socket import payloads
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Person, View


@dataclass
class Surface:
    """Either a view, or a message in its conversation."""

    slack: Slack
    person: Person
    view: View | None = None
    room: Channel | None = None
    message: Json | None = None
    is_ephemeral: bool = False

    @property
    def blocks(self) -> list[Json]:
        if self.view:
            return list(self.view.body["blocks"])
        message = self.message or {}
        attached = [block for each in message.get("attachments", ()) for block in each.get("blocks", ())]
        return [*message.get("blocks", ()), *attached]

    @property
    def conversation(self) -> str | None:
        return self.view.channel if self.view else self.room.id if self.room else None

    def held(self, element: Element) -> Json:
        return self._entered().get(element.place) or element.initial(self.conversation)

    def enter(self, element: Element, held: Json) -> None:
        if self.view:
            views.enter(self.slack, self.view, element.place, held)
        else:
            self._entered()[element.place] = held

    def _entered(self) -> dict[Place, Json]:
        if self.view:
            return self.view.entered
        room, ts = self.room, (self.message or {}).get("ts", "")
        return self.slack.world.entered.setdefault((self.person.id, room.id if room else "", ts), {})

    def actions(self, entry: Json) -> Json:
        """The block_actions payload of an act here."""
        if self.view:
            return payloads.actions_in_view(self.slack, self.person, self.view, entry)
        if self.room is None or self.message is None:
            raise Refusal("There is nothing here to act on.")
        return payloads.actions_in_message(
            self.slack, self.person, self.room, self.message, entry, is_ephemeral=self.is_ephemeral
        )

    def asking(self) -> Json:
        """The part of a block_suggestion payload that says where."""
        if self.view:
            container = {"type": "view", "view_id": self.view.id}
            return {"container": container, "view": shapes.view(self.slack, self.view)}
        payload = self.actions({})
        return {key: payload[key] for key in ("container", "channel", "message") if key in payload}

    def named(self) -> str:
        if self.view and self.view.body["type"] == "modal":
            return f'the view "{self.view.body["title"]["text"]}"'
        return "the Home tab" if self.view else "this message"


def of(act: Act) -> Surface:
    """The surface that the act names with `in`: "home", "view", or a message by channel and ts."""
    where = act.body.get("in")
    place = where if isinstance(where, dict) else act.body
    if isinstance(where, dict) or where == "message" or (where is None and "ts" in act.body):
        return _message(act, place)
    if where in (None, "view"):
        return of_top_view(act)
    if where == "home":
        home = act.slack.world.homes.get(act.person.id)
        if home is None:
            raise Refusal(f"The app has published no Home tab for {act.person.name}.")
        return Surface(act.slack, act.person, view=home)
    raise Refusal(f'"in" must be "home", "view" or a message, not {where!r}.')


def of_top_view(act: Act) -> Surface:
    top = views.top(act.slack, act.person.id)
    if top is None:
        raise Refusal(f"{act.person.name} has no view open.")
    return Surface(act.slack, act.person, view=top)


def _message(act: Act, place: Json) -> Surface:
    ts = str(place.get("ts"))
    for each in act.slack.world.ephemerals:
        if each.user == act.person.id and each.message["ts"] == ts:
            room = act.slack.world.channels[each.channel]
            return Surface(act.slack, act.person, room=room, message=each.message, is_ephemeral=True)
    room = names.room(act.slack, act.person, place.get("channel"))
    return Surface(act.slack, act.person, room=room, message=names.message(room, ts))


def find(surface: Surface, body: Json) -> tuple[Element, str | None]:
    """The element that a request names, and the option in it where the label was that of an option."""
    wanted = _named(list(elements(surface.blocks)), body)
    label = body.get("label")
    if label is None:
        if not (body.get("action_id") or body.get("block_id")):
            raise Refusal('Name the element: give its "label", its "action_id" or its "block_id".')
        if wanted:
            return wanted[0], None
    for text in (str(label), plain(str(label))):
        for element in wanted:
            if text in _texts(element) or text in map(plain, _texts(element)):
                return element, None
    for element in wanted:
        if str(label) in _option_texts(element):
            return element, str(label)
    named = label or body.get("action_id") or body.get("block_id")
    raise Refusal(f"There is no {named!r} in {surface.named()}; it has: {_offered(surface)}.")


def _named(there: list[Element], body: Json) -> list[Element]:
    """Those of these ids. Whoever pressed while the app drew it anew saw a block_id that is no more."""
    block_id, action_id = body.get("block_id"), body.get("action_id")
    of_action = [element for element in there if action_id in (None, element.place[1])]
    wanted = [element for element in of_action if block_id in (None, element.place[0])]
    return wanted or (of_action if action_id and len(of_action) == 1 else [])


def field(surface: Surface, name: str) -> Element | None:
    """The input of this block_id, action_id or label."""
    inputs = list(elements(surface.blocks))
    for test in (_by_id, _by_text, _by_plain_text):
        for element in inputs:
            if element.type not in {"button", "overflow"} and test(element, name):
                return element
    return None


def _by_id(element: Element, name: str) -> bool:
    return name in element.place


def _by_text(element: Element, name: str) -> bool:
    return name in _texts(element)


def _by_plain_text(element: Element, name: str) -> bool:
    return plain(name) in map(plain, _texts(element))


def label(block: Json) -> str:
    """What a person reads beside an input; its block_id where there is nothing to read."""
    text = block.get("label") or block.get("text") or {}
    return str(text.get("text") or block["block_id"])


def _texts(element: Element) -> list[str]:
    """What a person may call this element."""
    body, block = element.body, element.block
    texts: list[Any] = [body.get("text"), block.get("label"), body.get("placeholder")]
    if block["type"] == "section" and element.type != "button":
        texts.append(block.get("text"))
    found = [str(text["text"]) for text in texts if isinstance(text, dict)]
    return [*found, *([body["accessibility_label"]] if "accessibility_label" in body else [])]


def _option_texts(element: Element) -> Iterator[str]:
    if element.type in {"overflow", "radio_buttons", "checkboxes"}:
        yield from (str(option["text"]["text"]) for option in element.options)


def plain(text: str) -> str:
    """Without emoji codes, formatting marks, case and needless blanks."""
    return " ".join(re.sub(r":[\w+-]+:|[*_~`]", " ", text).split()).casefold()


def _offered(surface: Surface) -> str:
    offered = [text for element in elements(surface.blocks) for text in _texts(element)[:1]]
    return ", ".join(dict.fromkeys(offered)) or "nothing to act on"
