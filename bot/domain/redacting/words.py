"""Find words in a text, however they are spaced there, and take them out."""

import re
from dataclasses import dataclass

GONE = "[redacted]"
"""What stands where they stood."""

LEAST, MOST = 3, 3000
"""Characters of words that can be taken out: fewer would stand inside of too many others."""

SPACE = r"[*_~`]*\s+[*_~`]*"
"""What stands between two words: spaces, and marks that make one of them bold."""


@dataclass(frozen=True)
class Swept:
    """They stand nowhere any more in one other system. `event`: the number of the one that asked for it."""

    event: int


def holds(text: str, words: str, between: str = SPACE) -> bool:
    return bool(words.split()) and _pattern(words, between).search(text) is not None


def without(text: str, words: str, between: str = SPACE) -> str:
    """Give the text without them. Capitals do not matter, nor what stands `between` two of them."""
    return _pattern(words, between).sub(GONE, text) if words.split() else text


def _pattern(words: str, between: str) -> re.Pattern[str]:
    return re.compile(between.join(map(_token, words.split())), re.IGNORECASE)


def _token(word: str) -> str:
    r"""Before a sign there may be a \: so Markdown and Jira keep it from being a mark."""
    return "".join(sign if sign.isalnum() else rf"\\?{re.escape(sign)}" for sign in word)
