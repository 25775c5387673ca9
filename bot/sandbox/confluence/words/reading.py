"""From storage format to a document (ADF): what clients of the new editor ask for, and what our page draws.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from bot.sandbox.confluence.words import storage
from bot.sandbox.world import Json

MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "u": "underline",
    "s": "strike",
    "del": "strike",
    "code": "code",
}
SUBSUP = ("sub", "sup")
PANELS = {"info": "info", "note": "note", "tip": "success", "warning": "error", "panel": "info"}
"""Macros by the panel that they are: in the new editor a tip is a success and a warning an error."""
COLOURS = {"Green": "green", "Yellow": "yellow", "Red": "red", "Blue": "blue", "Purple": "purple"}
THROUGH = frozenset(
    {
        "div",
        "tbody",
        "thead",
        "tfoot",
        "section",
        "article",
        "ac:layout",
        "ac:layout-section",
        "ac:layout-cell",
    }
)
"""Elements that only hold others."""
Marks = tuple[Json, ...]


def document(text: str) -> Json:
    return {"type": "doc", "version": 1, "content": list(_blocks(storage.read(text)))}


def _blocks(parent: Element) -> Iterator[Json]:
    """The blocks of an element; words and marks between them become paragraphs."""
    line: list[Json] = []
    line += _text(parent.text, ())
    for child in parent:
        known = BLOCKS.get(child.tag)
        if known or child.tag in THROUGH or _is_block_macro(child):
            yield from _paragraph(line)
            line = []
            yield from known(child) if known else _blocks(child) if child.tag in THROUGH else _macro(child)
        else:
            line += _inline(child, ())
        line += _text(child.tail, ())
    yield from _paragraph(line)


def _paragraph(line: list[Json]) -> Iterator[Json]:
    if any(one["type"] != "text" or one["text"].strip() for one in line):
        yield {"type": "paragraph", "content": list(line)}


def _text(said: str | None, marks: Marks) -> list[Json]:
    """Line ends are blanks, and those between blocks are nothing."""
    words = " ".join((said or "").split("\n"))
    if not words:
        return []
    return [{"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}]


def _lines(parent: Element, marks: Marks = ()) -> list[Json]:
    found = _text(parent.text, marks)
    for child in parent:
        found += _inline(child, marks)
        found += _text(child.tail, marks)
    return found


def _inline(one: Element, marks: Marks) -> list[Json]:
    if one.tag in MARKS:
        return _lines(one, (*marks, {"type": MARKS[one.tag]}))
    if one.tag in SUBSUP:
        return _lines(one, (*marks, {"type": "subsup", "attrs": {"type": one.tag}}))
    if one.tag == "a":
        return _lines(one, (*marks, {"type": "link", "attrs": {"href": one.get("href", "")}}))
    if one.tag in INLINE:
        return INLINE[one.tag](one)
    return _lines(one, marks)


def _parameter(macro: Element, name: str) -> str:
    for one in macro.iter("ac:parameter"):
        if one.get("ac:name") == name:
            return "".join(one.itertext())
    return ""


def _macro_name(one: Element) -> str:
    return one.get("ac:name", "")


def _is_block_macro(one: Element) -> bool:
    return one.tag == "ac:structured-macro" and _macro_name(one) != "status"


def _macro(one: Element) -> Iterator[Json]:
    name, body = _macro_name(one), one.find("ac:rich-text-body")
    inside = list(_blocks(body)) if body is not None else []
    if name in {"code", "noformat"}:
        text = "".join(each.text or "" for each in one.iter("ac:plain-text-body"))
        language = _parameter(one, "language")
        attrs = {"attrs": {"language": language}} if language else {}
        yield {"type": "codeBlock", **attrs, "content": [{"type": "text", "text": text}] if text else []}
    elif name in PANELS:
        yield {"type": "panel", "attrs": {"panelType": PANELS[name]}, "content": inside}
    elif name == "expand":
        yield {"type": "expand", "attrs": {"title": _parameter(one, "title")}, "content": inside}
    else:
        yield _extension(one, name, inside)


def _extension(one: Element, name: str, inside: list[Json]) -> Json:
    """A macro that documents have no node for."""
    said = {
        each.get("ac:name", ""): {"value": "".join(each.itertext())} for each in one.findall("ac:parameter")
    }
    attrs = {
        "extensionType": "com.atlassian.confluence.macro.core",
        "extensionKey": name,
        "parameters": {"macroParams": said},
    }
    return {
        "type": "bodiedExtension" if inside else "extension",
        "attrs": attrs,
        **({"content": inside} if inside else {}),
    }


def _status(one: Element) -> list[Json]:
    if _macro_name(one) != "status":
        return [{"type": "text", "text": f"[{_macro_name(one)}]"}]
    colour = COLOURS.get(_parameter(one, "colour"), "neutral")
    return [{"type": "status", "attrs": {"text": _parameter(one, "title"), "color": colour}}]


def _link(one: Element) -> list[Json]:
    """A page by its title, or a person by the account."""
    user, page = one.find("ri:user"), one.find("ri:page")
    if user is not None:
        account = user.get("ri:account-id", "")
        return [{"type": "mention", "attrs": {"id": account, "text": f"@{account}"}}]
    title = page.get("ri:content-title", "") if page is not None else ""
    words = "".join(text for each in one if each.tag.startswith("ac:") for text in each.itertext()) or title
    if not words:
        return []
    return [{"type": "text", "text": words, "marks": [{"type": "link", "attrs": {"href": f"page:{title}"}}]}]


def _image(one: Element) -> list[Json]:
    source = one.find("ri:url")
    url = source.get("ri:value", "") if source is not None else ""
    return [{"type": "inlineCard", "attrs": {"url": url}}] if url else []


def _moment(one: Element) -> list[Json]:
    return [{"type": "date", "attrs": {"timestamp": one.get("datetime", "")}}]


def _emoticon(one: Element) -> list[Json]:
    shown = one.get("ac:emoji-fallback") or one.get("ac:name", "")
    return [{"type": "emoji", "attrs": {"shortName": one.get("ac:emoji-shortname", shown), "text": shown}}]


def _placeholder(one: Element) -> list[Json]:
    return [{"type": "placeholder", "attrs": {"text": "".join(one.itertext())}}]


def _heading(one: Element) -> Iterator[Json]:
    yield {"type": "heading", "attrs": {"level": int(one.tag[1])}, "content": _lines(one)}


def _list(one: Element) -> Iterator[Json]:
    items = [{"type": "listItem", "content": list(_blocks(each))} for each in one if each.tag == "li"]
    yield {"type": "bulletList" if one.tag == "ul" else "orderedList", "content": items}


def _tasks(one: Element) -> Iterator[Json]:
    items = []
    for task in one.iter("ac:task"):
        body, state = task.find("ac:task-body"), task.findtext("ac:task-status", "incomplete")
        done = "DONE" if state == "complete" else "TODO"
        attrs = {"localId": task.findtext("ac:task-id", ""), "state": done}
        items.append(
            {"type": "taskItem", "attrs": attrs, "content": _lines(body) if body is not None else []}
        )
    yield {"type": "taskList", "attrs": {"localId": ""}, "content": items}


def _table(one: Element) -> Iterator[Json]:
    yield {"type": "table", "content": [_row(each) for each in one.iter("tr")]}


def _row(one: Element) -> Json:
    kinds = {"th": "tableHeader", "td": "tableCell"}
    cells = [
        {"type": kinds[each.tag], "attrs": {}, "content": list(_blocks(each))}
        for each in one
        if each.tag in kinds
    ]
    return {"type": "tableRow", "content": cells}


def _pre(one: Element) -> Iterator[Json]:
    yield {"type": "codeBlock", "content": [{"type": "text", "text": "".join(one.itertext())}]}


BLOCKS: dict[str, Callable[[Element], Iterator[Json]]] = {
    "p": lambda one: _paragraph(_lines(one)),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "ul": _list,
    "ol": _list,
    "table": _table,
    "pre": _pre,
    "hr": lambda _: iter([{"type": "rule"}]),
    "blockquote": lambda one: iter([{"type": "blockquote", "content": list(_blocks(one))}]),
    "ac:task-list": _tasks,
}
INLINE: dict[str, Callable[[Element], list[Json]]] = {
    "br": lambda _: [{"type": "hardBreak"}],
    "ac:structured-macro": _status,
    "ac:link": _link,
    "ac:image": _image,
    "time": _moment,
    "ac:emoticon": _emoticon,
    "ac:placeholder": _placeholder,
}
