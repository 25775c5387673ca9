"""What every notation of a document has in common: the order of its parts."""

import re
from abc import ABC, abstractmethod

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

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\[\]{}\\^]+")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""What XML cannot hold, and what turns the order of what follows around: https://www.w3.org/TR/xml/#charsets"""


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


def is_address(url: str) -> bool:
    """Tell whether it is one of the web: no other is ever linked."""
    return _ADDRESS.fullmatch(url) is not None


class Notation(ABC):
    """Writes a document down. Each method gives one part; what people typed goes through `text` alone."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers

    def write(self, document: Document) -> str:
        return "\n\n".join(map(self.section, document.sections)) + "\n"

    def section(self, section: Section) -> str:
        return "\n\n".join([self.heading(section.title), self.body(section)])

    def body(self, section: Section) -> str:
        """Give what stands below its heading."""
        return "\n\n".join(map(self.block, section.blocks))

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self.paragraph(block.said)
            case Question():
                return self.question(block.words)
            case Bullets():
                return self.bullets(block.entries)
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block) if is_address(block.url) else self.text(block.words)

    def words(self, words: Words) -> str:
        return "".join(map(self.span, words))

    def span(self, span: Span) -> str:
        match span:
            case Plain():
                return self.text(span.words)
            case Strong():
                return self.strong(span.words) if span.words.strip() else ""
            case Mention():
                return self.mention(span.person)
            case At():
                return self.text(self.readers.clock(span))
            case Anchor():
                return self.anchor(span) if is_address(span.url) else self.text(span.words)

    def mention(self, person: str) -> str:
        return self.text(self.readers.name(person))

    @abstractmethod
    def text(self, words: str) -> str: ...

    @abstractmethod
    def heading(self, title: str) -> str: ...

    @abstractmethod
    def paragraph(self, said: Words) -> str: ...

    @abstractmethod
    def question(self, words: str) -> str: ...

    @abstractmethod
    def bullets(self, entries: tuple[Words, ...]) -> str: ...

    @abstractmethod
    def table(self, table: Table) -> str: ...

    @abstractmethod
    def picture(self, picture: Picture) -> str: ...

    @abstractmethod
    def strong(self, words: str) -> str: ...

    @abstractmethod
    def anchor(self, anchor: Anchor) -> str: ...
