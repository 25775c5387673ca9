"""Storage format: whether it is sound, and how Confluence writes it back.

https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html
"""

import re
import uuid
from collections.abc import Iterator
from html.entities import name2codepoint
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from bot.sandbox.confluence.errors import ApiError

NAMED = re.compile(r"&(\w+);")
VOID = frozenset({"br", "hr", "img", "col", "ri:page", "ri:user", "ri:url", "ri:attachment", "ri:space"})
PLAIN = frozenset({"ac:plain-text-body", "ac:plain-text-link-body"})
"""Whose text is kept as it is typed, in CDATA."""
FORBIDDEN = frozenset({"script", "style", "iframe", "object", "embed", "form", "input", "link", "meta"})
"""Elements that go, with all that is in them."""


def read(text: str) -> Element:
    """The tree of a body; ApiError where it is no sound XHTML."""
    builder, head = TreeBuilder(), _head(text)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(f"{head}{text}</page>", True)
    except (expat.ExpatError, UnicodeEncodeError, AssertionError) as error:
        raise _unsound(error, len(head)) from None
    return builder.close()


def _head(text: str) -> str:
    """What says which letters the names in it stand for: HTML's, of which XML knows five by itself."""
    letters = {name: name2codepoint.get(name, 0) for name in NAMED.findall(text)}
    said = "".join(f'<!ENTITY {name} "&#{code};">' for name, code in letters.items() if code > 0x7F)
    return f"<!DOCTYPE page [{said}]><page>"


def _unsound(error: Exception, head: int) -> ApiError:
    """The place is told as within the body, not behind our own head."""
    place = ""
    if isinstance(error, expat.ExpatError):
        column = error.offset - (head if error.lineno == 1 else 0)
        place = f"\n at [row,col {{unknown-source}}]: [{error.lineno},{column + 1}]"
    words = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
    return ApiError(f"Error parsing xhtml: {words}{place}", 400, "BAD_REQUEST")


def kept(text: str) -> str:
    """As Confluence keeps it: macros get ids, entities become letters, what could run is gone."""
    root = read(text)
    for one in root.iter():
        for child in [each for each in one if each.tag in FORBIDDEN]:
            _take_out(one, child)
        for name in [name for name in one.attrib if name.lower().startswith("on")]:
            del one.attrib[name]
        if one.tag == "ac:structured-macro":
            one.attrib.setdefault("ac:schema-version", "1")
            one.attrib.setdefault("ac:macro-id", str(uuid.uuid4()))
    return "".join(_inside(root))


def _take_out(parent: Element, child: Element) -> None:
    """What follows it stays."""
    place = list(parent).index(child)
    if child.tail and place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _written(one: Element) -> Iterator[str]:
    attributes = "".join(f' {name}="{_quoted(value)}"' for name, value in one.attrib.items())
    if one.tag in VOID and not len(one) and not one.text:
        yield f"<{one.tag}{attributes} />"
    elif one.tag in PLAIN:
        yield f"<{one.tag}{attributes}>{literal(one.text or '')}</{one.tag}>"
    else:
        yield f"<{one.tag}{attributes}>"
        yield from _inside(one)
        yield f"</{one.tag}>"


def _inside(one: Element) -> Iterator[str]:
    yield escaped(one.text or "")
    for child in one:
        yield from _written(child)
        yield escaped(child.tail or "")


def literal(text: str) -> str:
    """A text in CDATA, which cannot hold its own end."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\N{NO-BREAK SPACE}", "&nbsp;")
    )


def _quoted(text: str) -> str:
    return escaped(text).replace('"', "&quot;")
