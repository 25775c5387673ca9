"""What an organisation words itself: with placeholders, in which an incident's own words stand."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.incident import Incident, LinkKind
from bot.domain.taxonomy import Taxonomy

SECTION = "texts"
"""Of the settings."""

ID = "{id}"
MOST = 300
_PLACE = re.compile(r"\{([a-z]+)\}")
_UNSAFE = re.compile(r"[\s<>|\"'`\\\x00-\x1f]")


@dataclass(frozen=True)
class Text:
    """`usual`: what stands where nothing else is said. `places`: the placeholders that it may have.

    `wrong` gives the sentence that says why it cannot be so, besides its placeholders; empty where it can.
    """

    name: str
    label: str
    usual: str
    places: tuple[str, ...]
    hint: str
    wrong: Callable[[str], str] = lambda _: ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values in; what is no placeholder stays as it is, and so does what a value says."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def wrong(name: str, text: str) -> str:
    """Give the sentence that says why a text cannot be so; empty where it can."""
    one = TEXTS[name]
    named = _PLACE.findall(text)
    for place in named:
        if place not in one.places:
            return f"There is no {{{place}}} here. {_known(one)}"
        if named.count(place) > 1:
            return f"{{{place}}} stands there twice: once is enough."
    if re.search(r"[{}]", _PLACE.sub("", text)):
        return f"Braces are for placeholders alone. {_known(one)}"
    return f"At most {MOST} characters; this has {len(text)}." if len(text) > MOST else one.wrong(text)


def call_address(incident: Incident, taxonomy: Taxonomy) -> str:
    """Give the address of the call in which it is talked about; empty where there is none.

    A private one has none: whoever knows the pattern could guess it.
    """
    pattern = taxonomy.texts.get(CALL_LINK.name)
    if not pattern or incident.private or incident.is_closed or not incident.link(LinkKind.CHANNEL):
        return ""
    return filled(pattern, {"id": str(incident.id), "ref": incident.ref, "day": day(incident)})


def day(incident: Incident) -> str:
    """Say `20261121`."""
    return f"{incident.opened_at:%Y%m%d}"


def _known(one: Text) -> str:
    return f"There are {', '.join(f'{{{place}}}' for place in one.places)}."


def _wrong_name(text: str) -> str:
    return "" if ID in text else f"It needs {ID}, so that no two channels are called the same."


def _wrong_address(text: str) -> str:
    example = "such as https://meet.example.com/{id}"
    if _UNSAFE.search(text):
        return f"It must be an address without spaces, quotes or brackets, {example}."
    try:
        parts = urlsplit(text)
    except ValueError:
        return f"It is no address {example}."
    if parts.scheme != "https" or not parts.hostname:
        return f"It must begin with https:// and a host, {example}."
    return f"Placeholders must stand behind the host, {example}." if "{" in parts.netloc else ""


CHANNEL_NAME = Text(
    "channel_name",
    "Name of an incident's channel",
    "{day}-{id}-{environments}-{category}",
    ("day", "id", "environments", "category", "group"),
    "For incidents declared from now on. A private one's says nothing but its day and number.",
    _wrong_name,
)

CALL_LINK = Text(
    "call_link",
    "Address of the call",
    "",
    ("id", "ref", "day"),
    "Such as https://meet.example.com/{id}; empty: no call. Private incidents have none.",
    _wrong_address,
)

WELCOME = Text(
    "welcome",
    "On the pinned card",
    "",
    ("ref", "priority", "category", "environments", "commander"),
    "What newcomers are to know, such as: Ask {commander} before you change anything.",
)

CALL_TO_ACTION = Text(
    "announced",
    "Below an announcement",
    "",
    ("ref", "priority", "category", "environments"),
    "What everybody else is to do, such as: Press Follow, and please do not ask in the channel.",
)

FROZEN = Text(
    "frozen",
    "While nobody may deploy",
    "*Please do not deploy* before this is over, unless it is the fix:",
    ("incidents",),
    "The incidents stand below it, each in a line.",
)

FREE = Text(
    "free",
    "Once people may deploy again",
    "*You can deploy again.* Nothing keeps you from it any more ({incidents}).",
    ("incidents",),
    "The incidents are those that kept people from it.",
)

TEXTS = {one.name: one for one in (CHANNEL_NAME, CALL_LINK, WELCOME, CALL_TO_ACTION, FROZEN, FREE)}
