"""A field of the settings as somebody enters it, and what they entered as the settings say it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.settings.checking import MOST_TEXT, MOST_WORDS, SHORT, Document
from bot.domain.settings.sections import Field, Kind
from bot.views import blocks as b
from bot.views import entered

ASK = "?"
"""Begins the value of a usergroup that is not known here yet: Slack is to be asked for it."""
GROUPS = "settings_usergroups"
MOST_OPTIONS = 100
UNTOUCHED = {Kind.HOURS, Kind.NOTHING}
"""What no form shows."""


@dataclass(frozen=True)
class Around:
    """What a form needs besides the entry: all settings, and the ids of channels by their names."""

    present: Document
    channels: Mapping[str, str]


def render(field: Field, value: Any, around: Around) -> b.Block:
    """Give the field with what it says now."""
    element = _ELEMENTS[field.kind](field, value, around)
    optional = not field.required or is_far(field, value, around)
    hint = field.hint or ("Such as 30m, 4h or 5d." if field.kind is Kind.DURATION else "")
    return b.entry(field.name, field.label, element, optional=optional, hint=hint)


def is_far(field: Field, value: Any, around: Around) -> bool:
    """Tell whether it names a channel that is not known here, so that Slack cannot show it as chosen."""
    return field.kind is Kind.CHANNEL and bool(value) and str(value) not in around.channels


def read(field: Field, view: entered.View) -> Any:
    """Give what they entered; a channel is its id, a usergroup may begin with ASK."""
    match field.kind:
        case Kind.FLAG:
            return bool(entered.several(view, field.name))
        case Kind.CHOICE | Kind.USERGROUP:
            return entered.chosen(view, field.name)
        case Kind.USERGROUPS:
            return list(entered.several(view, field.name))
        case Kind.CHANNEL:
            return entered.conversation(view, field.name)
    typed = entered.typed(view, field.name).strip()
    match field.kind:
        case Kind.NUMBER:
            return int(typed) if typed.isdecimal() else typed
        case Kind.NAMES:
            return [name for part in typed.split(",") if (name := part.strip().lstrip("#"))]
        case Kind.LEVELS:
            return _levels(typed)
    return typed


def usergroups(found: Iterable[tuple[str, str]], typed: str) -> list[b.Block]:
    """Offer usergroups (handle, name), and to ask Slack for one that is not known here."""
    options = [b.option(f"@{handle} · {name}", handle) for handle, name in found][: MOST_OPTIONS - 1]
    sought = typed.strip().lstrip("@")[:60]
    known = {one["value"] for one in options}
    if sought.startswith("#"):
        return [b.option(f"{sought} · a channel's members", sought)]
    ask = [b.option(f"Ask Slack for {sought}", f"{ASK}{sought}")] if sought and sought not in known else []
    return [*options, *ask]


def _text(field: Field, value: Any, _around: Around) -> b.Block:
    initial = (
        ", ".join(map(str, value)) if isinstance(value, list | tuple) else str("" if value is None else value)
    )
    most = SHORT.get(field.name, MOST_WORDS if field.kind is not Kind.TEXT else MOST_TEXT)
    multiline = field.kind in {Kind.WORDS, Kind.LEVELS}
    return b.text_field(field.name, most=most, initial=initial, multiline=multiline)


def _level_lines(field: Field, value: Any, around: Around) -> b.Block:
    lines = [f"{key} {level['priority'] or '-'} {level['name']}" for key, level in (value or {}).items()]
    return _text(field, "\n".join(lines), around)


def _levels(typed: str) -> dict[str, Any]:
    found = {}
    for line in filter(str.strip, typed.splitlines()):
        key, priority, name = (*line.split(maxsplit=2), "", "")[:3]
        found[key] = {"name": name.strip(), "priority": None if priority == "-" else priority}
    return found


def _flag(field: Field, value: Any, _around: Around) -> b.Block:
    ticked = field.default if value is None else value
    return b.checkboxes(field.name, [b.option("Yes", "yes")], chosen=["yes"] if ticked else [])


def _choice(field: Field, value: Any, around: Around) -> b.Block:
    chosen = str(value or field.default or "")
    if field.of == "categories":
        return b.select(field.name, groups=_grouped(around.present), chosen=chosen)
    keys = list(around.present[field.of] if field.of else field.options)
    shown = [*keys[:MOST_OPTIONS], *([chosen] if chosen in keys[MOST_OPTIONS:] else [])][-MOST_OPTIONS:]
    return b.select(field.name, [b.option(_called(field, key, around), key) for key in shown], chosen=chosen)


def _grouped(present: Document) -> Iterable[tuple[str, list[b.Block]]]:
    for key, group in present["groups"].items():
        own = [(name, one) for name, one in present["categories"].items() if one["group"] == key]
        options = [b.option(one["name"], name) for name, one in own]
        for start in range(0, len(options), MOST_OPTIONS):
            yield group["name"], options[start : start + MOST_OPTIONS]


def _called(field: Field, key: str, around: Around) -> str:
    said = around.present[field.of][key] if field.of else {}
    name = said.get("name", key) if isinstance(said, Mapping) else key
    return name if name.casefold() == key.casefold() or field.of != "priorities" else f"{key} {name}"


def _chosen(handle: Any) -> b.Block:
    return b.option(str(handle) if str(handle).startswith("#") else f"@{handle}", str(handle))


def _group(_field: Field, value: Any, _around: Around) -> b.Block:
    chosen = _chosen(value) if value else None
    return b.type_ahead(GROUPS, example="A usergroup, or its ID", chosen=chosen)


def _groups(_field: Field, value: Any, _around: Around) -> b.Block:
    chosen = [_chosen(handle) for handle in value or ()]
    return b.several_type_ahead(GROUPS, example="Usergroups, or their IDs", chosen=chosen)


def _channel(field: Field, value: Any, around: Around) -> b.Block:
    return b.channel_select(
        field.name, chosen=around.channels.get(str(value), ""), example=f"#{value}"[:150] if value else ""
    )


_ELEMENTS: Mapping[Kind, Callable[[Field, Any, Around], b.Block]] = {
    Kind.TEXT: _text,
    Kind.WORDS: _text,
    Kind.NUMBER: _text,
    Kind.DURATION: _text,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.NAMES: _text,
    Kind.USERGROUP: _group,
    Kind.USERGROUPS: _groups,
    Kind.CHANNEL: _channel,
    Kind.LEVELS: _level_lines,
}
