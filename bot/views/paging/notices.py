"""What an incident's channel is told of its pages: what people wait for, and what they must decide."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain import events as e
from bot.domain.incident import ACTIVE, Incident
from bot.domain.oncall.roster import AsOf, Level
from bot.domain.paging import Page, What
from bot.domain.paging.asking import PATIENCE
from bot.domain.rules.roles import COMMANDER
from bot.views import blocks as b
from bot.views.oncall import words as oncall
from bot.views.paging import buttons, lines
from bot.views.paging.sentences import SENTENCES, is_called, names
from bot.views.words import bold, clock_time, duration, escape, fit, person, quote
from bot.views.work import menu

UNREAD = AsOf(None, stale=False)


@dataclass(frozen=True)
class Notice:
    """What happened to a page, and what is known besides.

    `page`: as it is now. `levels`: who is on call for its service, as it was read at `as_of`.
    """

    incident: Incident
    event: Any
    page: Page | None
    levels: tuple[Level, ...] = ()
    as_of: AsOf = UNREAD


def render(notice: Notice) -> b.Block:
    return _TOLD[type(notice.event)](notice)


def tells(event: e.Event) -> bool:
    """Tell whether the channel hears of it: not of what only follows from what was done here."""
    match event:
        case e.PageResolved() | e.PageReopened():
            return event.outside
        case e.PagePrioritized():
            return event.asks
        case e.PageTold():
            return event.what != What.FIELDS
    return type(event) in _TOLD


def _accepted(notice: Notice) -> b.Block:
    event, page = notice.event, notice.page
    if not is_called(event.nobody):
        return _warning(notice, _sentence(event), buttons.another(notice.incident))
    people = page.people if page and page.names == event.people else ()
    who = lines.called(people) if people else names(event.people)
    link = f" · <{page.url}|{page.source.title} #{page.number}>" if page and page.url else ""
    low = ", with low urgency, so no phone rings at night" if event.nobody else ""
    said = f"{lines.paged(page)} {fit(event.service, 80)}: {who}, {clock_time(event.at)}{low}{link}"
    text = f"{notice.incident.ref}: paged {fit(event.service, 80)}: {names(event.people)}"
    return b.message(text, [b.section(said), *lines.answers(notice.incident, page)])


def _reassigned(notice: Notice) -> b.Block:
    if notice.event.people and is_called(notice.event.nobody):
        return _plain(notice)
    return _warning(notice, _sentence(notice.event), buttons.another(notice.incident))


def _plain(notice: Notice) -> b.Block:
    said = _sentence(notice.event)
    return _told(notice, f"{said}, {clock_time(notice.event.at)}.", f"{said}.")


def _unanswered(notice: Notice) -> b.Block:
    """Who leads is called by name: somebody must decide."""
    incident, event, page = notice.incident, notice.event, notice.page
    leads = incident.holder(COMMANDER) or incident.opened_by
    to = f"{person(leads)} " if leads else ""
    service = fit(event.service, 80)
    said = f"Nobody has acknowledged the page of {service} for {duration(PATIENCE)} ({names(event.people)})."
    pressed = [buttons.another(incident)]
    pressed += [] if incident.drill else [buttons.phones(incident, event.service)]
    if page and (not notice.levels or len(notice.levels) > page.level):
        pressed.insert(0, buttons.level(incident, page, oncall.on_level(notice.levels, page.level + 1)))
    rows = [b.section(f":warning: {to}{said}"), *lines.answers(incident, page), b.actions(*pressed)]
    return b.message(f"{incident.ref}: {said}", [*rows, *oncall.warning(notice.as_of)])


def _delayed(notice: Notice) -> b.Block:
    """Whom to call by hand, from what was read last."""
    incident, event = notice.incident, notice.event
    said = f"PagerDuty does not take the page of {fit(event.service, 80)} yet"
    why = f"{fit(event.reason, 300)} It is tried again and again; nothing needs to be repeated."
    rows = [b.section(f":warning: {bold(f'{said}.')} {why}")]
    known = oncall.of_service(notice.levels, notice.as_of)
    rows += map(b.section, known or ["Who is on call for it is not known here."])
    pressed = [buttons.phones(incident, event.service)] if notice.levels else []
    rows.append(b.actions(*pressed, buttons.another(incident)))
    return b.message(f"{incident.ref}: {said}. Call somebody yourself.", rows)


def _resolved(notice: Notice) -> b.Block:
    """A monitor's or a person's end of the page is none of the incident: people say so."""
    incident, event = notice.incident, notice.event
    who = fit(event.who, 80) or "by monitoring"
    said = f"PagerDuty resolved the page of {fit(event.service, 80)} ({who}, {clock_time(event.at)})."
    if incident.status not in ACTIVE:
        return _told(notice, said, said)
    rows = [b.section(f"{said} Is {incident.ref} over?"), b.actions(*buttons.over(incident))]
    return b.message(f"{incident.ref}: PagerDuty resolved its page. Is it over?", rows)


def _reopened(notice: Notice) -> b.Block:
    incident, event = notice.incident, notice.event
    who = fit(event.who, 80) or "PagerDuty"
    said = f"{who} reopened the page of {fit(event.service, 80)}, {clock_time(event.at)}."
    back = (
        menu.button(incident, "Reopen", "reopen")
        if incident.is_closed
        else menu.button(incident, "Update", "update")
    )
    rows = [b.section(f"{said} Is {incident.ref} back?"), b.actions(back)]
    return b.message(f"{incident.ref}: its page is open again in PagerDuty. Is it back?", rows)


def _ranked(notice: Notice) -> b.Block:
    """Nothing outside lowers a priority."""
    incident, event = notice.incident, notice.event
    there = escape(event.priority)
    said = f"{fit(event.service, 80)} has {there} in PagerDuty, and {incident.ref} is {incident.priority}."
    rows = [b.section(f"{said} Lower it here too?"), b.actions(*buttons.lower(incident, event.priority))]
    return b.message(f"{incident.ref}: PagerDuty says {there}. Lower it here too?", rows)


def _noted(notice: Notice) -> b.Block:
    event = notice.event
    who = fit(event.who, 80) or "PagerDuty"
    rows = [b.section(quote(event.words)), b.context(f"{who} in PagerDuty, {clock_time(event.at)}")]
    return b.message(f"{notice.incident.ref}: {who} in PagerDuty: {fit(event.words, 300)}", rows)


def _lost(notice: Notice) -> b.Block:
    pressed = () if notice.incident.is_closed else (buttons.another(notice.incident),)
    return _warning(notice, _sentence(notice.event), *pressed)


def _sentence(event: Any) -> str:
    said = SENTENCES[type(event)](event)
    return said[:1].upper() + said[1:]


def _told(notice: Notice, said: str, text: str) -> b.Block:
    return b.message(f"{notice.incident.ref}: {text}", [b.section(said)])


def _warning(notice: Notice, said: str, *pressed: b.Block) -> b.Block:
    rows = [b.section(f":warning: {said}.")] + ([b.actions(*pressed)] if pressed else [])
    return b.message(f"{notice.incident.ref}: {said}.", rows)


_TOLD: dict[type[e.Event], Callable[[Notice], b.Block]] = {
    e.PageAccepted: _accepted,
    e.PageAdopted: _plain,
    e.PageDelayed: _delayed,
    e.PageUnanswered: _unanswered,
    e.PageAcknowledged: _plain,
    e.PageUnacknowledged: _plain,
    e.PageReassigned: _reassigned,
    e.PageResolved: _resolved,
    e.PageReopened: _reopened,
    e.PagePrioritized: _ranked,
    e.PageMoved: _plain,
    e.PageMerged: _plain,
    e.PageNoted: _noted,
    e.PageTold: _plain,
    e.PageLost: _lost,
    e.PageWithdrawn: _plain,
}
TOLD = tuple(_TOLD)
"""The events of which something may be told."""
