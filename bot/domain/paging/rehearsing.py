"""Pages of a drill: what PagerDuty would have answered, without anybody's asking it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.incident import Act, Incident
from bot.domain.oncall.roster import Level
from bot.domain.paging import DRILL, Callee, Page, PageState, Seen
from bot.domain.paging.asking import is_wanted, page_of
from bot.domain.paging.reading import wanted_state


def called(incident: Incident, levels: Iterable[Level], number: int, declarer: str) -> tuple[Callee, ...]:
    """Give who would be called on this level; who takes no part is named, but not mentioned.

    Where nobody knows who that would be, whoever began the drill takes the part. declarer: their name.
    """
    inside = {*incident.insiders, *incident.invited}
    turns = [duty.now for level in levels if level.number == number for duty in level.duties]
    people = [Callee(one.user, one.name, one.person if one.person in inside else "") for one in turns]
    return tuple(people) or (Callee(DRILL + incident.opened_by, declarer, incident.opened_by),)


def accepted(incident: Incident, page: Page, people: tuple[Callee, ...], act: Act) -> Seen | None:
    """Take it; None where nobody needs to be called any more."""
    if not is_wanted(incident, page):
        return None
    return _seen(incident, replace(page, people=people, id=page.key), PageState.TRIGGERED, act)


def escalated(incident: Incident, page: Page, people: tuple[Callee, ...], act: Act) -> Seen:
    """Call these too."""
    both = tuple(dict.fromkeys((*page.people, *people)))
    return _seen(incident, replace(page, people=both), page.state, act)


def acknowledged(incident: Incident, key: str, who: Callee, act: Act) -> Seen:
    """Somebody takes it. Raises UserError where it calls nobody any more."""
    page = page_of(incident, key)
    if not incident.drill or page is None or not page.id or not page.is_open:
        raise UserError(
            f"That page of {incident.ref} calls nobody any more: there is nothing to acknowledge."
        )
    if page.state is PageState.ACKNOWLEDGED:
        raise UserError(f"{page.by} has acknowledged that page already. `/incident update` says how it goes.")
    return _seen(incident, replace(page, people=(who,), by=who.name), PageState.ACKNOWLEDGED, act)


def kept(incident: Incident, act: Act) -> tuple[Seen, ...]:
    """Make the pages equal to the incident, as PagerDuty's would be."""
    found = []
    for page in incident.pages:
        wanted = wanted_state(incident, page) if page.id else None
        if wanted and wanted is not page.state:
            found.append(_seen(incident, page, wanted, act))
    return tuple(found)


def _seen(incident: Incident, page: Page, state: PageState, act: Act) -> Seen:
    is_over = state is PageState.RESOLVED
    return Seen(
        id=page.id,
        key=page.key,
        number=0,
        url="",
        title=incident.title,
        service=page.service,
        state=state,
        changed_at=act.at,
        created_at=page.asked_at,
        urgency=page.urgency,
        priority=incident.priority,
        people=() if is_over else page.people,
        by="" if is_over else page.by,
    )
