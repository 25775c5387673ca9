"""The timeline as a modal: a page of it, by days, with the ways to add, correct and take away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.events import Event
from bot.domain.incident import Incident
from bot.domain.times.typed import zone_of
from bot.views import blocks as b
from bot.views import entered
from bot.views.timeline.entries import Entry, entries, typed, whole
from bot.views.words import fit
from bot.views.work import menu

CALLBACK = "timeline"
ADD, TURN, NOTE, ROW = "add_note", "turn_timeline", "note_menu", "redact_entry"
CORRECT, REMOVE, REDACT = "correct", "remove", "redact"
SHOWN = 30
"""Entries on a page: with their days they stay below the 100 blocks that Slack shows."""


@dataclass(frozen=True)
class Place:
    """Where somebody reads: page 0 is the newest. `everything`: also what is minor."""

    incident: int
    page: int = 0
    everything: bool = False

    @property
    def said(self) -> str:
        return f"{self.incident}:{self.page}:{int(self.everything)}"


def place(said: str) -> Place:
    """Read it from a button's value, or from what a view brings back."""
    number, page, everything = said.split(":")
    return Place(int(number), int(page), everything == "1")


def of_view(view: entered.View) -> Place:
    return place(str(view["private_metadata"]))


def render(
    incident: Incident, history: Iterable[Event], where: Place, zone: str, *, redacts: bool = False
) -> b.Block:
    """zone: the reader's. redacts: whether they may take words out."""
    shown = entries(history, everything=where.everything)
    pages = max(1, -(-len(shown) // SHOWN))
    page = min(where.page, pages - 1)
    end = len(shown) - page * SHOWN
    rows = [
        b.section(f"*{incident.ref}* {fit(incident.title, 300)}"),
        _ways(incident, where, page),
        *_by_days(shown[max(0, end - SHOWN) : end], zone, redacts=redacts),
        *_turns(where, page, pages),
    ]
    memory = Place(incident.id, page, where.everything).said
    return b.modal(f"Timeline of {incident.ref}"[:24], rows, callback=CALLBACK, memory=memory)


def added(incident: Incident, said: str = "") -> b.Block:
    """Answer who put something there. said: how the time that they typed was read."""
    text = f"It is on the timeline of {incident.ref}{f': {said}' if said else ''}."
    rows = [b.section(text, menu.button(incident, "Timeline", "timeline"))]
    return b.message(text, rows)


def chosen(value: str) -> tuple[str, str]:
    """Read what to do with a note, and its name, from an entry of its menu."""
    deed, _, note = value.partition(" ")
    return deed, note


def _ways(incident: Incident, where: Place, page: int) -> b.Block:
    turned = Place(incident.id, 0, not where.everything).said
    label = "Only what matters" if where.everything else "Show everything"
    return b.actions(
        b.button("Add a note", ADD, Place(incident.id, page, where.everything).said, style="primary"),
        b.button(label, f"{TURN}:everything", turned),
    )


def _by_days(shown: Sequence[Entry], zone: str, *, redacts: bool) -> list[b.Block]:
    """Put each day's name before it, in the reader's zone."""
    here, day, rows = zone_of(zone), None, list[b.Block]()
    for entry in shown:
        today: date = entry.at.astimezone(here).date()
        if today != day:
            rows.append(b.header(f"{today:%A, %-d %B %Y}"))
            day = today
        rows.append(_row(entry, redacts=redacts and bool(typed(entry))))
    return rows or [b.context("Nothing has happened yet. Add a note, or put 📌 on a message.")]


def _row(entry: Entry, *, redacts: bool) -> b.Block:
    if entry.note is None:
        redact = b.button("Redact", ROW, str(entry.number)) if redacts else None
        return b.section(fit_lines(whole(entry)), redact)
    name = entry.note.key
    options = [b.option("Correct", f"{CORRECT} {name}"), b.option("Take away", f"{REMOVE} {name}")]
    options += [b.option("Redact", f"{REDACT} {entry.number}")] if redacts else []
    return b.section(fit_lines(whole(entry)), b.overflow(NOTE, options))


def fit_lines(text: str) -> str:
    """Slack takes 3,000 characters; what was typed is escaped already."""
    return text if len(text) <= 3000 else text[:2990].rpartition(" ")[0] + " …"


def _turns(where: Place, page: int, pages: int) -> list[b.Block]:
    if pages == 1:
        return []
    ways = []
    if page + 1 < pages:
        ways.append(
            b.button("Older", f"{TURN}:older", Place(where.incident, page + 1, where.everything).said)
        )
    if page:
        ways.append(
            b.button("Newer", f"{TURN}:newer", Place(where.incident, page - 1, where.everything).said)
        )
    return [b.context(f"Page {pages - page} of {pages}"), b.actions(*ways)]
