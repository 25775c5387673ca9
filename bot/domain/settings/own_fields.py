"""The sections for what an organisation asks for besides, and what must agree inside one of its fields."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.domain.own_fields import CONDITIONS, FieldKind
from bot.domain.settings.parts import Document, Field, Keyed, Kind, Section, switch

FIELDS = "fields"
TEAMS = "teams"
MOST = 40
"""Fields that can be asked for at once: a form of Slack's has 100 blocks."""
MOST_BYTES = 80_000
"""Of all their options in a form, which may have 250 kB, 150 of them for categories."""
FRAME = 60
"""What an option is wrapped in: `{"text": {"type": "plain_text", "text": , "emoji": true}, "value": }`."""
WHEN = ("shown_when", "required_when")
KEY = re.compile(r"[\w-]{1,60}")
PLACE = "{}"

_ENABLED = switch("enabled", "Offered for incidents", default=True)

OWN = (
    Section(
        FIELDS,
        "Own fields",
        "field",
        "What your organisation asks for besides: in the form, on the card, in searches and tickets.",
        (
            Field("name", "Name", required=True),
            Field(
                "kind",
                "Kind",
                Kind.CHOICE,
                default=str(FieldKind.TEXT),
                options=tuple(map(str, FieldKind)),
                hint="team: one of the feature teams. link: what is entered becomes an address.",
            ),
            Field("options", "Options", Kind.LINES, default=[], hint="Of a choice, or of many: a line each."),
            Field(
                "template",
                "Address",
                Kind.TEMPLATE,
                default="",
                hint=f"Of a link, with {PLACE} for what is entered: https://toolbox/?seller_id={PLACE}",
            ),
            Field("hint", "Hint", default="", hint="What stands below it in the form."),
            Field(
                "shown_when",
                "Shown when",
                Kind.WHEN,
                default={},
                hint="Priorities, categories, impacts; nothing means always.",
            ),
            switch("required", "Required wherever it is shown"),
            Field(
                "required_when",
                "Required when",
                Kind.WHEN,
                default={},
                hint="There alone, where it is shown.",
            ),
            Field("ticket_field", "Field of the ticket", default="", hint="What the ticket system calls it."),
            _ENABLED,
        ),
    ),
    Section(
        TEAMS,
        "Feature teams",
        "team",
        "Names by which tickets are routed, each with the project that they go to.",
        (
            Field("name", "Name", required=True),
            Field("project", "Project", required=True, hint="Its key in the ticket system, such as PAY."),
            _ENABLED,
        ),
        Keyed.NAME,
    ),
)


def disagreements(key: str, said: Mapping[str, Any], document: Document) -> Iterator[tuple[str, str]]:
    """Give what does not go together in a field: its part (empty for its key), and the sentence."""
    if not KEY.fullmatch(key):
        yield "", "The key of a field has letters, digits, - and _ alone."
    kind = str(said.get("kind") or FieldKind.TEXT)
    if kind in {FieldKind.CHOICE, FieldKind.MANY} and not said.get("options"):
        yield "options", "What can be chosen? Give at least one option."
    if kind == FieldKind.LINK and not said.get("template"):
        yield "template", f"Where does it lead? Give an address such as https://toolbox/?seller_id={PLACE}."
    for part in WHEN:
        condition = said.get(part) or {}
        if said.get("enabled", True) and not wrong_condition(condition):
            yield from ((part, sentence) for sentence in _unknown(condition, document))


def too_many(entries: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give the fields that make a form larger than Slack takes: key, part, and the sentence."""
    told = (one for one in entries.items() if isinstance(one[1], Mapping) and one[1].get("enabled", True))
    size = 0
    for number, (key, said) in enumerate(told):
        if number >= MOST:
            yield key, "enabled", f"At most {MOST} can be offered at once."
        options = said.get("options")
        size += (
            sum(len(json.dumps([one, one])) + FRAME for one in options) if isinstance(options, list) else 0
        )
        if size > MOST_BYTES:
            yield key, "options", "All options together are more than a form takes. Take some out."


def wrong_template(text: str) -> str:
    """Give the sentence that says why it cannot be an address; empty where it can.

    What is entered must never decide whose address it is, so that it stands behind the host.
    """
    example = f"such as https://toolbox/?seller_id={PLACE}"
    if text.count(PLACE) != 1 or text.count("{") != 1:
        return f"It needs {PLACE} once, where what is entered goes: {example}."
    if re.search(r"[\s<>|\"'`\\\x00-\x1f]", text):
        return f"It must be an address without spaces, quotes or brackets, {example}."
    parts = _split(text)
    if parts is None or parts[0] not in {"http", "https"} or not parts[1]:
        return f"It must begin with http:// or https:// and a host, {example}."
    return f"{PLACE} must stand behind the host, {example}." if PLACE in parts[1] else ""


def wrong_condition(said: Any) -> str:
    """Give the sentence that says why it cannot be a condition; empty where it can."""
    if not isinstance(said, Mapping) or not set(said) <= set(CONDITIONS):
        return "It must be like {priorities: [P4, P5], impacts: [sellers]}; categories can be named too."
    for section, keys in said.items():
        if not isinstance(keys, list | tuple) or not all(isinstance(key, str) for key in keys):
            return f"{section} must be a list of names, not {keys!r}."
    return ""


def names(said: Mapping[str, Any], section: str, key: str) -> bool:
    """Tell whether a condition of a field names this entry; one that is switched off binds nobody."""
    conditions = (said.get(part) or {} for part in WHEN) if said.get("enabled", True) else ()
    return any(key in (one.get(section) or ()) for one in conditions)


def _unknown(condition: Mapping[str, Any], document: Document) -> list[str]:
    """Give a sentence for what it names first and is not there."""
    named = ((section, key) for section, keys in condition.items() for key in keys)
    gone = [f"{section}.{key}" for section, key in named if key not in (document.get(section) or {})]
    return [f"{gone[0]} does not exist."] if gone else []


def _split(text: str) -> tuple[str, str] | None:
    """Give scheme and host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return parts.scheme, parts.netloc
