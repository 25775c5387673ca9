"""A canvas as the HTML that Slack serves at its address: each element carries the id of its section.

https://docs.slack.dev/reference/methods/canvases.getContent
"""

import re
from html import escape

from bot.sandbox.slack.files.markdown import FENCE
from bot.sandbox.world.files import Section

ITEM = re.compile(r"\s*(?:[-*+]|(?P<number>\d+[.)]))\s+(?:\[(?P<box>[ xX])\]\s+)?")
BULLETS, NUMBERS, BOXES = 5, 6, 7
"""How lists are told apart: data-section-style."""
HEADINGS = ("h1", "h2", "h3")
INLINE = (
    (re.compile(r"!\[\]\(([@#])([A-Z0-9]+)\)"), r"<a>\1\2</a>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)[_*](\S.*?)[_*](?!\w)"), r"<i>\1</i>"),
    (re.compile(r"~~(.+?)~~"), r"<del>\1</del>"),
    (re.compile(r"\[([^\]]+)\]\((https?:[^)\s]+)\)"), r'<a href="\2">\1</a>'),
)


def shown(sections: list[Section]) -> str:
    return "\n".join(map(_section, sections))


def _section(one: Section) -> str:
    text = one.markdown
    if one.type in HEADINGS:
        return f"<{one.type} id='{one.id}'>{_inline(text.lstrip('#').strip())}</{one.type}>"
    if one.type == "list_item":
        return _item(one)
    if one.type == "divider":
        return f"<hr id='{one.id}'/>"
    if one.type == "code":
        code = "\n".join(line for line in text.splitlines() if not line.strip().startswith(FENCE))
        return f"<pre id='{one.id}' class='prettyprint'>{escape(code)}</pre>"
    if one.type == "table":
        return _table(one)
    lines = [line.lstrip("> ") if one.type == "quote" else line for line in text.splitlines()]
    tag = "blockquote" if one.type == "quote" else "p"
    return f"<{tag} id='{one.id}' class='line'>{'<br/>'.join(map(_inline, lines))}</{tag}>"


def _item(one: Section) -> str:
    start = ITEM.match(one.markdown)
    if start is None:
        return f"<p id='{one.id}' class='line'>{_inline(one.markdown)}</p>"
    style = BOXES if start["box"] else NUMBERS if start["number"] else BULLETS
    mark = " class='checked'" if start["box"] in {"x", "X"} else ""
    tag, words = "ol" if style == NUMBERS else "ul", _inline(one.markdown[start.end() :])
    item = f"<li id='{one.id}'{mark} value='1'><span id='{one.id}'>{words}</span></li>"
    return f"<div data-section-style='{style}'><{tag}>{item}</{tag}></div>"


def _table(one: Section) -> str:
    """Without the line that parts the head from the rest."""
    rows = [line for line in one.markdown.splitlines() if not re.fullmatch(r"[\s|:-]+", line)]
    cells = ([_inline(cell.strip()) for cell in row.strip().strip("|").split("|")] for row in rows)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    return f"<table id='{one.id}'><tbody>{body}</tbody></table>"


def _inline(text: str) -> str:
    said = escape(text, quote=False)
    for pattern, becomes in INLINE:
        said = pattern.sub(becomes, said)
    return said
