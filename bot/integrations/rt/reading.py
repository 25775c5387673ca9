"""Tickets of Request Tracker as they are read.

Ids come as texts or as numbers; of a ticket that was merged into another one the other is read.

https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html#Tickets
"""

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from bot.domain.ticketing import Comment, Seen, Stranger, Synced
from bot.integrations.rest import Said
from bot.integrations.rt.client import SOURCE, understood

PEOPLE = "Name,RealName,EmailAddress"
TICKET = {"fields[Queue]": "Name", "fields[Creator]": PEOPLE}
"""What is read of a ticket besides its own fields."""

HISTORY = {"fields": "Type,Field,OldValue,NewValue,Data,Created,Creator,ObjectId", "fields[Creator]": PEOPLE}
ATTACHMENTS = {"fields": "TransactionId,ContentType,Filename"}

TALK = ("Comment", "Correspond")
ENDED = ("resolved", "rejected", "deleted")
"""Statuses of RT's own life of a ticket in which nobody works on it any more."""

MARK = "firebell:"
"""Begins the address that a ticket of ours refers to: RT takes any there."""

OURS = re.compile(r"inc-\d+, Firebell \d+")

TextPart = Mapping[str, Any]


def marker(ref: str, number: int) -> str:
    """Give the subject of a comment of ours: by it it is known again, and never comes back."""
    return f"{ref}, Firebell {number}"


def key_of(number: object) -> str:
    """Give how people call a ticket."""
    return f"RT#{number}"


def address_of(site: str, number: object) -> str:
    return f"{site}/Ticket/Display.html?id={number}"


@understood()
def seen_of(said: Said, history: Iterable[Said], site: str, mark: str) -> Seen:
    """Read one. `site`: the address of RT. `history`: what happened to it."""
    number, status = said["id"], str(said["Status"])
    return Seen(
        id=str(number),
        key=key_of(number),
        url=address_of(site, number),
        values={str(Synced.SUMMARY): str(said.get("Subject") or ""), str(Synced.STATUS): status},
        status=status,
        done=status in ENDED,
        mark=mark,
        comments=tuple(str(one["id"]) for one in history if one["Type"] in TALK),
        changed_by=_changed_by(history),
        place=queue_of(said),
    )


@understood()
def stranger_of(said: Said, history: Iterable[Said], site: str, words: str) -> Stranger:
    """Read one that is no ticket of ours as far as we know. It is as young as its last change of queue.

    Its history holds what happened to those that were merged into it.
    """
    moved = [one["Created"] for one in history if one["Field"] == "Queue"]
    moments = [datetime.fromisoformat(one) for one in (said["Created"], *moved)]
    seen, who = seen_of(said, history, site, ""), _name(said["Creator"])
    merged = tuple(sorted({str(one["ObjectId"]) for one in history} - {seen.id}))
    return Stranger(seen, "", max(moments), words, who=who, system=SOURCE, merged=merged)


@understood()
def queue_of(said: Said) -> str:
    """Give the name of its queue; empty where we may not see that."""
    return str(said["Queue"].get("Name") or "")


@understood()
def mark_of(said: Said) -> str:
    """Give the mark that Firebell left on it; empty where it is none of ours."""
    marks = (one.removeprefix(MARK) for one in links_of(said) if one.startswith(MARK))
    return next(marks, "")


@understood()
def links_of(said: Said) -> list[str]:
    """Give the addresses that it refers to."""
    return [str(one["_url"]) for one in said["_hyperlinks"] if one["ref"] == "refers-to"]


@understood()
def referred_of(said: Said) -> list[str]:
    """Give the ids of the tickets that it refers to."""
    links = (one for one in said["_hyperlinks"] if one["ref"] == "refers-to")
    return [str(one["id"]) for one in links if one.get("type") == "ticket"]


@understood()
def fields_of(said: Said) -> dict[str, str]:
    """Give the first value of each custom field, by name; without the right to see them there are none."""
    return {str(one["name"]): str((one["values"] or [""])[0] or "") for one in said["CustomFields"]}


def sentence_of(answer: object, number: str) -> str:
    """Give what RT said to a change."""
    said = [str(one).removeprefix(f"Ticket {number}: ") for one in answer] if isinstance(answer, list) else []
    return " ".join(said)[:300] or "RT did not take it, and does not say why."


@understood()
def reporter_of(said: Said) -> tuple[str, str, str]:
    """Give account, e-mail address and name of who made it."""
    person = said["Creator"]
    return str(person["id"]), str(person.get("EmailAddress") or ""), _name(person)


@understood()
def spoken_of(history: Iterable[Said]) -> list[Said]:
    """Give what others wrote there, the oldest first; what Firebell wrote itself is no news."""
    return [
        one
        for one in history
        if one["Type"] in TALK and not OURS.fullmatch(str(one.get("Data") or "").strip())
    ]


@understood()
def written_of(history: Iterable[Said]) -> set[str]:
    """Give the subjects of the comments that Firebell wrote."""
    subjects = (str(one.get("Data") or "").strip() for one in history if one["Type"] in TALK)
    return {one for one in subjects if OURS.fullmatch(one)}


@understood()
def part_of(parts: Iterable[TextPart], transaction: str) -> TextPart | None:
    """Choose what somebody wrote, among that and the files that came with it: plain text before HTML."""
    texts = [one for one in parts if str(one["TransactionId"]) == transaction and not one.get("Filename")]
    order = ("text/plain", "text/html")
    return next((one for kind in order for one in texts if one["ContentType"] == kind), None)


@understood()
def text_of(attachment: Said) -> str:
    """Give the words of one, as plain text."""
    words = base64.b64decode(attachment["Content"] or "").decode("utf-8", "replace")
    return _without_tags(words) if attachment["ContentType"] == "text/html" else words.strip()


@understood()
def comment_of(mark: str, transaction: Said, words: str) -> Comment:
    return Comment(mark, str(transaction["id"]), words, _name(transaction["Creator"]))


class _Plain(HTMLParser):
    """Gathers what people read of a page."""

    BREAKS = ("br", "p", "div", "li", "tr", "blockquote", "pre")
    UNREAD = ("script", "style", "head")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its own
        self._unread += tag in self.UNREAD
        self.words += ["\n"] if tag in self.BREAKS else []

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in self.UNREAD and self._unread > 0

    def handle_data(self, data: str) -> None:
        self.words += [] if self._unread else [data]


def _without_tags(words: str) -> str:
    plain = _Plain()
    plain.feed(words)
    plain.close()
    lines = (" ".join(line.split()) for line in "".join(plain.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _changed_by(history: Iterable[Said]) -> dict[str, str]:
    """Name who changed each value last."""
    found = {}
    for one in history:
        what = {"Status": Synced.STATUS, "Subject": Synced.SUMMARY}.get(str(one["Field"]))
        if what:
            found[str(what)] = _name(one["Creator"])
    return found


def _name(person: Mapping[str, Any]) -> str:
    return str(person.get("RealName") or person.get("Name") or person["id"])
