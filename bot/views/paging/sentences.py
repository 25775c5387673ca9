"""What happened to a page, in words."""

from collections.abc import Callable
from typing import Any

from bot.domain import events as e
from bot.domain.board import Callout, Reach
from bot.domain.paging import DRILL, Nobody, What
from bot.views.words import fit, listed, moment, people, person, room

NOBODY: dict[str, str] = {
    Nobody.UNASSIGNED: "but nobody will be called: nobody is on call for it",
    Nobody.DISABLED: "but the service is disabled there, so nobody will be called",
    Nobody.MAINTENANCE: "but the service is in maintenance, so nobody will be called",
    Nobody.LOW: "but with low urgency, so no phone rings at night",
}


def names(people: tuple[str, ...]) -> str:
    return listed([fit(name, 80) for name in people])


def nobody(why: str) -> str:
    """Say why no phone rings; empty where one does."""
    return NOBODY.get(why, "")


def is_called(why: str) -> bool:
    """Tell whether somebody is called all the same, if only when they look."""
    return why not in NOBODY or why == Nobody.LOW


def _accepted(event: e.PageAccepted) -> str:
    """Paged is who PagerDuty says that it calls, and nobody else."""
    paged = "paged (simulated)" if event.page.startswith(DRILL) else "paged"
    called = f"{paged} {fit(event.service, 80)}: {names(event.people)}" if is_called(event.nobody) else ""
    taken = called or f"PagerDuty took the page of {fit(event.service, 80)}"
    return f"{taken}, {nobody(event.nobody)}" if nobody(event.nobody) else taken


def _adopted(event: e.PageAdopted) -> str:
    called = f", which calls {names(event.people)}" if event.people else ""
    return f"it began as PagerDuty #{event.number} of {fit(event.service, 80)}{called}"


def _reassigned(event: e.PageReassigned) -> str:
    called = f"{_caller(event)} calls {names(event.people)} for {fit(event.service, 80)} now"
    if event.people:
        return f"{called}, {nobody(event.nobody)}" if event.nobody else called
    return f"{_caller(event)} calls nobody for {fit(event.service, 80)} any more"


def _caller(event: Any) -> str:
    return "the drill" if event.page.startswith(DRILL) else "PagerDuty"


def _done(done: str) -> Callable[[Any], str]:
    def say(event: Any) -> str:
        if event.page.startswith(DRILL):
            return f"{fit(event.who, 80) or 'Firebell'} {done} {fit(event.service, 80)} in the drill"
        return f"{_who(event.who)} {done} {fit(event.service, 80)} in PagerDuty"

    return say


def _who(name: str) -> str:
    """What PagerDuty does by itself, and what monitoring does through it, has no name."""
    return fit(name, 80) if name else "PagerDuty"


def _merged(event: e.PageMerged) -> str:
    into = f"inc-{event.incident}" if event.incident else f"#{event.into}" if event.into else "another one"
    return f"the page of {fit(event.service, 80)} goes on in {into} in PagerDuty"


def _told(event: e.PageTold) -> str:
    who, about = _who(event.who), fit(event.about, 80) or "somebody"
    words = f": {fit(event.words, 500)}" if event.words else ""
    match event.what:
        case What.STATUS:
            return f"{who} told the subscribers in PagerDuty{words}"
        case What.ASKED:
            return f"{who} asked {about} in PagerDuty to help{words}"
        case What.REPLIED:
            return f"{about} answered in PagerDuty: {fit(event.state, 40)}{words}"
        case What.ROLE:
            return f"{about} has a role in PagerDuty{words}"
        case What.BRIDGE:
            return f"{who} set the conference bridge in PagerDuty{words}"
    return f"{who} changed fields in PagerDuty{words}"


SENTENCES: dict[type[e.Event], Callable[[Any], str]] = {
    e.PageAsked: lambda event: (
        f"{person(event.by)} asked to page {fit(event.service, 80)}"
        if event.by
        else f"paging {fit(event.service, 80)}"
    ),
    e.PageAccepted: _accepted,
    e.PageDelayed: lambda event: f"PagerDuty does not take the page of {fit(event.service, 80)} yet",
    e.PageAdopted: _adopted,
    e.PageUnanswered: lambda event: f"nobody has acknowledged the page of {fit(event.service, 80)} yet",
    e.PageEscalated: lambda event: (
        f"{person(event.by)} called level {event.level} of {fit(event.service, 80)}"
    ),
    e.PageAcknowledged: _done("acknowledged"),
    e.PageUnacknowledged: lambda event: f"{_caller(event)} calls for {fit(event.service, 80)} again",
    e.PageReassigned: _reassigned,
    e.PageResolved: _done("resolved"),
    e.PageReopened: _done("reopened"),
    e.PagePrioritized: lambda event: (
        f"{fit(event.service, 80)} has priority {fit(event.priority or 'none', 40)} in PagerDuty"
    ),
    e.PageMoved: lambda event: (
        f"the page of {fit(event.was, 80)} is of {fit(event.service, 80)} in PagerDuty now"
    ),
    e.PageMerged: _merged,
    e.PageNoted: lambda event: f"{_who(event.who)} in PagerDuty: {fit(event.words, 500)}",
    e.PhoneShown: lambda event: (
        f"{person(event.by)} looked up the phone numbers of {names(event.people)} ({fit(event.service, 80)})"
    ),
    e.SyncHalted: lambda event: (
        f":warning: it changed {event.times} times without anybody here, and follows PagerDuty no more"
    ),
    e.SyncResumed: lambda event: f"{person(event.by)} lets it follow PagerDuty again",
    e.PageTold: _told,
    e.PageWithdrawn: lambda event: f"nobody was paged from {fit(event.service, 80)}: it was over before",
    e.PageLost: lambda event: f"PagerDuty has the page of {fit(event.service, 80)} no more",
}


def callout(one: Callout) -> str:
    """Say `pages Payments (Deniz Kaya, level 1)`, and from when that is where it is old."""
    who = f"{fit(listed(one.people[:3]), 200)}, level 1" if one.people else "nobody is on call"
    old = f", :warning: as of {moment(one.old_since)}" if one.old_since else ""
    return f"pages {fit(one.service, 80)} ({who}{old})"


def sets_off(reach: Reach) -> list[str]:
    """Say `also invites 3 people`, `pages Payments (Deniz Kaya, level 1)` and the rest, where it does."""
    invites = [f"also invites {people(reach.people)}"] if reach.people else []
    stops = [asks_not_to_deploy(reach.frozen_in)] if reach.frozen_in else []
    return invites + ([callout(reach.callout)] if reach.callout else []) + stops


def asks_not_to_deploy(channel: str) -> str:
    return f"asks {room(channel)} not to deploy"
