"""Which texts people typed: of an event, of an incident, of a page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from bot.domain import events as e
from bot.domain.incident import Closure, Incident
from bot.domain.own_fields import FieldKind, OwnField
from bot.domain.paging import Page

Clean = Callable[[str], str]
"""Gives a text without what must not be there."""

TYPED = {"message", "words", "title", "description", "reason", "justification", "waiver", "reference"}
"""What fields of events are called that hold what somebody typed, or quote it."""

CODES = {(e.IncidentClosed, "reason")}
"""What is called so and holds none."""

BESIDES: Mapping[type[e.Event], tuple[str, ...]] = {
    e.IncidentUpdated: ("was", "becomes"),
    e.TicketChanged: ("value",),
    e.FieldSet: ("was", "becomes"),
}
"""What is called otherwise and holds some: of a mapping what stands under such a name."""

FREE = (FieldKind.TEXT, FieldKind.NUMBER, FieldKind.LINK)
"""Own fields in which anything can be typed."""

_Event = TypeVar("_Event", bound=e.Event)


def of_event(event: e.Event) -> list[str]:
    """Give its texts, those that say most first."""
    found = [text for name in _names(event) for text in _of(getattr(event, name))]
    return sorted(filter(None, found), key=len, reverse=True)


def clean_event(event: _Event, clean: Clean) -> _Event:
    return replace(event, **{name: _cleaned(getattr(event, name), clean) for name in _names(event)})


def clean_incident(incident: Incident, clean: Clean, own: Mapping[str, OwnField]) -> Incident:
    """Clean all that stands on it. Of its tickets only what both sides agreed on is left: it follows."""
    free = {key for key, one in own.items() if one.kind in FREE}
    news = incident.news
    return replace(
        incident,
        title=clean(incident.title),
        description=clean(incident.description),
        news=replace(news, message=clean(news.message)) if news else None,
        closure=_closure(incident.closure, clean),
        fields={
            key: tuple(map(clean, texts)) if key in free else tuple(texts)
            for key, texts in incident.fields.items()
        },
        pages=tuple(replace(page, words=clean(page.words)) for page in incident.pages),
    )


def places(incident: Incident, becomes: Incident, own: Mapping[str, OwnField]) -> Iterator[tuple[str, str]]:
    """Say where the two differ, and what stood there."""
    if incident.title != becomes.title:
        yield "the title", incident.title
    if incident.description != becomes.description:
        yield "the description", incident.description
    if incident.closure != becomes.closure and incident.closure:
        yield "what was said at the end", incident.closure.message
    for key, texts in incident.fields.items():
        if tuple(texts) != becomes.fields[key]:
            yield f"the field {own[key].name}", ", ".join(texts)
    pages: Iterator[tuple[Page, Page]] = zip(incident.pages, becomes.pages, strict=True)
    for page, cleaned in pages:
        if page.words != cleaned.words:
            yield f"what {page.service} was paged with", page.words


def _names(event: e.Event) -> list[str]:
    kind = type(event)
    if isinstance(event, e.FieldSet) and event.kind not in FREE:
        return []
    named = [one.name for one in fields(event) if one.name in TYPED and (kind, one.name) not in CODES]
    return [*named, *BESIDES.get(kind, ())]


def _of(said: Any) -> list[str]:
    match said:
        case str():
            return [said]
        case Mapping():
            return [str(value) for name, value in said.items() if name in TYPED and value]
        case tuple():
            return [str(one) for one in said]
    return []


def _cleaned(said: Any, clean: Clean) -> Any:
    match said:
        case str():
            return clean(said)
        case Mapping():
            return {name: clean(value) if name in TYPED and value else value for name, value in said.items()}
        case tuple():
            return tuple(map(clean, said))
    return said


def _closure(said: Closure | None, clean: Clean) -> Closure | None:
    if said is None:
        return None
    return replace(
        said,
        message=clean(said.message),
        reference=clean(said.reference),
        waiver=clean(said.waiver),
    )
