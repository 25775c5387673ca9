"""Who is paged for an incident, when people ask for it and when its priority does."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from bot.domain.errors import UserError
from bot.domain.events import PageAsked, PageDelayed, PageEscalated, PageUnanswered, PeoplePaged, PhoneShown
from bot.domain.incident import ACTIVE, Act, Change, Incident
from bot.domain.paging import DRILL, HIGH, Page, PageState, service_of
from bot.domain.paging.source import of_name
from bot.domain.taxonomy import Taxonomy
from bot.domain.times.hours import is_open

ALWAYS, OFF_HOURS = "always", "off hours"
PATIENCE = timedelta(minutes=5)
"""How long it may take until somebody acknowledges a page."""

WORDS = 1000
"""Most characters of what somebody adds to a page."""

KEY = 255
"""Most characters of PagerDuty's incident_key."""


def asks_by_itself(incident: Incident, taxonomy: Taxonomy, now: datetime) -> bool:
    """Tell whether its priority pages people now without anybody's pressing a button."""
    paging = taxonomy.priorities[incident.priority].paging
    is_off = not is_open(taxonomy.hours_of(incident.category), now)
    return not incident.is_closed and (paging == ALWAYS or (paging == OFF_HOURS and is_off))


def usual_service(incident: Incident, taxonomy: Taxonomy) -> str:
    """Give the name of the service that is paged for its category; the worst fall back to the major one."""
    category = taxonomy.categories.get(incident.category)
    is_worst = taxonomy.priorities[incident.priority].rank == min(
        priority.rank for priority in taxonomy.priorities.values()
    )
    major = taxonomy.major.get("pagerduty_service", "") if is_worst else ""
    return (category.pagerduty_service if category else "") or major


def calls_nobody(incident: Incident, taxonomy: Taxonomy) -> bool:
    """Tell whether it should page at any hour, and there is no service that it could page."""
    always = taxonomy.priorities[incident.priority].paging == ALWAYS
    return always and not incident.pages and not usual_service(incident, taxonomy)


def ask_if_due(incident: Incident, taxonomy: Taxonomy, act: Act, *, left: Collection[str] = ()) -> Change:
    """Page as its priority says; a service that was paged for it before is not paged again by itself.

    left: services of which somebody moved its pages to others.
    """
    service = usual_service(incident, taxonomy)
    gone = {PageState.WITHDRAWN, PageState.LOST}
    before = {*left, *(page.service for page in incident.pages if page.state not in gone)}
    if not service or service in before or not asks_by_itself(incident, taxonomy, act.at):
        return Change(incident, ())
    return ask(incident, service, act)


def ask_again(before: Incident, after: Incident, taxonomy: Taxonomy, act: Act) -> Change:
    """Page anew, as it comes back, what goes on elsewhere there or is lost: what only ended is triggered."""
    change = Change(after, ())
    if before.status in ACTIVE or after.status not in ACTIVE:
        return change
    last = {page.service: page for page in sorted(after.pages, key=lambda page: page.is_open)}
    for service, page in last.items():
        is_gone = page.merged or page.state is PageState.LOST
        if is_gone and service_of(taxonomy.services, service).sends("status"):
            change = change.then(ask(change.incident, service, act))
    return change


def ask(incident: Incident, service: str, act: Act, *, words: str = "", urgency: str = HIGH) -> Change:
    """Page a service. Raises UserError where it is being paged for this incident already."""
    calling = next((page for page in incident.pages if page.service == service and page.is_open), None)
    if calling:
        who = ", ".join(calling.names) or "nobody yet"
        raise UserError(
            f"{service} is paged for {incident.ref} already ({who}). Call its next level, or page another.",
            {"service": f"{service} is paged already. Pick another one, or call its next level."},
        )
    if incident.is_closed:
        raise UserError(f"{incident.ref} is closed: nobody needs to be called. Reopen it first.")
    if len(words.strip()) > WORDS:
        sentence = f"Write at most {WORDS} characters: {len(words.strip()) - WORDS} too many."
        raise UserError(sentence, {"words": sentence})
    page = Page(_key(incident, service), service, act.at, act.by, urgency, words.strip())
    event = PageAsked(act.at, act.by, page=page.key, service=service, urgency=urgency, words=page.words)
    return Change(replace(incident, pages=(*incident.pages, page)), (event,))


def ask_instead(incident: Incident, page: Page, service: str, act: Act) -> Change:
    """Page this service in the place of one that PagerDuty does not have. Raises UserError as ask does."""
    rest = tuple(one for one in incident.pages if one.key != page.key)
    return ask(replace(incident, pages=rest), service, act, words=page.words, urgency=page.urgency)


def escalate(incident: Incident, key: str, level: int, act: Act, *, levels: int = 0) -> Change:
    """Call the people of the next level too. Raises UserError where nobody is being called.

    levels: how many its service has; 0 where that is not known.
    """
    page = on_level(page_of(incident, key), level, levels)
    event = PageEscalated(act.at, act.by, page=page.key, service=page.service, level=level)
    return Change(with_page(incident, page), (event,))


def fail_level(incident: Incident, called: PageEscalated) -> Incident:
    """PagerDuty does not call that level, so that it can be called anew."""
    page = page_of(incident, called.page)
    if page is None or page.level != called.level:
        return incident
    return with_page(incident, replace(page, level=max(1, page.level - 1)))


def on_level(page: Page | None, level: int, levels: int) -> Page:
    """Give the page that calls this level. Raises UserError where that cannot be, or it does already."""
    if page is None or not page.is_open or page.state is PageState.ASKED:
        raise UserError("That page calls nobody any more. Page the service again if you need its people.")
    if page.level >= level:
        raise UserError(f"Level {level} of {page.service} is called already. Page another service.")
    if levels and level > levels:
        raise UserError(f"{page.service} has no level {level}. Page another service.")
    return replace(page, level=level)


def show_phones(incident: Incident, service: str, people: tuple[str, ...], act: Act) -> Change:
    """Say that somebody looked up the numbers of these, by name. Raises UserError where there are none."""
    if incident.drill:
        raise UserError(f"{incident.ref} is a drill: nobody is phoned. Press Acknowledge to go on.")
    if not people:
        raise UserError(
            f"No phone number of anybody on call for {service} is known. Page another service, or ask in "
            "the channel who can reach them."
        )
    return Change(incident, (PhoneShown(act.at, act.by, service=service, people=people),))


def miss_answers(incident: Incident, act: Act) -> Change:
    """Say of each page that nobody has acknowledged for long enough, once."""
    events = []
    for page in incident.pages:
        is_silent = page.state is PageState.TRIGGERED and not page.unanswered
        if is_silent and page.waits_since + PATIENCE <= act.at:
            incident = with_page(incident, replace(page, unanswered=True))
            events.append(
                PageUnanswered(act.at, act.by, page=page.key, service=page.service, people=page.names)
            )
    return Change(incident, tuple(events))


def delay(incident: Incident, key: str, reason: str, act: Act) -> Change:
    """PagerDuty does not take it yet; said once."""
    page = page_of(incident, key)
    if page is None or page.delayed or page.state is not PageState.ASKED:
        return Change(incident, ())
    event = PageDelayed(act.at, act.by, page=key, service=page.service, reason=reason)
    return Change(with_page(incident, replace(page, delayed=True)), (event,))


def called(incident: Incident) -> tuple[str, ...]:
    """Give the Slack ids of those whom its pages call now."""
    calling = (one.person for page in incident.pages if page.is_open for one in page.people)
    return tuple(dict.fromkeys(filter(None, calling)))


def call_in(was: Incident, incident: Incident, act: Act) -> Change:
    """Say who is called that was not before: they are let in, also where they had left."""
    before = called(was)
    fresh = tuple(person for person in called(incident) if person not in before)
    if not fresh:
        return Change(incident, ())
    invited = tuple(one for one in incident.invited if one not in fresh or one in incident.members)
    return Change(replace(incident, invited=invited), (PeoplePaged(act.at, act.by, people=fresh),))


def is_wanted(incident: Incident, page: Page) -> bool:
    """Tell whether people are to be called: not for what is over, unless somebody asked afterwards."""
    is_asked = not incident.is_closed and page.asked_at > incident.since
    return not page.silenced and (incident.status in ACTIVE or is_asked)


def silence(incident: Incident, taxonomy: Taxonomy) -> Incident:
    """Call nobody any more, although it goes on: of its services those that are told of such."""
    pages = tuple(
        replace(page, silenced=page.is_open and service_of(taxonomy.services, page.service).sends("status"))
        for page in incident.pages
    )
    return replace(incident, pages=pages)


def answer_due(incident: Incident) -> datetime | None:
    """Give when somebody should have acknowledged what calls people now; None where nothing is waited for."""
    waiting = [
        page.waits_since
        for page in incident.pages
        if page.state is PageState.TRIGGERED and not page.unanswered
    ]
    return None if incident.is_closed or not waiting else min(waiting) + PATIENCE


def page_of(incident: Incident, key: str) -> Page | None:
    """Find a page by its key, or by its id in PagerDuty."""
    return next((page for page in incident.pages if key and key in {page.key, page.id}), None)


def with_page(incident: Incident, changed: Page) -> Incident:
    """Put a page in the place of the one with its key."""
    pages = tuple(changed if page.key == changed.key else page for page in incident.pages)
    return replace(incident, pages=pages)


def _key(incident: Incident, service: str) -> str:
    """Give what PagerDuty takes two pages for one by; in a new database `inc-7` is another incident.

    A page that was moved to another service keeps the key that it was asked for with.
    """
    begun, taken = int(incident.opened_at.timestamp()), {page.key for page in incident.pages}
    first = sum(page.service == service for page in incident.pages) + 1
    keys = (f"{incident.ref}:{begun}:{number}:{service}" for number in count(first))
    called = (f"{DRILL}{key}" if incident.drill else of_name(service).id(key) for key in keys)
    return next(key for key in (one[:KEY] for one in called) if key not in taken)
