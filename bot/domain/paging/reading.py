"""What follows from how PagerDuty's incident is now: the one place where its state becomes ours.

States are compared, not told: what is equal changes nothing, whoever tells it, however often and in whatever
order. So our own writing, coming back, is no news, and an older telling never undoes a newer one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from bot.domain.events import (
    Event,
    PageAccepted,
    PageAcknowledged,
    PageLost,
    PageMerged,
    PageMoved,
    PageNoted,
    PagePrioritized,
    PageReassigned,
    PageReopened,
    PageResolved,
    PageTold,
    PageUnacknowledged,
    PageWithdrawn,
)
from bot.domain.incident import ACTIVE, Act, Change, Incident, Status
from bot.domain.lifecycle import Needs, needs
from bot.domain.paging import Besides, Noted, Page, PageState, Seen, Service, service_of
from bot.domain.paging.asking import is_wanted, page_of, with_page
from bot.domain.rules.closing import ends_unasked
from bot.domain.rules.updating import Update, update
from bot.domain.taxonomy import Taxonomy


def see(incident: Incident, seen: Seen, taxonomy: Taxonomy, act: Act, *, touched: bool = False) -> Change:
    """Make the page equal to what was seen, say what is new, and let the incident follow where it should.

    touched: people have begun to work on the incident.
    """
    was = _page(incident, seen)
    if was is None or (was.changed_at and seen.changed_at < was.changed_at):
        return Change(incident, ())
    page = replace(was, service=service_as_seen(was, seen))
    service = service_of(taxonomy.services, page.service)
    told = (
        _accepted(page, seen, act),
        _moved(was, page, act),
        _steps(incident, page, seen, service, act),
        _ranked(incident, page, seen, taxonomy, act) if service.takes("priority") else (),
    )
    events = tuple(chain.from_iterable(told))
    fresh = replace(equal_to(page, seen, act), ended_outside=_ended_outside(incident, page, seen))
    if fresh == was:
        return Change(incident, ())
    return _follow(Change(with_page(incident, fresh), events), page, fresh, taxonomy, act, touched=touched)


def service_as_seen(page: Page, seen: Seen) -> str:
    """Give of which service it is: somebody may have moved it there since we asked for it."""
    return (page.id and seen.service) or page.service


def equal_to(page: Page, seen: Seen, act: Act) -> Page:
    """Give the page as it was seen."""
    return replace(
        page,
        id=seen.id,
        number=seen.number,
        url=seen.url,
        state=seen.state,
        changed_at=seen.changed_at,
        since=act.at if seen.state is not page.state or not page.id else page.since,
        urgency=seen.urgency,
        priority=seen.priority,
        people=seen.people,
        by=seen.by if seen.state is not PageState.TRIGGERED else "",
        nobody=seen.nobody,
        level=max(page.level, seen.level),
        silenced=page.silenced and seen.state is not PageState.RESOLVED,
        unanswered=page.unanswered and seen.state is PageState.TRIGGERED,
    )


def lose(incident: Incident, key: str, act: Act) -> Change:
    """PagerDuty has it no more."""
    page = page_of(incident, key)
    if page is None or not page.is_open:
        return Change(incident, ())
    gone = replace(page, state=PageState.LOST, people=(), unanswered=False)
    event = PageLost(act.at, act.by, page=page.key, service=page.service)
    return Change(with_page(incident, gone), (event,))


def withdraw(incident: Incident, key: str, act: Act) -> Change:
    """PagerDuty never had it, and nobody needs to be called any more."""
    page = page_of(incident, key)
    if page is None or page.state is not PageState.ASKED or is_wanted(incident, page):
        return Change(incident, ())
    event = PageWithdrawn(act.at, act.by, page=page.key, service=page.service)
    return Change(with_page(incident, replace(page, state=PageState.WITHDRAWN)), (event,))


def merge(incident: Incident, key: str, into: int, other: int, act: Act) -> Change:
    """The page goes on in another one there; that is no end of the incident."""
    page = page_of(incident, key)
    if page is None or page.merged:
        return Change(incident, ())
    merged = replace(
        page, state=PageState.RESOLVED, changed_at=act.at, people=(), unanswered=False, merged=True
    )
    event = PageMerged(act.at, act.by, page=page.key, service=page.service, into=into, incident=other)
    return Change(with_page(incident, merged), (event,))


def note(incident: Incident, noted: Noted, taxonomy: Taxonomy, act: Act) -> Change:
    """Somebody wrote a note there; told once, where notes come here at all."""
    page = page_of(incident, noted.page)
    if page is None or noted.id in page.notes:
        return Change(incident, ())
    told = with_page(incident, replace(page, notes=(*page.notes, noted.id)))
    if not service_of(taxonomy.services, page.service).takes("notes"):
        return Change(told, ())
    event = PageNoted(act.at, act.by, page.key, page.service, note=noted.id, words=noted.words, who=noted.who)
    return Change(told, (event,))


def tell(incident: Incident, told: Besides, taxonomy: Taxonomy, act: Act) -> Change:
    """Something else happened there; what is told besides comes here as notes do."""
    page = page_of(incident, told.page)
    if page is None or not service_of(taxonomy.services, page.service).takes("notes"):
        return Change(incident, ())
    said = {**vars(told), "page": page.key}
    return Change(incident, (PageTold(act.at, act.by, service=page.service, **said),))


def wanted_state(incident: Incident, page: Page) -> PageState | None:
    """Give the state that the page should have because of the incident; None: whatever it has.

    What ended there while the incident went on here is not begun anew, but by reopening the incident.
    Whom it calls since somebody began to work on it is not silenced for them.
    """
    if not is_wanted(incident, page):
        return PageState.RESOLVED
    if incident.status not in ACTIVE:
        return None
    if page.state is PageState.RESOLVED:
        return None if page.ended_outside else PageState.TRIGGERED
    if incident.status is Status.OPEN or (page.since and incident.since < page.since):
        return None
    return PageState.ACKNOWLEDGED


def calls_again(before: Incident, after: Incident, services: Mapping[str, Service]) -> bool:
    """Tell whether people are called once more by what had ended there, as the incident comes back."""
    ended = [page for page in after.pages if page.state is PageState.RESOLVED]
    return not after.drill and any(
        wanted_state(after, page) is PageState.TRIGGERED
        and wanted_state(before, page) is not PageState.TRIGGERED
        and service_of(services, page.service).sends("status")
        for page in ended
    )


def _page(incident: Incident, seen: Seen) -> Page | None:
    """Find it by its id, and by its key while it has none: PagerDuty uses a key again."""
    page = page_of(incident, seen.id) or page_of(incident, seen.key)
    return page if page and page.id in {"", seen.id} else None


def _accepted(page: Page, seen: Seen, act: Act) -> Iterator[Event]:
    if not page.id:
        names = tuple(one.name for one in seen.people)
        yield PageAccepted(
            act.at, act.by, page.key, page.service, number=seen.number, people=names, nobody=seen.nobody
        )


def _moved(was: Page, page: Page, act: Act) -> Iterator[Event]:
    if page.service != was.service:
        yield PageMoved(act.at, act.by, page=page.key, service=page.service, was=was.service)


def _steps(incident: Incident, page: Page, seen: Seen, service: Service, act: Act) -> Iterator[Event]:
    """Say what has changed there since it was read last; what it was accepted with is said already."""
    said = {"page": page.key, "service": page.service}
    was = PageState.TRIGGERED if page.state is PageState.ASKED else page.state
    if seen.state is not was:
        step = _STEPS[seen.state](incident, was, seen, act, said)
        is_ours = page.silenced or not service.takes("status")
        if isinstance(step, PageResolved | PageReopened) and is_ours:
            step = replace(step, outside=False)
        yield step
    names = tuple(one.name for one in seen.people)
    goes_on = seen.state is was and (names != page.names or seen.nobody != page.nobody)
    # Whoever gets it has not acknowledged it yet.
    in_new_hands = was is PageState.ACKNOWLEDGED and seen.state is PageState.TRIGGERED and names != page.names
    if page.id and seen.state is not PageState.RESOLVED and (goes_on or in_new_hands):
        yield PageReassigned(act.at, act.by, **said, people=names, nobody=seen.nobody)


def _ranked(incident: Incident, page: Page, seen: Seen, taxonomy: Taxonomy, act: Act) -> Iterator[Event]:
    if not page.id or seen.priority in {page.priority, incident.priority}:
        return
    there, ours = taxonomy.priorities.get(seen.priority), taxonomy.priorities.get(incident.priority)
    asks = bool(there and ours and there.enabled and there.rank > ours.rank)
    yield PagePrioritized(
        act.at, act.by, page.key, page.service, priority=seen.priority, was=page.priority, asks=asks
    )


def _acknowledged(_incident: Incident, _was: PageState, seen: Seen, act: Act, said: dict[str, str]) -> Event:
    return PageAcknowledged(act.at, act.by, **said, who=seen.by)


def _resolved(incident: Incident, _was: PageState, seen: Seen, act: Act, said: dict[str, str]) -> Event:
    return PageResolved(act.at, act.by, **said, who=seen.by, outside=incident.status in ACTIVE)


def _triggered(incident: Incident, was: PageState, seen: Seen, act: Act, said: dict[str, str]) -> Event:
    is_back = was is PageState.LOST and incident.status in ACTIVE
    if was is PageState.ACKNOWLEDGED or is_back:
        return PageUnacknowledged(act.at, act.by, **said)
    return PageReopened(act.at, act.by, **said, who=seen.by, outside=incident.status not in ACTIVE)


_STEPS: dict[PageState, Callable[[Incident, PageState, Seen, Act, dict[str, str]], Event]] = {
    PageState.ACKNOWLEDGED: _acknowledged,
    PageState.RESOLVED: _resolved,
    PageState.TRIGGERED: _triggered,
}


def _ended_outside(incident: Incident, page: Page, seen: Seen) -> bool:
    """Tell whether it ended there while the incident went on here, now or when it was read before."""
    if seen.state is not PageState.RESOLVED or incident.status not in ACTIVE:
        return False
    return page.ended_outside or page.state is not PageState.RESOLVED


def _follow(change: Change, was: Page, page: Page, taxonomy: Taxonomy, act: Act, *, touched: bool) -> Change:
    """Let the incident follow its page as far as nobody needs to be asked."""
    incident = change.incident
    unchanged = page.state is was.state and page.priority == was.priority
    if unchanged or incident.halted:
        return change
    status = _status(incident, was, page, taxonomy, touched=touched)
    wish = Update(status=status, priority=_raised(incident, was, page, taxonomy))
    wish = replace(wish, reason=f"{page.service} is called again." if wish.status is Status.OPEN else "")
    if wish == Update():
        return change
    followed = update(incident, wish, taxonomy, act)
    moved = act.at if wish.status is Status.INVESTIGATING else None
    return Change(
        with_page(followed.incident, replace(page, moved=moved)), (*change.events, *followed.events)
    )


def _status(incident: Incident, was: Page, page: Page, taxonomy: Taxonomy, *, touched: bool) -> Status | None:
    service = service_of(taxonomy.services, page.service)
    if page.state is was.state or not service.takes("status"):
        return None
    if page.state is PageState.ACKNOWLEDGED and incident.status is Status.OPEN:
        return Status.INVESTIGATING
    if page.state is PageState.TRIGGERED and was.moved and was.moved == incident.status_since:
        return Status.OPEN
    is_over = not any(one.is_open for one in incident.pages) and ends_unasked(
        incident, taxonomy, touched=touched
    )
    if page.state is PageState.RESOLVED and (service.follows or is_over) and incident.status in ACTIVE:
        return Status.MITIGATED if needs(incident.status, Status.MITIGATED) is Needs.NOTHING else None
    return None


def _raised(incident: Incident, was: Page, page: Page, taxonomy: Taxonomy) -> str:
    """Give the priority that somebody raised it to there; nothing outside lowers one without asking."""
    there, ours = taxonomy.priorities.get(page.priority), taxonomy.priorities.get(incident.priority)
    if not service_of(taxonomy.services, page.service).takes("priority"):
        return ""
    if page.priority == was.priority or not was.id or not there or not ours or not there.enabled:
        return ""
    return there.key if there.rank < ours.rank and not incident.is_closed else ""
