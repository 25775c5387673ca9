"""A message of ours without words that must not stand there any more."""

import html
import re
from collections.abc import Mapping
from typing import Any

from bot.domain.redacting.words import GONE, LEAST, without
from bot.views import blocks as b
from bot.views.words import escape

BETWEEN = r"[*_~`]*[\s>]+[*_~`]*"
"""What stands between two words where they are quoted."""

TAGS = r"(?:\s|&nbsp;|<[^>]{1,500}>)+"
"""What stands between two words of a page."""

NAMES = {"type", "action_id", "block_id", "value", "url", "style", "emoji"}
"""What nobody reads."""


def message(said: Mapping[str, Any], words: str) -> b.Block | None:
    """Give what it is to say; None where it says none of them."""
    whole = {"text": said.get("text") or "", "blocks": said.get("blocks") or []}
    cleaned: b.Block = _cleaned(whole, words)
    return cleaned if cleaned != whole else None


def text(said: str, words: str) -> str:
    """Take them out also where they are escaped, quoted over several lines, or cut off."""
    for written in dict.fromkeys((escape(words), words)):
        said = _cut_off(without(said, written, BETWEEN), written)
    return said


def markup(said: str, words: str) -> str:
    """Take them out of HTML, or of what looks like it: with signs written as entities, and tags between."""
    for written in dict.fromkeys((html.escape(words), html.escape(words, quote=False), words)):
        said = without(said, written, TAGS)
    return said


def _cleaned(part: Any, words: str) -> Any:
    match part:
        case str():
            return text(part, words)
        case list():
            return [_cleaned(one, words) for one in part]
        case dict():
            return {key: one if key in NAMES else _cleaned(one, words) for key, one in part.items()}
    return part


def _cut_off(said: str, words: str) -> str:
    """What was too long ends with … somewhere within the words: their beginning goes too."""
    whole, begin = _flat(words), re.escape(words.split(maxsplit=1)[0][:LEAST])
    parts = said.split("…")
    for place, part in enumerate(parts[:-1]):
        for found in re.finditer(begin, part, re.IGNORECASE):
            if whole.startswith(_flat(part[found.start() :])):
                parts[place] = part[: found.start()] + GONE
                break
    return "…".join(parts)


def _flat(said: str) -> str:
    return " ".join(re.split(BETWEEN, said.strip())).casefold()
