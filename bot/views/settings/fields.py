"""A field of the settings as somebody enters it, and what they entered as the settings say it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.own_fields import CONDITIONS
from bot.domain.settings.parts import Document, Field, Kind
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.values import MOST_TEXT, MOST_WORDS, SHORT
from bot.views import blocks as b
from bot.views import entered
from bot.views.settings import hours

ASK = "?"
"""Begins the value of a usergroup that is not known here yet: Slack is to be asked for it."""
GROUPS = "settings_usergroups"
WHEN = "settings_when"
KEPT = "kept:"
"""Begins the name of the block that stands for what no form has room for."""
MOST_OPTIONS = 100
ONE_LINE = {Kind.TEXT, Kind.TEMPLATE, Kind.PATTERN}
LONG = {Kind.LINES, Kind.LEVELS, Kind.NAMES}
"""What can be longer than a field in which it is typed."""
UNTOUCHED = {Kind.NOTHING}
"""What no form shows."""
_SIGNS = {Kind.USERGROUP: "@", Kind.USERGROUPS: "@", Kind.CHANNEL: "#"}


@dataclass(frozen=True)
class Around:
    """What a form needs besides the entry: all settings, and the ids of channels by their names."""

    present: Document
    channels: Mapping[str, str]


def rows(field: Field, value: Any, around: Around) -> list[b.Block]:
    """Give the field with what it says now; office hours take several, and what is too long is only named."""
    if field.kind in LONG and len(_written(field, value)) > MOST_WORDS:
        said = (
            f"*{field.label}* is longer than a form takes, and stays as it is: `firebell config` changes it."
        )
        return [b.section(said, name=f"{KEPT}{field.name}")]
    return hours.rows(field, value) if field.kind is Kind.HOURS else [render(field, value, around)]


def render(field: Field, value: Any, around: Around) -> b.Block:
    """Give the field with what it says now."""
    element = _ELEMENTS[field.kind](field, value, around)
    optional = not field.required or is_far(field, value, around)
    hint = field.hint or ("Such as 30m, 4h or 5d." if field.kind is Kind.DURATION else "")
    return b.entry(field.name, field.label, element, optional=optional, hint=hint)


def stays(field: Field, view: entered.View) -> bool:
    """Tell whether the form could not show it, so that nobody has changed it."""
    return any(block.get("block_id") == f"{KEPT}{field.name}" for block in view["blocks"])


def is_far(field: Field, value: Any, around: Around) -> bool:
    """Tell whether it names a channel that is not known here, so that Slack cannot show it as chosen."""
    return field.kind is Kind.CHANNEL and bool(value) and str(value) not in around.channels


def read(field: Field, view: entered.View) -> Any:
    """Give what they entered; a channel is its id, a usergroup may begin with ASK."""
    match field.kind:
        case Kind.HOURS:
            return hours.read(field, view)
        case Kind.FLAG:
            return bool(entered.several(view, field.name))
        case Kind.CHOICE | Kind.USERGROUP:
            return entered.chosen(view, field.name)
        case Kind.USERGROUPS:
            return list(entered.several(view, field.name))
        case Kind.CHANNEL:
            return entered.conversation(view, field.name)
        case Kind.WHEN:
            return _named(entered.several(view, field.name))
    return _typed(field, entered.typed(view, field.name).strip())


def words(field: Field, value: Any, present: Document) -> str:
    """Say in a few words what it is now; empty where that is nothing."""
    if value in (None, "", False):
        return ""
    if field.of and not isinstance(value, list):
        called = _called(field, str(value), present) if value in present[field.of] else str(value)
        return f"{field.label.lower()} {called}" if field.of in {"key_events", "priorities"} else called
    before = _SIGNS.get(field.kind, "")
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_several(one, '')}" for name, one in value.items())
    return _several(value, before)


def usergroups(found: Iterable[tuple[str, str]], typed: str) -> list[b.Block]:
    """Offer usergroups (handle, name), and to ask Slack for one that is not known here."""
    options = [b.option(f"@{handle} · {name}", handle) for handle, name in found][: MOST_OPTIONS - 1]
    sought = typed.strip().lstrip("@")[:60]
    known = {one["value"] for one in options}
    if sought.startswith("#"):
        return [b.option(f"{sought} · a channel's members", sought)]
    ask = [_ask(sought)] if sought and sought not in known else []
    return [*options, *ask]


def conditions(present: Document, typed: str) -> list[b.Block]:
    """Offer entries of the sections that a condition can name, those whose words hold what was typed."""
    sought = typed.strip().casefold()
    every = (_condition(section, key, present) for section in CONDITIONS for key in present[section])
    return [one for one in every if sought in str(one["text"]["text"]).casefold()][:MOST_OPTIONS]


def _several(value: Any, before: str) -> str:
    many = value if isinstance(value, list | tuple) else (value,)
    return ", ".join(f"{before}{one}".replace("@#", "#") for one in many)


def _typed(field: Field, typed: str) -> Any:
    match field.kind:
        case Kind.NUMBER:
            return int(typed) if typed.isdecimal() else typed
        case Kind.NAMES:
            return [name for part in typed.split(",") if (name := part.strip().lstrip("#"))]
        case Kind.LINES:
            return [line.strip() for line in typed.splitlines() if line.strip()]
        case Kind.LEVELS:
            return _levels(typed)
    return typed


def _written(field: Field, value: Any) -> str:
    """Say it as somebody types it."""
    if field.kind is Kind.LEVELS and isinstance(value, Mapping):
        lines = [f"{key} {level['priority'] or '-'} {level['name']}" for key, level in value.items()]
        return "\n".join(lines)
    if isinstance(value, list | tuple):
        return ("\n" if field.kind is Kind.LINES else ", ").join(map(str, value))
    return str("" if value is None else value)


def _text(field: Field, value: Any, _around: Around) -> b.Block:
    initial = _written(field, value)
    most = SHORT.get(field.name, MOST_TEXT if field.kind in ONE_LINE else MOST_WORDS)
    multiline = field.kind in {Kind.WORDS, Kind.LEVELS, Kind.LINES}
    return b.text_field(field.name, most=most, initial=initial, multiline=multiline)


def _pattern(field: Field, value: Any, _around: Around) -> b.Block:
    """What is usual shows where nothing is said."""
    example = str(field.default or "")[:150]
    return b.text_field(field.name, most=MOST_TEXT, initial=str(value or ""), example=example)


def _when(_field: Field, value: Any, around: Around) -> b.Block:
    named = [(section, key) for section in CONDITIONS for key in (value or {}).get(section) or ()]
    chosen = [_condition(section, key, around.present) for section, key in named]
    return b.several_type_ahead(WHEN, example="Type to find one", chosen=chosen)


def _condition(section: str, key: str, present: Document) -> b.Block:
    name = (present[section].get(key) or {}).get("name", key)
    said = key if str(name) == key else f"{key} {name}" if section == "priorities" else str(name)
    return b.option(f"{DESCRIBED[section].one.capitalize()} {said}", f"{section}.{key}")


def _named(chosen: Iterable[str]) -> dict[str, list[str]]:
    """Sort what was chosen by its sections."""
    named: dict[str, list[str]] = {}
    for value in chosen:
        section, _, key = value.partition(".")
        named.setdefault(section, []).append(key)
    return named


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
    return b.select(
        field.name, [b.option(_called(field, key, around.present), key) for key in shown], chosen=chosen
    )


def _grouped(present: Document) -> Iterable[tuple[str, list[b.Block]]]:
    for key, group in present["groups"].items():
        own = [(name, one) for name, one in present["categories"].items() if one["group"] == key]
        options = [b.option(one["name"], name) for name, one in own]
        for start in range(0, len(options), MOST_OPTIONS):
            yield group["name"], options[start : start + MOST_OPTIONS]


def _called(field: Field, key: str, present: Document) -> str:
    said = present[field.of][key] if field.of else {}
    name = said.get("name", key) if isinstance(said, Mapping) else key
    return name if name.casefold() == key.casefold() or field.of != "priorities" else f"{key} {name}"


def _chosen(handle: Any) -> b.Block:
    if str(handle).startswith(ASK):
        return _ask(str(handle).removeprefix(ASK))
    return b.option(str(handle) if str(handle).startswith("#") else f"@{handle}", str(handle))


def _ask(sought: str) -> b.Block:
    return b.option(f"Ask Slack for {sought}", f"{ASK}{sought}")


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
    Kind.LINES: _text,
    Kind.PATTERN: _pattern,
    Kind.TEMPLATE: _text,
    Kind.WHEN: _when,
    Kind.LEVELS: _text,
}
