"""The form that takes words out of an incident: it shows first what goes, and what no app can take away."""

import hashlib
import json
from collections.abc import Iterator

from bot.domain.events import Event, NoteAdded
from bot.domain.incident import Incident
from bot.domain.redacting.rule import FIELD, PAPER, Found
from bot.domain.redacting.words import GONE, MOST
from bot.domain.ticketing.systems import JIRA, RT
from bot.views import blocks as b
from bot.views import entered
from bot.views.words import clock_time, escape, fit, listed
from bot.views.work.happenings import SENTENCES, one_line

CALLBACK = "redact_text"
WORD = "redact"
"""The subcommand."""

SHOWN = 12
"""Places that are shown one by one."""


def render(incident: Incident, words: str, found: Found | None) -> b.Block:
    """found: what would go; None where nobody has said yet what is to."""
    ready = found is not None and not found.is_nothing
    field = b.text_field(FIELD, most=MOST, initial=words, multiline=True, example="The words, as they stand")
    hint = f"Wherever they stand, {GONE} stands then. Capitals and line breaks do not matter."
    rows = [
        b.entry(FIELD, "Which words must go?", field, hint=hint),
        *(_preview(incident, found) if found else []),
    ]
    memory = json.dumps({"incident": incident.id, "seen": _seen(words) if ready else ""})
    return b.modal(
        f"Redact {incident.ref}"[:24],
        rows,
        callback=CALLBACK,
        submit="Redact" if ready else "Show what goes",
        close="Cancel",
        memory=memory,
    )


def done(incident: Incident) -> b.Block:
    """Say that it is done; whatever lies below was drawn before."""
    said = (
        f"The words are taken out of {incident.ref}. Firebell's own messages, and what it wrote in other "
        "systems, follow now; what cannot be changed there is told in the incident's channel."
    )
    return b.modal(f"Redact {incident.ref}"[:24], [b.section(said)], closes_all=True)


def parse(view: entered.View) -> tuple[int, str, bool]:
    """Give the incident, the words, and whether what they stand in was shown for these very words."""
    kept, words = entered.memory(view), entered.typed(view, FIELD).strip()
    return kept["incident"], words, kept["seen"] == _seen(words)


def _seen(words: str) -> str:
    """The view brings back no more than it must: whether the words are still those that were looked for."""
    return hashlib.sha256(words.strip().encode()).hexdigest()[:16]


def _preview(incident: Incident, found: Found) -> list[b.Block]:
    if found.is_nothing:
        return [b.section(f"These words stand nowhere in {incident.ref}. Give them as they stand, or fewer.")]
    places = [f"• {fit(place, 100)}: {fit(one_line(text), 160)}" for place, text in found.places]
    lines = [*places, *(_line(event) for event in found.stood)]
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    count = "1 place" if len(lines) == 1 else f"{len(lines)} places"
    return [
        b.section("\n".join([f"*They stand in {count}*", *lines[:SHOWN], *more])),
        b.section("\n".join(["*What happens*", *(f"• {said}" for said in _happens(incident, found))])),
        b.section("\n".join(["*What stays*", *(f"• {said}" for said in _stays(incident, found))])),
    ]


def _line(event: Event) -> str:
    said = SENTENCES[type(event)](event)
    return f"• {clock_time(event.at)} {said if len(said) < 200 else said[:200].rpartition(' ')[0] + '…'}"


def _happens(incident: Incident, found: Found) -> Iterator[str]:
    yield (
        f"{escape(GONE)} takes their place on the timeline, in search, and in all that Firebell posted: in "
        "the channel, under the announcement, where it is followed."
    )
    keys = [escape(one.name) for one in incident.tickets if one.is_there and one.own]
    if keys and any(one.system == JIRA.name for one in incident.tickets):
        yield f"Likewise in {listed(keys)}: summary, description, and the comments that Firebell wrote."
    elif keys:
        yield f"Likewise in {listed(keys)}: its subject."
    if any(place == PAPER for place, _ in found.places):
        yield "Likewise in the post-mortem, also in what people wrote there."
    if any(page.id for page in incident.pages):
        yield "The titles of pages that are not resolved follow."
    yield "The timeline and the history of the settings say that you did it, and never what the words were."


def _stays(incident: Incident, found: Found) -> Iterator[str]:
    links = [f"<{event.url}|message>" for event in found.stood if isinstance(event, NoteAdded) and event.url]
    where = f" ({', '.join(links[:10])})" if links else ""
    yield f"What people wrote in Slack themselves{where}: only they or an admin can delete that there."
    if any(place == PAPER for place, _ in found.places):
        yield "Earlier versions of the post-mortem, where its home keeps them: an admin can delete these."
    yield "What Firebell sent to people directly: an app cannot look through these messages."
    if found.incident.title != incident.title:
        yield "Slack's own line in the channel that names its former topic: an admin can delete it there."
    if incident.archived:
        yield "What stands in the archived channel: unarchive it first, if that must go too."
    if any(page.id for page in incident.pages):
        yield "Notes in PagerDuty, and what it called people with: it lets nobody change these."
    if any(one.is_there and one.system == JIRA.name for one in incident.tickets):
        yield "What others wrote into the ticket, and its history of changes: Jira's admins can delete these."
    if any(one.is_there and one.system == RT.name for one in incident.tickets):
        yield "In RT all but the ticket's subject: RT's admins can delete what was written there."
