"""A document as Markdown, and as the Markdown of Slack's canvases.

https://spec.commonmark.org/0.31.2/#backslash-escapes, https://docs.slack.dev/surfaces/canvases
"""

import re

from bot.domain.documents import Anchor, Document, Mention, Picture, Span, Table, Words
from bot.views.documents.notation import Notation, is_address, one_line, printable

_ADDRESS = re.compile(r"(https?://[^\s<>\"'`|\[\]{}\\^()*~]+)")
_MARKS = re.compile(r"([\\`*_\[\]<>|~#]|&(?=#|\w))")
_STARTS = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)](?=\s|$))", re.MULTILINE)


def escape(text: str) -> str:
    """Keep what somebody typed from becoming a mention, a link, markup or a heading; an address stays one."""
    parts = _ADDRESS.split(printable(text))
    parts[::2] = [_MARKS.sub(r"\\\1", part) for part in parts[::2]]
    return _STARTS.sub(_started, "".join(parts))


def _started(found: re.Match[str]) -> str:
    """A digit cannot be escaped, so that in `1. ` it is the dot that is."""
    start = found[2]
    return f"{found[1]}{start[:-1]}\\{start[-1]}"


class Markdown(Notation):
    """To be read as a file, anywhere."""

    def write(self, document: Document) -> str:
        return f"# {escape(one_line(document.title))}\n\n{super().write(document)}"

    def text(self, words: str) -> str:
        return escape(words)

    def heading(self, title: str) -> str:
        return f"## {escape(one_line(title))}"

    def paragraph(self, said: Words) -> str:
        return self._lines(said)

    def question(self, words: str) -> str:
        return f"_{escape(one_line(words))}_"

    def bullets(self, entries: tuple[Words, ...]) -> str:
        return "\n".join(f"- {self._line(entry)}" for entry in entries)

    def table(self, table: Table) -> str:
        rows = [
            " | ".join(escape(one_line(name)) for name in table.head),
            " | ".join("---" for _ in table.head),
            *(" | ".join(self._line(cell) or " " for cell in row) for row in table.rows),
        ]
        return "\n".join(f"| {row} |" for row in rows)

    def picture(self, picture: Picture) -> str:
        return f"![{escape(one_line(picture.words))}](<{picture.url}>)"

    def strong(self, words: str) -> str:
        return f"**{escape(one_line(words))}**"

    def anchor(self, anchor: Anchor) -> str:
        return f"[{escape(one_line(anchor.words))}](<{anchor.url}>)"

    def _line(self, words: Words) -> str:
        return " ".join(self.words(words).split())

    def _lines(self, words: Words) -> str:
        """Keep its lines; what would be a new paragraph is one of the same."""
        lines = [line.strip() for line in self.words(words).split("\n")]
        return "\\\n".join(filter(None, lines))


class Canvas(Markdown):
    """To be read in Slack: people are mentioned, nothing calls them."""

    def write(self, document: Document) -> str:
        """Its title stands above it already."""
        return Notation.write(self, document)

    def span(self, span: Span) -> str:
        """Give it; an automatic address needs no more than itself."""
        if isinstance(span, Mention) and span.person:
            return f"![](@{span.person})"
        if isinstance(span, Anchor) and is_address(span.url):
            return f"[{escape(one_line(span.words))}]({_closed(span.url)})"
        return super().span(span)

    def picture(self, picture: Picture) -> str:
        """Only what lies in Slack could be shown; a link leads to all of it."""
        return f"[{escape(one_line(picture.words))}]({_closed(picture.url)})"

    def _lines(self, words: Words) -> str:
        lines = [line.strip() for line in self.words(words).split("\n")]
        return "\n\n".join(filter(None, lines))


def _closed(url: str) -> str:
    """A parenthesis would end the link."""
    return url.replace("(", "%28").replace(")", "%29")
