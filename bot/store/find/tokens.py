"""Text as the words by which it is found: the same for every database and every script."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
"""Characters of a word that count."""

MOST = 20_000
"""Different words of one incident that count: PostgreSQL keeps a megabyte of them."""

_REF = re.compile(r"\binc-(\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese put no space between words: found by the letter."""


def of(texts: Iterable[str]) -> list[str]:
    """Give the words of these texts, each once: small letters and digits, without accents."""
    words = dict.fromkeys(word for text in texts for word in _words(text))
    return list(words)[:MOST]


def _words(text: str) -> Iterable[str]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in bare if unicodedata.category(letter)[0] != "M")
    spaced = _UNSPACED.sub(r" \1 ", _REF.sub(r"inc\1", plain))
    return (word[:LONGEST] for word in _WORD.findall(spaced))
