"""What a post-mortem says before anybody has written in it: what Firebell knows, and what it asks."""

from hashlib import sha256

from bot.domain.documents import (
    Anchor,
    At,
    Block,
    Bullets,
    Document,
    Mention,
    Paragraph,
    Plain,
    Question,
    Section,
    Span,
    Strong,
    Table,
    Words,
)
from bot.domain.incident import Incident, LinkKind, Moment
from bot.domain.postmortem import Postmortem
from bot.domain.postmortem.material import Material
from bot.domain.rules import key_events
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.domain.tokens import is_token, name_of
from bot.views.documents.markdown import Markdown
from bot.views.postmortem import facts
from bot.views.words import duration

LONGEST = 250
"""Characters of a title: https://support.atlassian.com/confluence-cloud/docs/create-edit-and-publish-a-page/"""

QUESTIONS = (
    ("well", "What went well", "What helped, and should be kept?"),
    ("badly", "What went badly", "What cost time, and why?"),
    ("lucky", "Where we were lucky", "What could have made it worse, and did not?"),
)


KEYS = (
    "summary",
    "impacts",
    "roles",
    "key_events",
    "metrics",
    "timeline",
    "causes",
    *(key for key, _, _ in QUESTIONS),
    "follow_ups",
)
"""How templates call its parts."""


def title(incident: Incident) -> str:
    """Say of what it is; its first word is what it is found by."""
    said = f"{incident.ref} Post-mortem: {' '.join(incident.title.split())}"
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"


def compose(material: Material, most: int = 10_000) -> Document:
    """most: of the timeline, how many of the last facts are told."""
    incident = material.incident
    return Document(
        title(incident),
        (
            Section("summary", "Summary", _summary(material)),
            Section("impacts", "Impact", _impact(incident, material.taxonomy)),
            Section("roles", "People", _people(incident, material.taxonomy)),
            Section("key_events", "Key events", (_key_events(incident, material.taxonomy),)),
            Section("metrics", "Times between them", (_metrics(incident, material.taxonomy),)),
            Section("timeline", "Timeline", _timeline(material, most)),
            Section("causes", "Root causes", (Question("Why did it happen, and why was that possible?"),)),
            *(Section(key, name, (Question(asked),)) for key, name, asked in QUESTIONS),
            Section("follow_ups", "Follow-ups", _follow_ups(material)),
        ),
    )


def fresh(material: Material) -> str:
    """Give what Firebell would write now, as Markdown."""
    return Markdown(material.readers).write(compose(material))


def exported(material: Material) -> str:
    """Give what it says, as Markdown: what people wrote, where that was read."""
    there = material.incident.postmortem
    return material.text if there and there.edited and material.text else fresh(material)


def print_of(material: Material) -> str:
    """Give what is the same only for the same content."""
    return sha256(fresh(material).encode()).hexdigest()[:16]


def wanted(material: Material, there: Postmortem) -> Section | None:
    """Give what somebody wants told below what people wrote; its title, with its time, is like no other's."""
    told = [one for one in facts.late(material, there.reach) if one.number <= there.wanted]
    at = next((event.at for number, event in material.history if number == there.wanted), None)
    if not told or at is None:
        return None
    heading = f"Added by Firebell, {material.readers.clock(At(at, dated=True))}"
    return Section("later", heading, (Bullets(tuple(map(facts.line, told))),))


def _summary(material: Material) -> tuple[Block, ...]:
    incident, words = material.incident, material.taxonomy
    priority, category = words.priorities[incident.priority], words.categories.get(incident.category)
    group = words.groups.get(category.group) if category else None
    rows: list[Words] = [
        _row("Incident", Plain(incident.ref)),
        _row("Priority", Plain(f"{priority.key} {priority.name}")),
        _row("Category", Plain(" / ".join(one.name for one in (group, category) if one))),
        _row("Environment", Plain(", ".join(incident.environments))),
        _row("Declared", At(incident.opened_at, dated=True), Plain(" by "), _declarer(incident)),
        *_ended(incident),
        *_links(incident),
    ]
    said = incident.description.strip()
    about = (Paragraph((Plain(said),)),) if said else ()
    return (Paragraph((Strong(incident.title),)), *about, Bullets(tuple(rows)), _question_of(incident))


def _question_of(incident: Incident) -> Block:
    closure = incident.closure
    if closure and closure.message:
        return Paragraph((Strong("What ended it:"), Plain(f" {closure.message}")))
    return Question("What happened, in three sentences that somebody from another team understands?")


def _row(name: str, *said: Span) -> Words:
    return (Strong(name), Plain(": "), *said)


def _ended(incident: Incident) -> list[Words]:
    if incident.closed_at is None:
        return []
    return [_row("Closed", At(incident.closed_at, dated=True))]


def _links(incident: Incident) -> list[Words]:
    channel = incident.link(LinkKind.CHANNEL)
    named = f"#{channel.name}" if channel and channel.name else incident.ref
    found = [_row("Channel", Anchor(named, channel.url))] if channel and channel.url else []
    found += [_row("Ticket", Anchor(one.key, one.url)) for one in incident.tickets if one.is_there]
    return found + [
        _row("PagerDuty", Anchor(f"#{page.number} {page.service}", page.url))
        for page in incident.pages
        if page.url
    ]


def _impact(incident: Incident, words: Taxonomy) -> tuple[Block, ...]:
    hit = []
    for kind in words.impacts.values():
        level = kind.level(incident.impacts.get(kind.key, ""))
        if level:
            hit.append((Strong(kind.name), Plain(f": {level.name}")))
    asked = Question("How many were hit, for how long, and what did it cost?")
    return (Bullets(tuple(hit)), asked) if hit else (asked,)


def _people(incident: Incident, words: Taxonomy) -> tuple[Block, ...]:
    held = tuple(
        (Strong(kind.name), Plain(": "), _holder(incident.holder(kind.key)))
        for kind in offered(words.roles, incident.roles)
    )
    return (Bullets(held),) if held else (Paragraph((_declarer(incident), Plain(" declared it."))),)


def _declarer(incident: Incident) -> Plain | Mention:
    """A program is nobody who could be mentioned."""
    by = incident.declared_by
    return Plain(f"token {name_of(by)}") if is_token(by) else Mention(by)


def _holder(person: str) -> Plain | Mention:
    return Mention(person) if person else Plain("nobody")


def _key_events(incident: Incident, words: Taxonomy) -> Block:
    moments = [
        ((Plain(kind.name),), _moment(incident.key_events.get(kind.key)))
        for kind in offered(words.key_events, incident.key_events)
    ]
    return Table(("Key event", "When"), tuple(moments))


def _metrics(incident: Incident, words: Taxonomy) -> Block:
    found = key_events.metrics(incident.key_events, words)
    spans = [(Strong(words.metrics[key].name), Plain(f": {duration(span)}")) for key, span in found.items()]
    return Bullets(tuple(spans)) if spans else Paragraph((Plain("Not known: key events are missing."),))


def _moment(there: Moment | None) -> Words:
    if there is None:
        return (Plain("not said yet"),)
    return (At(there.at, dated=True),) if there.at else (Plain("nobody knows"),)


def _timeline(material: Material, most: int) -> tuple[Block, ...]:
    told = facts.timeline(material)
    first, shown = told[0].at if told else None, told[-most:]
    lines = [facts.line(fact, first if place else None) for place, fact in enumerate(shown)]
    left = len(told) - len(shown)
    before = [(Plain(f"and {left} before that, in Slack"),)] if left else []
    return (Bullets((*before, *lines)),) if lines else (Paragraph((Plain("Nothing was told."),)),)


def _follow_ups(material: Material) -> tuple[Block, ...]:
    entries = []
    for task in material.tasks:
        state = "done" if task.done_at else f"due {task.due_on:%Y-%m-%d}" if task.due_on else "to be done"
        entries.append((Plain(f"{task.title} ("), _holder(task.owner), Plain(f", {state})")))
    asked = Question("What keeps it from happening again? /incident tasks add puts it here.")
    return (Bullets(tuple(entries)), asked) if entries else (asked,)
