"""Wiki notation made a document, as Cloud does with what REST v2 brings: what people commonly write."""

import re
from itertools import groupby
from typing import Any

from bot.sandbox.world import Json

FENCE = re.compile(r"(?<!\\)\{(code|noformat|quote|panel)(?::([^}]*))?\}\n?(.*?)\n?\{\1\}", re.DOTALL)
FENCE_SIGN = re.compile(r"(?<!\\)\{(?:code|noformat|quote|panel)")
HEADING = re.compile(r"h([1-6])\. (.*)")
ITEM = re.compile(r"([*#-]+) (.*)")
INLINE = re.compile(
    r"""\[~accountid:(?P<mention>[^\]]+)\]
    | \[(?P<title>[^|\]\n]+)\|(?P<href>[^|\]\s]+)(?:\|smart-link)?\]
    | \[(?P<bare>(?:https?|mailto)[^|\]\s]+)\]
    | (?P<url>https?://[^\s|\]}]+)
    | \{\{(?P<code>[^\n}]+)\}\}
    | (?<![\w*])\*(?P<strong>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])
    | (?<![\w_])_(?P<em>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])
    | \\(?P<escaped>[^\w\s]|_)
    """,
    re.VERBOSE,
)


def escaped(text: str) -> str:
    """What would be read as markup, so that it stays words; an address may become a link."""

    def mark(found: "re.Match[str]") -> str:
        return found[0] if found["url"] else "\\" + found[0]

    lines = FENCE_SIGN.sub(r"\\\g<0>", INLINE.sub(mark, text)).split("\n")
    return "\n".join("\\" + line if ITEM.fullmatch(line) else line for line in lines)


def to_document(text: str) -> Json | None:
    """None where nothing is said."""
    if not text.strip():
        return None
    content: list[Json] = []
    rest = text.replace("\r\n", "\n")
    while found := FENCE.search(rest):
        content += _blocks(rest[: found.start()])
        content.append(_fenced(found))
        rest = rest[found.end() :]
    return {"type": "doc", "version": 1, "content": [*content, *_blocks(rest)]}


def _fenced(found: "re.Match[str]") -> Json:
    kind, parameter, inside = found.groups()
    if kind == "quote":
        return {"type": "blockquote", "content": _blocks(inside)}
    if kind == "panel":
        return {"type": "panel", "attrs": {"panelType": "info"}, "content": _blocks(inside)}
    attrs = {"attrs": {"language": parameter.split("|")[0]}} if parameter else {}
    return {"type": "codeBlock", **attrs, "content": [{"type": "text", "text": inside}] if inside else []}


def _blocks(text: str) -> list[Json]:
    made: list[Json] = []
    for part in re.split(r"\n{2,}", text.strip("\n")):
        for kind, lines in groupby(part.split("\n"), _kind_of):
            made += _of_kind(kind, list(lines))
    return made


def _kind_of(line: str) -> str:
    if line.strip() == "----":
        return "rule"
    if HEADING.fullmatch(line):
        return "heading"
    return "list" if ITEM.fullmatch(line) else "paragraph"


def _of_kind(kind: str, lines: list[str]) -> list[Json]:
    if kind == "rule":
        return [{"type": "rule"} for _ in lines]
    if kind == "heading":
        found = [match for line in lines if (match := HEADING.fullmatch(line))]
        return [
            {"type": "heading", "attrs": {"level": int(one[1])}, "content": _inline(one[2])} for one in found
        ]
    if kind == "list":
        items = [match for line in lines if (match := ITEM.fullmatch(line))]
        return _lists([(one[1], one[2]) for one in items], 0)
    content: list[Json] = []
    for number, line in enumerate(lines):
        content += [{"type": "hardBreak"}] if number else []
        content += _inline(line)
    return [{"type": "paragraph", "content": content}] if "".join(lines).strip() else []


def _lists(items: list[tuple[str, str]], depth: int) -> list[Json]:
    """Items of one depth are a list; those deeper belong to the one before them."""
    made: list[Json] = []
    for sign, text in items:
        if len(sign) > depth + 1 and made:
            made[-1]["content"][-1].setdefault("deeper", []).append((sign, text))
            continue
        kind = "orderedList" if sign[-1] == "#" else "bulletList"
        if not made or made[-1]["type"] != kind:
            made.append({"type": kind, "content": []})
        paragraph = {"type": "paragraph", "content": _inline(text)}
        made[-1]["content"].append({"type": "listItem", "content": [paragraph]})
    for item in (item for each in made for item in each["content"]):
        item["content"] += _lists(item.pop("deeper", []), depth + 1)
    return made


def _inline(text: str) -> list[Json]:
    made: list[Json] = []
    end = 0
    for found in INLINE.finditer(text):
        made += _plain(text[end : found.start()])
        made.append(_node(found))
        end = found.end()
    return _joined(made + _plain(text[end:]))


def _joined(nodes: list[Json]) -> list[Json]:
    """Bare words side by side are one node, as Jira keeps them."""
    made: list[Json] = []
    for one in nodes:
        if made and one.keys() == made[-1].keys() == {"type", "text"}:
            made[-1] = {**one, "text": made[-1]["text"] + one["text"]}
        else:
            made.append(one)
    return made


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": text}] if text else []


def _node(found: "re.Match[str]") -> Json:
    said: dict[str, Any] = found.groupdict()
    if said["mention"]:
        return {"type": "mention", "attrs": {"id": said["mention"]}}
    if address := said["href"] or said["bare"] or said["url"]:
        link = {"type": "link", "attrs": {"href": address}}
        return {"type": "text", "text": said["title"] or address, "marks": [link]}
    for mark in ("code", "strong", "em"):
        if said[mark]:
            return {"type": "text", "text": said[mark], "marks": [{"type": mark}]}
    return {"type": "text", "text": said["escaped"]}
