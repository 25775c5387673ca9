"""From what a person would enter to what an element holds."""

import re
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.act import attaching, names
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.blocks import TEXTS, Element
from bot.sandbox.slack.files import shapes as file_shapes
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Person

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def held(slack: Slack, person: Person, element: Element, value: Any, options: list[Json]) -> Json:
    """The element's state with this value; `options` are those it offers now."""
    key = element.state_key
    if element.type in TEXTS:
        chosen: Any = None if value in ("", None) else str(value)
    elif key == "selected_options":
        chosen = [option(options, each, element) for each in _several(value, options)]
    elif key.endswith("s") and key.startswith("selected_"):
        chosen = [_named(slack, person, key, each) for each in _several(value, options)]
    elif key == "files":
        chosen = _files(slack, person, element, value)
    elif value in ("", None):
        chosen = None
    elif key == "selected_option":
        chosen = option(options, value, element)
    else:
        chosen = _single(slack, person, key, value)
    return {"type": element.type, key: chosen}


def _several(value: Any, options: list[Json]) -> list[Any]:
    """A list; one thing alone means that thing; a lone checkbox is ticked by true, emptied by false."""
    if value in ("", None, False):
        return []
    if value is True:
        return [each["value"] for each in options[:1]]
    return list(value) if isinstance(value, list) else [value]


def option(options: list[Json], wanted: Any, element: Element) -> Json:
    """By exact text or value, else the only one that contains it."""
    name = str(wanted["value"] if isinstance(wanted, dict) and "value" in wanted else wanted)
    for each in options:
        if name in {each["text"]["text"], each.get("value")}:
            return each
    containing = [each for each in options if name.casefold() in each["text"]["text"].casefold()]
    if len(containing) == 1:
        return containing[0]
    texts = ", ".join(repr(each["text"]["text"]) for each in containing or options)
    why = "fits several options" if containing else "is no option"
    raise Refusal(f"{name!r} {why} of {element.place[1]!r}: {texts or 'it offers none'}.")


def _named(slack: Slack, person: Person, key: str, value: Any) -> str:
    if key == "selected_users":
        return names.person(slack, value).id
    return names.room(slack, person, value).id


def _single(slack: Slack, person: Person, key: str, value: Any) -> Any:
    match key:
        case "selected_user":
            return names.person(slack, value).id
        case "selected_conversation" | "selected_channel":
            return names.room(slack, person, value).id
        case "selected_date":
            return _matching(DATE, value, "a date like 2026-11-21")
        case "selected_time":
            return _matching(TIME, value, "a time like 14:02")
        case "selected_date_time":
            return _moment(value)
        case "rich_text_value":
            return value if isinstance(value, dict) else rich_text(str(value))
    raise Refusal(f"People cannot enter anything into {key!r} in the sandbox.")


def _files(slack: Slack, person: Person, element: Element, value: Any) -> list[Json]:
    """See https://docs.slack.dev/reference/block-kit/block-elements/file-input-element."""
    sent = value if isinstance(value, list) else [value] if value else []
    files = [attaching.chosen(slack, person, each) for each in sent]
    most, allowed = element.body.get("max_files", 10), element.body.get("filetypes")
    if len(files) > most:
        raise Refusal(f"{element.place[1]!r} takes at most {most} file{'s' if most > 1 else ''}.")
    for file in files:
        if allowed and file.kind.filetype not in allowed and file.name.rpartition(".")[2] not in allowed:
            raise Refusal(f"{element.place[1]!r} takes only {', '.join(allowed)}, not {file.name!r}.")
    return [file_shapes.file(slack, file) for file in files]


def _matching(pattern: re.Pattern[str], value: Any, what: str) -> str:
    if not pattern.fullmatch(str(value)):
        raise Refusal(f"{value!r} is not {what}.")
    return str(value)


def _moment(value: Any) -> int:
    """Unix seconds, or an ISO time (UTC where it names no zone)."""
    if isinstance(value, int):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise Refusal(f"{value!r} is not a time like 2026-11-21T14:02:00+01:00.") from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


WRITTEN_OUT = re.compile(r"&lt;([@#!]\w[^&\s]*|https?:[^&\s]+)&gt;")
"""A reference that was typed as Slack writes it, after escaping."""
REFERENCE = re.compile(
    r"<(?:@(?P<user>\w+)|!subteam\^(?P<group>\w+)|#(?P<channel>\w+)[^>]*|(?P<url>https?:[^>|]+)[^>]*)>"
)


def rich_text(text: str) -> Json:
    """A person's words as the rich text that Slack makes of them."""
    parts: list[Json] = []
    end = 0
    for match in REFERENCE.finditer(text):
        parts += _words(text[end : match.start()])
        parts.append(_link(match))
        end = match.end()
    parts += _words(text[end:])
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def _words(text: str) -> list[Json]:
    unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return [{"type": "text", "text": unescaped}] if text else []


def _link(match: re.Match[str]) -> Json:
    if match["user"]:
        return {"type": "user", "user_id": match["user"]}
    if match["group"]:
        return {"type": "usergroup", "usergroup_id": match["group"]}
    if match["channel"]:
        return {"type": "channel", "channel_id": match["channel"]}
    return {"type": "link", "url": match["url"]}
