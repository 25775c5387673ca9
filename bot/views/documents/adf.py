"""A document in the Atlassian Document Format, which Jira's Cloud keeps texts in.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from typing import Any

from bot.domain.documents import (
    Anchor,
    At,
    Block,
    Bullets,
    Document,
    Mention,
    Paragraph,
    Picture,
    Plain,
    Question,
    Readers,
    Section,
    Span,
    Strong,
    Table,
    Words,
)
from bot.views.documents.notation import is_address, one_line, printable

Node = dict[str, Any]


def document(said: Document, readers: Readers) -> Node:
    """Words are nodes of their own, so that nothing in them can mean more than itself."""
    sections = [node for section in said.sections for node in nodes(section, readers)]
    return {"type": "doc", "version": 1, "content": sections}


def nodes(section: Section, readers: Readers) -> list[Node]:
    heading = {"type": "heading", "attrs": {"level": 2}, "content": _text(one_line(section.title))}
    return [heading, *(_block(block, readers) for block in section.blocks)]


def _block(block: Block, readers: Readers) -> Node:
    match block:
        case Paragraph():
            return _paragraph(block.said, readers)
        case Question():
            return {"type": "paragraph", "content": _text(one_line(block.words), {"type": "em"})}
        case Bullets():
            entries = [{"type": "listItem", "content": [_paragraph(one, readers)]} for one in block.entries]
            return {"type": "bulletList", "content": entries}
        case Table():
            return _table(block, readers)
        case Picture():
            return _paragraph((Anchor(block.words, block.url),), readers)


def _paragraph(words: Words, readers: Readers) -> Node:
    return {"type": "paragraph", "content": [node for span in words for node in _span(span, readers)]}


def _table(table: Table, readers: Readers) -> Node:
    head = [_cell("tableHeader", (Strong(name),), readers) for name in table.head]
    rows = [[_cell("tableCell", cell, readers) for cell in row] for row in table.rows]
    return {"type": "table", "content": [{"type": "tableRow", "content": row} for row in (head, *rows)]}


def _cell(kind: str, words: Words, readers: Readers) -> Node:
    return {"type": kind, "content": [_paragraph(words, readers)]}


def _span(span: Span, readers: Readers) -> list[Node]:
    match span:
        case Plain():
            return _lines(span.words)
        case Strong():
            return _text(one_line(span.words), {"type": "strong"})
        case Mention():
            account = readers.accounts.get(span.person)
            name = readers.name(span.person)
            mention = {"type": "mention", "attrs": {"id": account, "text": f"@{printable(name)}"}}
            return [mention] if account else _text(name)
        case At():
            return _text(readers.clock(span))
        case Anchor():
            link = {"type": "link", "attrs": {"href": span.url}}
            return _text(one_line(span.words), *([link] if is_address(span.url) else []))


def _lines(words: str) -> list[Node]:
    found: list[Node] = []
    for place, line in enumerate(printable(words).split("\n")):
        found += [{"type": "hardBreak"}] if place else []
        found += _text(line)
    return found


def _text(words: str, *marks: Node) -> list[Node]:
    """An empty text is no node of it."""
    words = printable(words)
    node = {"type": "text", "text": words}
    return [{**node, "marks": list(marks)} if marks else node] if words else []
