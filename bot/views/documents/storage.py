"""A document in Confluence's storage format.

https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html
"""

import html

from bot.domain.documents import Anchor, Mention, Picture, Span, Table, Words
from bot.views.documents.notation import Notation, one_line, printable


def escape(text: str) -> str:
    """Keep what somebody typed from becoming an element, a macro or an entity."""
    return html.escape(printable(text), quote=True)


class Storage(Notation):
    def text(self, words: str) -> str:
        return escape(words)

    def span(self, span: Span) -> str:
        """Name people by their accounts, where these are known."""
        if isinstance(span, Mention) and span.person in self.readers.accounts:
            account = escape(self.readers.accounts[span.person])
            return f'<ac:link><ri:user ri:account-id="{account}" /></ac:link>'
        return super().span(span)

    def heading(self, title: str) -> str:
        return f"<h2>{escape(one_line(title))}</h2>"

    def paragraph(self, said: Words) -> str:
        lines = filter(None, (line.strip() for line in self.words(said).split("\n")))
        return f"<p>{'<br />'.join(lines)}</p>"

    def question(self, words: str) -> str:
        """Confluence shows it until somebody writes over it."""
        return f"<p><ac:placeholder>{escape(one_line(words))}</ac:placeholder></p>"

    def bullets(self, entries: tuple[Words, ...]) -> str:
        return f"<ul>{''.join(f'<li><p>{self._line(entry)}</p></li>' for entry in entries)}</ul>"

    def table(self, table: Table) -> str:
        head = "".join(f"<th><p>{escape(one_line(name))}</p></th>" for name in table.head)
        rows = (
            f"<tr>{''.join(f'<td><p>{self._line(cell)}</p></td>' for cell in row)}</tr>" for row in table.rows
        )
        return f"<table><tbody><tr>{head}</tr>{''.join(rows)}</tbody></table>"

    def picture(self, picture: Picture) -> str:
        words, url = escape(one_line(picture.words)), escape(picture.url)
        return f'<p><ac:image ac:alt="{words}"><ri:url ri:value="{url}" /></ac:image></p>'

    def strong(self, words: str) -> str:
        return f"<strong>{escape(one_line(words))}</strong>"

    def anchor(self, anchor: Anchor) -> str:
        return f'<a href="{escape(anchor.url)}">{escape(one_line(anchor.words))}</a>'

    def _line(self, words: Words) -> str:
        return " ".join(self.words(words).split())
