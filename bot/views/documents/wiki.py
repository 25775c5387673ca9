"""A document in Jira's wiki notation.

https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=texteffects
"""

import re

from bot.domain.documents import Anchor, Mention, Picture, Span, Table, Words
from bot.views.documents.notation import Notation, one_line, printable

_ADDRESS = re.compile(r"(https?://[^\s|\[\]{}!\\*^<>\"']+)")
"""Left as it is: a sign escaped in it would lead elsewhere."""

_MARKS = re.compile(r"([\\{}\[\]|*_^~+!?]|(?<!\w)-(?=\w))")
_STARTS = re.compile(r"^(\s*(?:h[1-6]|bq)?)(#+ |-+ |----|(?<=\w)\. )", re.MULTILINE)
"""A letter cannot be escaped, so that of a heading the dot is."""


def escape(text: str) -> str:
    """Keep what somebody typed from becoming a mention, a link, a macro or a heading."""
    parts = _ADDRESS.split(text)
    parts[::2] = [_MARKS.sub(r"\\\1", part) for part in parts[::2]]
    plain = "".join(parts)
    return _STARTS.sub(lambda found: f"{found[1]}\\{found[2]}", plain)


class Wiki(Notation):
    def text(self, words: str) -> str:
        return escape(printable(words))

    def span(self, span: Span) -> str:
        """Mention people by their accounts, where these are known: their ids there, or their names."""
        if isinstance(span, Mention) and span.person in self.readers.accounts:
            return f"[~{self.readers.accounts[span.person]}]"
        return super().span(span)

    def heading(self, title: str) -> str:
        return f"h2. {self.text(one_line(title))}"

    def paragraph(self, said: Words) -> str:
        lines = (line.strip() for line in self.words(said).split("\n"))
        return "\n".join(filter(None, lines))

    def question(self, words: str) -> str:
        return f"_{self.text(one_line(words))}_"

    def bullets(self, entries: tuple[Words, ...]) -> str:
        return "\n".join(f"* {self._line(entry)}" for entry in entries)

    def table(self, table: Table) -> str:
        head = "||".join(self.text(one_line(name)) for name in table.head)
        rows = ("|".join(self._line(cell) or " " for cell in row) for row in table.rows)
        return "\n".join([f"||{head}||", *(f"|{row}|" for row in rows)])

    def picture(self, picture: Picture) -> str:
        return f"[{self.text(one_line(picture.words))}|{picture.url}]"

    def strong(self, words: str) -> str:
        return f"*{self.text(one_line(words))}*"

    def anchor(self, anchor: Anchor) -> str:
        return f"[{self.text(one_line(anchor.words))}|{anchor.url}]"

    def _line(self, words: Words) -> str:
        return " ".join(self.words(words).split())
