"""A document (ADF) as the HTML that people see (`view`), and as storage format where a client sent one."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.words import reading, storage
from bot.sandbox.jira.words import adf
from bot.sandbox.world import Json

MARKS = {"strong": "strong", "em": "em", "underline": "u", "strike": "s", "code": "code"}
TAGS = {
    "paragraph": "p",
    "bulletList": "ul",
    "orderedList": "ol",
    "listItem": "li",
    "blockquote": "blockquote",
    "table": "table",
    "tableRow": "tr",
    "tableHeader": "th",
    "tableCell": "td",
}
MACROS = {"info": "info", "note": "note", "success": "tip", "error": "warning", "warning": "note"}


def html(text: str) -> str:
    """What a reader's browser gets: macros rendered, everything typed escaped."""
    return "".join(map(_shown, reading.document(text)["content"]))


def stored(value: str) -> str:
    """The storage format of a document that comes as a text of JSON."""
    try:
        document = json.loads(value)
    except (ValueError, RecursionError):
        document = None
    if not adf.is_document(document):
        raise ApiError("The provided body is not valid atlas_doc_format", 400, "BAD_REQUEST")
    return "".join(map(_kept, document["content"]))


def _inside(node: Json, way: Callable[[Json], str]) -> str:
    return "".join(map(way, node.get("content", [])))


def _common(node: Json, way: Callable[[Json], str]) -> str | None:
    """What reads the same in both."""
    kind, attrs = node["type"], node.get("attrs", {})
    if kind == "text":
        return _marked(node)
    if kind == "hardBreak":
        return "<br />"
    if kind == "rule":
        return "<hr />"
    if kind == "heading":
        return f"<h{attrs.get('level', 1)}>{_inside(node, way)}</h{attrs.get('level', 1)}>"
    if kind in TAGS:
        return f"<{TAGS[kind]}>{_inside(node, way)}</{TAGS[kind]}>"
    if kind == "inlineCard":
        url = escape(str(attrs.get("url", "")))
        return f'<a href="{url}">{url}</a>'
    if kind in {"emoji", "date", "placeholder"}:
        return escape(str(attrs.get("text") or attrs.get("shortName") or attrs.get("timestamp", "")))
    return None


def _marked(node: Json) -> str:
    said = storage.escaped(str(node["text"]))
    for mark in node.get("marks", []):
        if mark["type"] == "link":
            said = f'<a href="{escape(_href(mark["attrs"]))}">{said}</a>'
        elif mark["type"] in MARKS:
            said = f"<{MARKS[mark['type']]}>{said}</{MARKS[mark['type']]}>"
    return said


def _href(attrs: Any) -> str:
    """Nothing that would run in the reader's browser."""
    href = str(attrs.get("href", ""))
    return href if href.lower().startswith(("http:", "https:", "mailto:", "/", "#")) else "#"


def _shown(node: Json) -> str:
    if (common := _common(node, _shown)) is not None:
        return common
    attrs, inside = node.get("attrs", {}), _inside(node, _shown)
    match node["type"]:
        case "codeBlock":
            return f"<pre>{inside}</pre>"
        case "panel":
            return f'<div class="panel panel-{escape(attrs["panelType"])}">{inside}</div>'
        case "expand":
            return f"<details><summary>{escape(attrs.get('title', ''))}</summary>{inside}</details>"
        case "taskItem":
            return f'<li class="{"checked" if attrs.get("state") == "DONE" else ""}">{inside}</li>'
        case "taskList":
            return f'<ul class="inline-task-list">{inside}</ul>'
        case "status":
            return f'<span class="status-macro">{escape(str(attrs.get("text", "")))}</span>'
        case "mention":
            return f'<a class="user-mention">{escape(str(attrs.get("text", "")))}</a>'
        case _:
            return inside


def _kept(node: Json) -> str:
    if (common := _common(node, _kept)) is not None:
        return common
    attrs, inside = node.get("attrs", {}), _inside(node, _kept)
    match node["type"]:
        case "codeBlock":
            return _code(node, str(attrs.get("language", "")))
        case "panel":
            return _macro(MACROS.get(str(attrs.get("panelType")), "info"), {}, inside)
        case "expand":
            return _macro("expand", {"title": str(attrs.get("title", ""))}, inside)
        case "status":
            colour = str(attrs.get("color", "")).capitalize()
            return _macro("status", {"title": str(attrs.get("text", "")), "colour": colour})
        case "mention":
            return f'<ac:link><ri:user ri:account-id="{escape(str(attrs.get("id", "")))}" /></ac:link>'
        case "taskItem":
            state = "complete" if attrs.get("state") == "DONE" else "incomplete"
            said = f"<ac:task-status>{state}</ac:task-status><ac:task-body>{inside}</ac:task-body>"
            return f"<ac:task>{said}</ac:task>"
        case "taskList":
            return f"<ac:task-list>{inside}</ac:task-list>"
        case _:
            return inside


def _code(node: Json, language: str) -> str:
    text = "".join(str(each.get("text", "")) for each in node.get("content", []))
    body = f"<ac:plain-text-body>{storage.literal(text)}</ac:plain-text-body>"
    return _opened("code", {"language": language} if language else {}) + body + "</ac:structured-macro>"


def _macro(name: str, parameters: dict[str, str], inside: str = "") -> str:
    body = f"<ac:rich-text-body>{inside}</ac:rich-text-body>" if inside else ""
    return _opened(name, parameters) + body + "</ac:structured-macro>"


def _opened(name: str, parameters: dict[str, str]) -> str:
    said = (
        f'<ac:parameter ac:name="{key}">{escape(value)}</ac:parameter>' for key, value in parameters.items()
    )
    return f'<ac:structured-macro ac:name="{name}">' + "".join(said)
