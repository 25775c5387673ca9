"""A document (ADF): whether it is one, its wiki notation, its bare words.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.jira.words import wiki
from bot.sandbox.world import Json

MARKS = {
    "strong": "*",
    "em": "_",
    "strike": "-",
    "underline": "+",
}
BLOCKS = frozenset(
    {
        *("paragraph", "heading", "bulletList", "orderedList", "codeBlock", "blockquote", "panel", "rule"),
        *("table", "mediaSingle", "mediaGroup", "expand", "taskList", "decisionList", "blockCard"),
    }
)
INLINE = frozenset({"text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status", "placeholder"})


def is_document(said: Any) -> bool:
    """Whether Jira would take it: version, type, known blocks, no empty text."""
    return (
        isinstance(said, dict)
        and said.get("type") == "doc"
        and said.get("version") == 1
        and isinstance(said.get("content"), list)
        and all(isinstance(node, dict) and node.get("type") in BLOCKS for node in said["content"])
        and all(_is_sound(node) for node in said["content"])
    )


def _is_sound(node: Any) -> bool:
    if not isinstance(node, dict) or not isinstance(node.get("type"), str):
        return False
    if node["type"] == "text":
        return isinstance(node.get("text"), str) and bool(node["text"])
    if node["type"] in {"paragraph", "heading"} and not all(
        isinstance(each, dict) and each.get("type") in INLINE for each in node.get("content", [])
    ):
        return False
    return all(_is_sound(each) for each in node.get("content", []))


def to_wiki(document: Json | None) -> str:
    return "\n\n".join(_block(node) for node in (document or {}).get("content", []))


def to_plain(document: Json | None) -> str:
    """The words alone, for searches and changelogs."""
    return "\n".join(_words(node) for node in (document or {}).get("content", []))


def _words(node: Json) -> str:
    if node["type"] in {"text", "mention", "emoji"}:
        return str(node.get("text") or node.get("attrs", {}).get("text", ""))
    if node["type"] == "inlineCard":
        return str(node["attrs"].get("url", ""))
    inner = "\n" if node["type"] in {"bulletList", "orderedList", "listItem", "blockquote", "panel"} else ""
    return "\n" if node["type"] == "hardBreak" else inner.join(map(_words, node.get("content", [])))


def _block(node: Json) -> str:
    return BLOCK.get(node["type"], _inside)(node)


def _inline(node: Json) -> str:
    inside = (_text(each) if each["type"] == "text" else _other(each) for each in node.get("content", []))
    return "".join(inside)


def _text(node: Json) -> str:
    said, link = str(node["text"]), ""
    if not node.get("marks"):
        return wiki.escaped(said)
    for mark in node.get("marks", []):
        sign = MARKS.get(mark["type"], "")
        said = f"{{{{{said}}}}}" if mark["type"] == "code" else f"{sign}{said}{sign}"
        link = mark["attrs"]["href"] if mark["type"] == "link" else link
    if not link:
        return said
    return f"[{link}]" if said == link else f"[{said}|{link}]"


def _other(node: Json) -> str:
    attrs = node.get("attrs", {})
    match node["type"]:
        case "hardBreak":
            return "\n"
        case "mention":
            return f"[~accountid:{attrs.get('id', '')}]"
        case "inlineCard":
            return f"[{attrs.get('url', '')}|{attrs.get('url', '')}|smart-link]"
        case "emoji":
            return str(attrs.get("text") or attrs.get("shortName", ""))
        case _:
            return str(attrs.get("text", ""))


def _heading(node: Json) -> str:
    return f"h{node.get('attrs', {}).get('level', 1)}. {_inline(node)}"


def _list(node: Json, depth: str = "") -> str:
    sign = depth + ("*" if node["type"] == "bulletList" else "#")
    lines: list[str] = []
    for item in node.get("content", []):
        for each in item.get("content", []):
            nested = each["type"] in {"bulletList", "orderedList"}
            lines.append(_list(each, sign) if nested else f"{sign} {_inline(each)}")
    return "\n".join(lines)


def _code(node: Json) -> str:
    language = node.get("attrs", {}).get("language")
    head = f"{{code:{language}}}" if language else "{noformat}"
    return f"{head}\n{_words(node)}\n{'{code}' if language else '{noformat}'}"


def _inside(node: Json) -> str:
    return "\n".join(_block(each) for each in node.get("content", []))


BLOCK: dict[str, Callable[[Json], str]] = {
    "paragraph": _inline,
    "heading": _heading,
    "bulletList": _list,
    "orderedList": _list,
    "codeBlock": _code,
    "blockquote": lambda node: f"{{quote}}{_inside(node)}{{quote}}",
    "panel": lambda node: f"{{panel}}\n{_inside(node)}\n{{panel}}",
    "rule": lambda _: "----",
}
