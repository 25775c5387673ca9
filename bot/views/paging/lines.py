"""The pages of an incident as they are now, a line each, with what can be done where nobody comes."""

from bot.domain.board import Sight
from bot.domain.incident import ACTIVE, Incident
from bot.domain.paging import DRILL, Callee, Page, PageState
from bot.domain.paging.asking import calls_nobody
from bot.views import blocks as b
from bot.views.paging import buttons
from bot.views.paging.sentences import is_called, nobody
from bot.views.words import bold, category, clock_time, fit, listed, person
from bot.views.work import menu

MOST = 6
"""Pages that a card shows; the timeline has them all."""

SEND = "send_page"
"""The effect that asks PagerDuty."""


def on_card(sight: Sight) -> list[b.Block]:
    """The newest ones; what nobody is called for any more is small."""
    incident = sight.incident
    rows = _nobody(sight)
    for page in incident.pages[-MOST:]:
        said = line(sight, page)
        if page.is_open or page.state is PageState.LOST:
            rows.append(b.section(said))
            pressed = _presses(incident, page, sight)
            rows += [b.actions(*pressed)] if pressed else []
        else:
            rows.append(b.context(said))
    return rows


def _nobody(sight: Sight) -> list[b.Block]:
    """Where everybody takes it for granted that somebody is paged, and nobody is."""
    incident = sight.incident
    if not sight.pages or incident.status not in ACTIVE or not calls_nobody(incident, sight.taxonomy):
        return []
    said = f"*Nobody is paged:* no PagerDuty service stands for {category(incident, sight.taxonomy)}"
    return [b.section(f":warning: {said}.", menu.button(incident, "Page someone", menu.PAGE))]


def line(sight: Sight, page: Page) -> str:
    """Say how far it is. Paged is who PagerDuty says that it calls, and nobody else."""
    return _asked(sight, page, fit(page.service, 80)) if page.state is PageState.ASKED else taken(page)


def taken(page: Page) -> str:
    """Say how far one is that PagerDuty took, or that nobody was called for."""
    service, link = fit(page.service, 80), _link(page)
    match page.state:
        case PageState.TRIGGERED:
            return f"{_triggered(page, service)}{link}"
        case PageState.ACKNOWLEDGED:
            return f"{paged(page)} {service}: acknowledged by {_by(page)}{_at(page)}{link}"
        case PageState.RESOLVED if page.merged:
            return f"{paged(page)} {service}: it goes on in another one there{_at(page)}{link}"
        case PageState.RESOLVED:
            return f"{paged(page)} {service}: resolved by {_by(page)}{_at(page)}{link}"
        case PageState.WITHDRAWN:
            return f"*Not paged:* {service}. It was over before PagerDuty took the page"
    return f":warning: *Page* of {service}: PagerDuty has it no more"


def paged(page: Page | None) -> str:
    """Say it of a page that calls, or only seems to."""
    return "*Paged* (simulated)" if page and page.key.startswith(DRILL) else "*Paged*"


def delayed(page: Page) -> str:
    """Say that PagerDuty does not take it yet."""
    since = clock_time(page.asked_at)
    return f":warning: *Paging* {fit(page.service, 80)} since {since}: PagerDuty does not answer yet"


def in_progress(sight: Sight, page: Page) -> str:
    """Say it to who has just declared it."""
    service, at = fit(page.service, 80), f" (accepted{_at(page)})" if page.since else ""
    if page.state is PageState.ASKED:
        if is_given_up(sight, page):
            return f":warning: {service} is not paged"
        if page.delayed:
            return f":warning: paging {service}: PagerDuty does not answer; it follows by itself"
        return f"◌ paging {service}"
    if page.state is PageState.WITHDRAWN:
        return f"✓ {service} is not paged: it is over"
    if page.state is PageState.TRIGGERED and not is_called(page.nobody):
        return f":warning: {service}: PagerDuty took it, {nobody(page.nobody)}"
    who = f"acknowledged by {_by(page)}" if page.state is PageState.ACKNOWLEDGED else called(page.people)
    simulated = " (simulated)" if page.key.startswith(DRILL) else ""
    return f"✓ paged{simulated} {service}: {who}{at if page.state is PageState.TRIGGERED else ''}"


def called(people: tuple[Callee, ...]) -> str:
    """Name them: in Slack's way where they are in Slack."""
    return listed(person(one.person) if one.person else fit(one.name, 80) for one in people)


def is_given_up(sight: Sight, page: Page) -> bool:
    """Tell whether nobody asks PagerDuty for it any more, though it never took it."""
    asks = SEND if page.key.startswith(DRILL) else f"{SEND}{page.source.mark}"
    return page.state is PageState.ASKED and asks not in sight.pending


def _asked(sight: Sight, page: Page, service: str) -> str:
    if is_given_up(sight, page):
        return f":warning: *Not paged:* {service}. PagerDuty did not take it"
    return delayed(page) if page.delayed else f"*Paging* {service}"


def _triggered(page: Page, service: str) -> str:
    if not is_called(page.nobody):
        return f":warning: {bold(service)}: PagerDuty took it, {nobody(page.nobody)}"
    who = f"{called(page.people)}{_at(page)}"
    if page.unanswered:
        return f":warning: {paged(page)} {service}: {who}, no answer since"
    return f"{paged(page)} {service}: {who}" + (f", {nobody(page.nobody)}" if page.nobody else "")


def answers(incident: Incident, page: Page | None) -> list[b.Block]:
    """What who is called answers with, below what tells of the page."""
    pressed = _take(incident, page) if page else []
    return [b.actions(*pressed)] if pressed else []


def _presses(incident: Incident, page: Page, sight: Sight) -> list[b.Block]:
    """What helps where nobody comes; nothing where somebody may still."""
    if page.state is PageState.ASKED and (page.delayed or is_given_up(sight, page)):
        return [buttons.phones(incident, page.service), buttons.another(incident)]
    if page.state is PageState.LOST or (page.state is PageState.TRIGGERED and not is_called(page.nobody)):
        return [] if incident.is_closed else [buttons.another(incident)]
    taken = _take(incident, page)
    if page.unanswered:
        return [
            *taken,
            buttons.level(incident, page),
            buttons.another(incident),
            *([] if incident.drill else [buttons.phones(incident, page.service)]),
        ]
    return taken


def _take(incident: Incident, page: Page) -> list[b.Block]:
    """Where nobody's phone rings, who takes part answers here."""
    waits = incident.drill and page.state is PageState.TRIGGERED
    return [buttons.acknowledge(incident, page)] if waits else []


def _by(page: Page) -> str:
    """Name who did it; what PagerDuty does by itself, and what monitoring does through it, has no name."""
    known = next((one.person for one in page.people if one.name == page.by and one.person), "")
    itself = "Firebell" if page.key.startswith(DRILL) else "PagerDuty"
    return person(known) if known else fit(page.by, 80) or itself


def _at(page: Page) -> str:
    return f" {clock_time(page.since)}" if page.since else ""


def _link(page: Page) -> str:
    return f" · <{page.url}|{page.source.title} #{page.number}>" if page.url else ""
