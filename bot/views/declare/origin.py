"""A message from which an incident is declared: what it says, in the form, and what it is answered."""

import html
import re
from collections.abc import Mapping

from bot.domain.incident import Incident
from bot.domain.rules.opening import DESCRIPTION, TITLE, one_line
from bot.views import blocks as b
from bot.views.words import channel

_REFERENCE = re.compile(r"<([@#!]?)([^>|]*)(?:\|([^>]*))?>")
_SENTENCE = re.compile(r"(?<=[.!?])\s")


def people_in(text: str) -> set[str]:
    """Give the ids of the people whom a message mentions."""
    return {key for sign, key, _ in _REFERENCE.findall(text) if sign == "@"}


def plain(text: str, names: Mapping[str, str]) -> str:
    """Turn Slack's markup into what a person would type. names: of the people mentioned, by their ids.

    https://docs.slack.dev/messaging/formatting-message-text
    """
    return html.unescape(_REFERENCE.sub(lambda found: _words(found, names), text)).strip()


def title(words: str) -> str:
    """Give the first sentence, cut at a word where it is too long."""
    first = one_line(_SENTENCE.split(words.lstrip().partition("\n")[0])[0])
    if len(first) <= TITLE[1]:
        return first
    cut = first[: TITLE[1] - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


def description(words: str) -> str:
    return words if len(words) <= DESCRIPTION[1] else words[: DESCRIPTION[1] - 1] + "…"


def answer(incident: Incident) -> b.Block:
    return b.message(f"{incident.ref} was declared from this: {channel(incident)}")


def _words(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign, key, label = found.groups(default="")
    match sign:
        case "@":
            return f"@{names.get(key) or label or key}"
        case "#":
            return f"#{label or key}"
        case "!":
            return label or f"@{key.partition('^')[0]}"
    return f"{label} ({key})" if label and label != key else key
