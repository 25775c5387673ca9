"""The bare words of a body, for searches and excerpts."""

from typing import Any

from bot.sandbox.confluence.words.reading import document
from bot.sandbox.world import Json


def plain(text: str) -> str:
    return "\n".join(filter(None, (_words(one).strip() for one in document(text)["content"])))


def _words(node: Json) -> str:
    attrs: Any = node.get("attrs", {})
    if node["type"] in {"text", "mention", "emoji", "status", "placeholder"}:
        return str(node.get("text") or attrs.get("text", ""))
    if node["type"] in {"hardBreak", "rule"}:
        return "\n"
    apart = "" if node["type"] in {"paragraph", "heading", "taskItem", "codeBlock"} else "\n"
    return apart.join(map(_words, node.get("content", [])))
