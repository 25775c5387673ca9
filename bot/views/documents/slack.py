"""Parts of a document in a message of Slack's, and what our own messages say as parts of a document."""

import re
from datetime import UTC, datetime

from bot.domain.documents import Anchor, At, Mention, Plain, Span, Strong, Words
from bot.views.documents.notation import is_address, printable
from bot.views.words import bold, clock_time, escape, moment, person

_MARKUP = re.compile(r"<([^<>]*)>")
_DATE = re.compile(r"!date\^(\d+)\^([^|]*)\|.*")
_EMOJI = re.compile(r"^:(?:lock|warning): ")
"""Begins some of our sentences, and says nothing that they do not."""


def written(words: Words) -> str:
    """Give them as mrkdwn."""
    return "".join(map(_span, words))


def _span(span: Span) -> str:
    match span:
        case Plain():
            return escape(printable(span.words))
        case Strong():
            return bold(escape(printable(span.words)))
        case Mention():
            return person(span.person)
        case At():
            return moment(span.moment) if span.dated else clock_time(span.moment)
        case Anchor():
            words = escape(printable(span.words))
            return f"<{span.url}|{words}>" if is_address(span.url) else words


def read(said: str) -> Words:
    """Read what one of our sentences says. What people typed in it was escaped, so all markup is ours."""
    parts = _MARKUP.split(_EMOJI.sub("", said))
    found = [_marked(part) if place % 2 else Plain(_unescaped(part)) for place, part in enumerate(parts)]
    return tuple(span for span in found if span != Plain(""))


def _marked(part: str) -> Span:
    date = _DATE.fullmatch(part)
    if date:
        return At(datetime.fromtimestamp(int(date[1]), UTC), dated="{date" in date[2])
    if part.startswith("@"):
        return Mention(part[1:])
    address, _, words = part.partition("|")
    if is_address(address):
        return Anchor(_unescaped(words or address), address)
    return Plain(words or address)


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shortened(words: Words, most: int) -> Words:
    """Give as many of them as fit into about that many characters."""
    found: list[Span] = []
    for span in words:
        size = len(_span(span))
        if size > most:
            return (
                (*found, Plain(f"{span.words[:most].rstrip()}…")) if isinstance(span, Plain) else tuple(found)
            )
        found.append(span)
        most -= size
    return tuple(found)
