"""What a page says, as Markdown: to be kept, found and exported."""

import re
from html.parser import HTMLParser

from bot.views.documents.markdown import escape

SKIPPED = ("ac:placeholder", "ac:parameter", "style", "script")
HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_MANY = re.compile(r"\n{3,}")


def markdown_of(storage: str) -> str:
    """Keep headings, lists, tables' rows and links; what else a page can hold is its words alone."""
    reader = _Reader()
    reader.feed(storage.replace("<![CDATA[", "").replace("]]>", ""))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return _MANY.sub("\n\n", "\n".join(lines)).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped, self._in_cell = 0, False
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in SKIPPED
        if tag in HEADINGS:
            self.parts.append(f"\n\n{HEADINGS[tag]} ")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in {"td", "th"}:
            self._in_cell = True
        elif tag in {"table", "ul", "ol", "ac:structured-macro"} or (tag == "p" and not self._is_inside()):
            self.parts.append("\n\n")
        elif tag == "tr":
            self.parts.append("\n")
        elif tag == "br":
            self.parts.append(" " if self._in_cell else "\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.parts.append("[" if self._links[-1] else "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in SKIPPED
        if tag in {"td", "th"}:
            self._in_cell = False
            self.parts.append(" | ")
        elif tag == "a" and self._links:
            url = self._links.pop()
            self.parts.append(f"](<{url.replace('>', '%3E')}>)" if url else "")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(escape(data) if data.strip() else " ")

    def _is_inside(self) -> bool:
        """A paragraph of a cell or an entry begins no line of its own."""
        return self._in_cell or bool(self.parts and self.parts[-1] == "\n- ")
