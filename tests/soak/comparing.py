"""Holds the three sides, the database and what people were told against each other; names what differs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from harness import Bell, Workspace

from bot.domain.incident import Incident, LinkKind
from bot.domain.paging import Page, PageState
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Synced
from bot.domain.ticketing.comparing import COMPARED, fits, ours
from bot.store import incidents, tables, taxonomy
from soak.people import Deed, Journal, Told

Json = dict[str, Any]
RESOLVED = "resolved"


@dataclass(frozen=True)
class Kept:
    """What the database holds."""

    incidents: tuple[Incident, ...]
    events: tuple[tuple[int, str, Json], ...]
    words: Taxonomy
    dead: tuple[str, ...]
    """What was given up, each named."""


@dataclass(frozen=True)
class Outside:
    """What the three sides show."""

    channels: list[Json]
    pages: list[Json]
    issues: list[Json]


async def look(workspace: Workspace, bell: Bell) -> tuple[Kept, Outside]:
    state = await workspace.get("state")
    kept = await bell.firebell.db.read(_kept)
    return kept, Outside(state["slack"]["channels"], state["pagerduty"]["incidents"], state["jira"]["issues"])


def differences(kept: Kept, outside: Outside, journal: Journal) -> list[str]:
    """Name all that is missing, doubled, or says something else than it should."""
    return [
        *_of_declarations(kept, journal),
        *_of_words(kept, outside, journal),
        *_of_channels(kept, outside),
        *_of_doubles(outside),
        *_of_pages(kept, outside),
        *_of_tickets(kept, outside),
        *kept.dead,
    ]


def _kept() -> Kept:
    numbers = [row.id for row in tables.Incident.select(tables.Incident.id).order_by(tables.Incident.id)]
    found = [incidents.get(number) for number in numbers]
    events: Any = tables.Event.select().order_by(tables.Event.id)
    failed = tables.Delivery.select().where(tables.Delivery.state == "failed")
    lost = tables.Telling.select().where(tables.Telling.state == "failed")
    dead = [f"{row.subject}: {row.effect} was given up: {row.reason}" for row in failed]
    dead += [f"{row.source} {row.kind} {row.object} could not be heard: {row.reason}" for row in lost]
    return Kept(
        tuple(one for one in found if one),
        tuple((row.incident_id, row.kind, row.said) for row in events),
        taxonomy.load(),
        tuple(dead),
    )


def _of_declarations(kept: Kept, journal: Journal) -> Iterator[str]:
    """What was accepted is there once, what was refused or never sent is not, the rest at most once."""
    titles = Counter(one.title for one in kept.incidents)
    for deed in journal.deeds:
        if deed.kind == "declare":
            there = titles.pop(f"Soak {deed.words}", 0)
            yield from _counted(deed, there, "incidents")
    yield from (f"nobody declared {title!r}" for title in titles)


def _of_words(kept: Kept, outside: Outside, journal: Journal) -> Iterator[str]:
    """Each update, comment, page and end stands once in the timeline, and once in its channel."""
    said = Counter(_known_words(f"{message}" for _, _, message in kept.events))
    posted = Counter(_known_words(_posts(outside)))
    closed = {one.id for one in kept.incidents if one.is_closed}
    for deed in journal.deeds:
        if deed.kind == "declare":
            continue
        there = said[deed.words]
        yield from _counted(deed, there, "entries of the timeline")
        if deed.kind in {"update", "comment"} and posted[deed.words] != there:
            yield f"{_named(deed)}: {there} in the timeline, {posted[deed.words]} in Slack"
        if deed.kind == "close" and there and deed.number not in closed:
            yield f"{_named(deed)}: it is not closed"


def _counted(deed: Deed, there: int, what: str) -> Iterator[str]:
    least = int(deed.told is Told.ACCEPTED)
    most = 0 if deed.told is Told.REFUSED or not deed.pressed else 1
    if not least <= there <= most:
        yield f"{_named(deed)}, told {deed.told} after {deed.presses} presses: {there} {what}"


def _of_channels(kept: Kept, outside: Outside) -> Iterator[str]:
    """Each incident has one channel with one card, pinned, and an announcement; its topic says how it is."""
    channels: dict[str, list[Json]] = {}
    for channel in outside.channels:
        if re.match(r"\d{8}-\d+-", channel["name"]):
            channels.setdefault(f"inc-{channel['name'].split('-')[1]}", []).append(channel)
    marks = Counter((kind, ref) for channel in outside.channels for kind, ref in _marks(channel))
    for one in kept.incidents:
        found = channels.pop(one.ref, [])
        if len(found) != 1:
            yield f"{one.ref}: {len(found)} channels"
            continue
        (channel,) = found
        link = one.link(LinkKind.CHANNEL)
        if not link or link.key != channel["id"]:
            yield f"{one.ref}: its channel is another one"
        pinned = 2 if one.link(LinkKind.POSTMORTEM) else 1
        if (marks["firebell_card", one.ref], len(channel["pins"])) != (1, pinned):
            yield f"{one.ref}: {marks['firebell_card', one.ref]} cards, {len(channel['pins'])} pins"
        if marks["firebell_announcement", one.ref] > 1:
            yield f"{one.ref}: {marks['firebell_announcement', one.ref]} announcements"
        topic = _topic(channel).casefold()
        if not topic.startswith(f"{one.ref} · {one.priority} ".casefold()) or f" {one.status} " not in topic:
            yield f"{one.ref} is {one.status}, {one.priority}; its topic says {topic!r}"
        if one.opened_by not in channel["members"]:
            yield f"{one.ref}: who declared it is not in its channel"
    yield from (f"{ref}: a channel and no incident" for ref in channels)


def _of_doubles(outside: Outside) -> Iterator[str]:
    """Whatever Firebell posts is marked with what it is posted for: no mark stands twice in one channel."""
    for channel in outside.channels:
        for (kind, ref), count in Counter(_marks(channel)).items():
            if count > 1:
                yield f"#{channel['name']}: {kind} of {ref} stands there {count} times"


def _of_pages(kept: Kept, outside: Outside) -> Iterator[str]:
    there: dict[str, list[Json]] = {}
    for shown in outside.pages:
        if shown["title"].startswith("inc-"):
            there.setdefault(shown["incident_key"], []).append(shown)
    for one in kept.incidents:
        if one.priority == "P1" and not one.pages:
            yield f"{one.ref}: nobody was paged"
        for page in one.pages:
            yield from _of_page(one, page, there.pop(page.key, []))
    yield from (f"{key}: a page and no incident" for key in there)


def _of_page(one: Incident, page: Page, found: list[Json]) -> Iterator[str]:
    """It is there once, unless it was withdrawn before, and both sides say the same of it."""
    if len(found) != int(page.state is not PageState.WITHDRAWN):
        yield f"{one.ref}: {len(found)} pages for {page.service}, which is {page.state} here"
    for shown in found:
        is_over = shown["status"] == RESOLVED
        if is_over is page.is_open or (one.is_closed and not is_over):
            yield f"{one.ref} is {one.status}, its page {page.state}; in PagerDuty it is {shown['status']}"


def _of_tickets(kept: Kept, outside: Outside) -> Iterator[str]:
    there = Counter(label for issue in outside.issues for label in issue["fields"]["labels"])
    issues = {issue["key"]: issue["fields"] for issue in outside.issues}
    for one in kept.incidents:
        if len(one.tickets) != 1 or there[one.ref] != 1:
            yield f"{one.ref}: {len(one.tickets)} tickets here, {there[one.ref]} in Jira"
            continue
        fields = issues[one.tickets[0].key]
        values = {
            Synced.STATUS: fields["status"]["name"],
            Synced.PRIORITY: fields["priority"]["id"],
            Synced.SUMMARY: fields["summary"],
        }
        for what in COMPARED:
            here = ours(one, one.tickets[0], kept.words)[what]
            if what in values and not fits(what, here, values[what], kept.words):
                yield f"{one.ref}: {what} is {here} here, and {values[what]} in Jira"


def _posts(outside: Outside) -> Iterator[str]:
    for channel in outside.channels:
        if channel["name"][:2] == "20":
            for message in channel["messages"]:
                if message.get("metadata", {}).get("event_type") != "firebell_card":
                    yield str(message.get("text", ""))


def _known_words(texts: Iterable[str]) -> Iterator[str]:
    """Give the words of deeds, once for each text in which they stand."""
    for text in texts:
        yield from set(re.findall(r"\bw\d+w\b", text))


def _marks(channel: Json) -> Iterator[tuple[str, str]]:
    for message in channel["messages"]:
        if mark := message.get("metadata"):
            yield mark["event_type"], str(mark["event_payload"].get("ref"))


def _topic(channel: Json) -> str:
    topic = channel["topic"]
    return str(topic.get("value", "") if isinstance(topic, dict) else topic)


def _named(deed: Deed) -> str:
    return f"{deed.kind} {deed.words} by {deed.by}" + (f" on inc-{deed.number}" if deed.number else "")
